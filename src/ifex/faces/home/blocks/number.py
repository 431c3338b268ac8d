"""A number from a named query, with its two dates."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ifex.instruments.cms.live import find_number, number_choices
from ifex.network.archive.views.answers import reader_language

from .search import SearchBlock


class NumberBlock(blocks.StructBlock):
    of = blocks.ChoiceBlock(choices=number_choices, label=_("What is counted"))
    search = SearchBlock()
    words = blocks.CharBlock(label=_("Words behind the number"))

    class Meta:
        icon = "order"
        label = _("Number")
        template = "home/blocks/number.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        named = find_number(value["of"])
        return {**context, "number": named.count(value["search"] or "", reader_language()) if named else None}
