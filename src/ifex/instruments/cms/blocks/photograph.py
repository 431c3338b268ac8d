"""A photograph in the text. Who took it, its licence and what it shows belong to the photograph."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class PhotographBlock(blocks.StructBlock):
    photograph = ImageChooserBlock(label=_("Photograph"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, default="")

    class Meta:
        icon = "image"
        label = _("Photograph")
        template = "cms/blocks/photograph.html"
