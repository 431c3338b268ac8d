"""What the reader can do now."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .link import LinkBlock


class CallBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    words = blocks.TextBlock(label=_("Words"), required=False, default="", rows=3)
    action = blocks.CharBlock(label=_("Words of the button"))
    link = LinkBlock()

    class Meta:
        icon = "pick"
        label = _("Call to action")
        template = "cms/blocks/call.html"
