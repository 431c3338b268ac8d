"""The newest alerts of a part of the archive."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .asking import newest_in
from .search import SearchBlock


class AlertsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, default="")
    search = SearchBlock()
    at_most = blocks.IntegerBlock(label=_("How many"), default=4, min_value=1, max_value=20)

    class Meta:
        icon = "list-ul"
        label = _("Newest alerts")
        template = "home/blocks/alerts.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "newest": newest_in(value["search"], value["at_most"])}
