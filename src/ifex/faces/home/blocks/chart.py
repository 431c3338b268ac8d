"""A chart of any search: by year, or by one of its facets."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ifex.instruments.cms.charts import year_histogram
from ifex.instruments.search.facets import find_facet
from ifex.network.archive.facets import GROUP
from ifex.network.archive.presenters.searching import search_url

from .asking import numbers_in
from .search import SearchBlock

YEAR = "year"


def chart_choices():
    return [
        (YEAR, _("Year")),
        ("country", _("Country")),
        ("region", _("Region")),
        ("issue", _("Issue")),
        ("violation", _("Violation")),
        ("target", _("Whom it hit")),
    ]


class ChartBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, default="")
    search = SearchBlock()
    by = blocks.ChoiceBlock(choices=chart_choices, default=YEAR, label=_("By"))

    class Meta:
        icon = "order"
        label = _("Chart")
        template = "home/blocks/chart.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        numbers = numbers_in(value["search"])
        return {
            **context,
            "numbers": numbers,
            "chart": chart_of(numbers, value["by"], value["title"]) if numbers else "",
        }


def chart_of(numbers, by, title):
    if by == YEAR:
        return year_histogram(
            numbers.result.histogram,
            title=title or _("Alerts by year of the event"),
            url_for_year=lambda year: search_url(numbers.question.with_values(YEAR, [str(year)])),
        )
    facet = find_facet(by)
    return numbers.bars(by, title or (str(facet.title) if facet else ""), leaving_out=GROUP)
