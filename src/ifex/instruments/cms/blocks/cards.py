"""Ways on: a title, a sentence, a link each."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .link import LinkBlock


class CardBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    words = blocks.TextBlock(label=_("Words"), required=False, default="", rows=2)
    link = LinkBlock()

    class Meta:
        icon = "doc-full"
        label = _("Card")


class CardsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, default="")
    cards = blocks.ListBlock(CardBlock(), label=_("Cards"))

    class Meta:
        icon = "list-ul"
        label = _("Cards")
        template = "cms/blocks/cards.html"
