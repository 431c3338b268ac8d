"""The search page: facets as choices, what is chosen as chips, the histogram and the map as links."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from ifex.instruments.cms.charts import year_histogram
from ifex.instruments.cms.facet_list import FacetBox, FacetChoice
from ifex.instruments.cms.formats import year_text
from ifex.instruments.cms.found_kinds import FoundKind, FoundLine
from ifex.instruments.cms.worldmap import world_map
from ifex.instruments.search.facets import Facet, find_facet
from ifex.instruments.search.notices import Notice
from ifex.instruments.search.requests import (
    DEEPEST_OFFSET,
    NEWEST,
    OLDEST,
    RELEVANCE,
    FacetCount,
    SearchRequest,
    SearchResult,
)
from ifex.instruments.taxonomy.queries import countries, country_label
from ifex.network.archive.facets import NOT_ON_THE_PAGE

from .paging import Pager, pager_of, pages_for

SORT_TITLES = {RELEVANCE: _("Relevance"), NEWEST: _("Newest"), OLDEST: _("Oldest")}
MOST_CHIPS = 60
MOST_IN_TITLE = 5


@dataclass(frozen=True)
class Chip:
    """A filter that is on. `url` leads to the same search without it."""

    label: str
    url: str


@dataclass(frozen=True)
class NamedGroup:
    """Things of one kind that have the words: the first of `total`, all of them at `url`."""

    title: Any
    rows: list[FoundLine]
    total: int
    url: str


@dataclass(frozen=True)
class SortLink:
    title: Any
    url: str
    is_current: bool


def search_url(request: SearchRequest, name: str = "archive:search-show") -> str:
    query = request.query_string
    return reverse(name) + (f"?{query}" if query else "")


def list_url(kind: FoundKind, request: SearchRequest) -> str:
    """All things of a kind that have the words and the countries of the search."""
    pairs = [("q", request.q), *(("country", code) for code in request.values_of("country"))]
    address = reverse(kind.list_name) if kind.list_name else reverse("archive:search-kind", args=[kind.slug])
    return f"{address}?{urlencode(pairs)}"


def search_link(**filters: Any) -> str:
    """The search page with these parameters: `search_link(country="TN", sort="newest")`."""
    pairs = [
        (key, one)
        for key, value in filters.items()
        for one in (value if isinstance(value, list | tuple) else [value])
    ]
    return f"{reverse('archive:search-show')}?{urlencode(pairs)}"


def with_years(params: QueryDict) -> QueryDict:
    """Two plain fields of a form, `year_from` and `year_to`, become the one value `year=2005..2011`."""
    low, high = (params.get(key, "").strip() for key in ("year_from", "year_to"))
    if not low and not high:
        return params
    joined = params.copy()
    joined.setlist("year", [low if low == high else f"{low}..{high}"])
    return joined


def facet_boxes(result: SearchResult) -> list[FacetBox]:
    """The facets that have anything to choose, but the year: it has the histogram."""
    boxes = []
    for name, counts in result.facets.items():
        facet = find_facet(name)
        if facet is None or name in NOT_ON_THE_PAGE or name == "year":
            continue
        choices = choices_of(facet, counts)
        if choices:
            boxes.append(FacetBox(name, facet.title, choices, sum(one.is_chosen for one in counts)))
    return boxes


def choices_of(facet: Facet, counts: Iterable[FacetCount]) -> list[FacetChoice]:
    """Values as a tree, those of a group under it; what is chosen comes first, so that it is seen."""
    found = [one for one in counts if one.count or one.is_chosen]
    made = {
        one.value: FacetChoice(one.value, facet.get_label(one.value), one.count, one.is_chosen)
        for one in found
    }
    top: list[FacetChoice] = []
    for one in found:
        group = made.get(one.parent or "")
        (group.children if group else top).append(made[one.value])
    return sorted(top, key=lambda choice: not choice.has_chosen)


def chips_of(request: SearchRequest) -> list[Chip]:
    chosen = [(name, value) for name, values in request.filters for value in values][:MOST_CHIPS]
    return [
        Chip(_in_words(name, value), search_url(request.without_value(name, value))) for name, value in chosen
    ]


def _in_words(name: str, value: str) -> str:
    facet = find_facet(name)
    words = {"facet": str(facet.title) if facet else name, "value": label_of(facet, value)}
    return gettext("%(facet)s: %(value)s") % words


def label_of(facet: Facet | None, value: str) -> str:
    if facet is None:
        return value
    if facet.is_number:
        low, dots, high = value.partition("..")
        return "–".join(year_text(int(part)) for part in ([low, high] if dots else [low]))
    return facet.get_label(value)


def sort_links(request: SearchRequest) -> list[SortLink]:
    """Without words there is no relevance: what stands there is newest first, and is called so."""
    has_words = bool(request.q.strip())
    current = request.sort if has_words or request.sort != RELEVANCE else NEWEST
    return [
        SortLink(title, search_url(request.with_sort(sort)), sort == current)
        for sort, title in SORT_TITLES.items()
        if has_words or sort != RELEVANCE
    ]


def chosen_years(request: SearchRequest) -> set[int]:
    facet = find_facet("year")
    if facet is None:
        return set()
    return {int(term) for value in request.values_of("year") for term in facet.terms_of(value)}


def year_span(request: SearchRequest) -> tuple[str, str]:
    """What the two fields of the years hold: the one range that is chosen, or nothing."""
    values = request.values_of("year")
    if len(values) != 1:
        return "", ""
    low, dots, high = values[0].partition("..")
    return low, high if dots else low


def histogram_of(request: SearchRequest, result: SearchResult) -> SafeString:
    """A bar leads to the search in its year; the bar of the one year that is chosen leads back."""
    chosen = chosen_years(request)

    def url_for_year(year: int) -> str:
        values = [] if chosen == {year} else [str(year)]
        return search_url(request.with_values("year", values))

    return year_histogram(
        result.histogram, title=gettext("By year of the event"), url_for_year=url_for_year, chosen=chosen
    )


def map_of(request: SearchRequest, result: SearchResult, *, title: str) -> SafeString:
    """The countries of the results, each leading to the search in it."""
    counts = counts_for_map(result)
    # One address for all: to make each of 250 anew would cost as much as the search.
    before, after = search_url(request.with_values("country", ["-"])).split("country=-")
    return world_map(
        counts,
        title=title,
        url_for=lambda code: f"{before}country={code}{after}" if counts.get(code) else None,
        label_for=country_label,
        successors=successors_of_historic(),
    )


def counts_for_map(result: SearchResult) -> dict[str, int]:
    """By country. A historic one that is counted with its one successor already is left out."""
    return {one.value: one.count for one in result.facets.get("country", []) if one.count and not one.parent}


def successors_of_historic() -> dict[str, tuple[str, ...]]:
    """Historic codes to today's, so that the map shades what lies there now."""
    rows = countries(with_historic=True)
    return {row.code: row.successors for row in rows if row.is_historic}


def pager_of_search(request: SearchRequest, result: SearchResult) -> Pager:
    reachable = min(result.total, DEEPEST_OFFSET)
    last = pages_for(reachable, request.limit)
    return pager_of(min(request.page, last), last, lambda page: search_url(request.with_page(page)))


def notices_of(request: SearchRequest, result: SearchResult) -> list[Notice]:
    """Each once, whoever noticed it."""
    kept: list[Notice] = []
    for notice in [*request.notices, *result.notices]:
        if notice not in kept:
            kept.append(notice)
    return kept


def hidden_fields(request: SearchRequest, *, without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What a form must carry along: the question but for `without` and the page."""
    left_out = {"page", "cursor", *without}
    return [(name, value) for name, value in request.to_params() if name not in left_out]


def search_title(request: SearchRequest) -> str:
    """The words and the filters."""
    words = (
        gettext("Search: %(query)s") % {"query": request.q} if request.q else gettext("Search the archive")
    )
    chosen = [_in_words(name, value) for name, values in request.filters for value in values]
    more = ["…"] if len(chosen) > MOST_IN_TITLE else []
    return " · ".join([words, *chosen[:MOST_IN_TITLE], *more])


FORMATS = (
    ("archive:search-csv", gettext_lazy("CSV for spreadsheets")),
    ("archive:search-xlsx", gettext_lazy("XLSX for Excel")),
    ("archive:search-jsonl", gettext_lazy("JSON Lines, with all facts and texts")),
)
FEEDS = (
    ("archive:search-atom", gettext_lazy("Atom feed")),
    ("archive:search-json", gettext_lazy("JSON feed")),
)


def links_to(formats: Iterable[tuple[str, Any]], request: SearchRequest) -> list[dict[str, Any]]:
    """The same search, all its results, in another form."""
    whole = request.with_page(1)
    return [{"title": title, "url": search_url(whole, name)} for name, title in formats]
