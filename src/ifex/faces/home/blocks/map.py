"""The world map of any search."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ifex.instruments.cms.worldmap import world_map
from ifex.instruments.taxonomy.queries import country_label
from ifex.network.archive.presenters.searching import search_url, successors_of_historic

from .asking import numbers_in
from .search import SearchBlock


class MapBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, default="")
    search = SearchBlock()

    class Meta:
        icon = "globe"
        label = _("Map")
        template = "home/blocks/map.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        numbers = numbers_in(value["search"])
        return {**context, "numbers": numbers, "map": map_of(numbers, value["title"]) if numbers else ""}


def map_of(numbers, title):
    return world_map(
        numbers.by_country,
        title=title or _now("Alerts by country"),
        url_for=lambda code: search_url(numbers.question.with_values("country", [code])),
        label_for=country_label,
        successors=successors_of_historic(),
    )
