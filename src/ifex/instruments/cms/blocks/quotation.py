"""Somebody's words, and whose they are."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuotationBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("Words"), rows=3)
    who = blocks.CharBlock(label=_("Who says so"), required=False, default="")

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "cms/blocks/quotation.html"
