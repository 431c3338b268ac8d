"""Lists to leaf through: cases, persons, members, regions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.changes import depends_on
from ifex.instruments.cms.formats import sort_key
from ifex.instruments.cms.found_kinds import find_found_kind
from ifex.instruments.search.facets import find_facet
from ifex.instruments.search.finding import find
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.search.requests import DEEPEST_OFFSET, NEWEST, RELEVANCE, SearchRequest, SearchResult
from ifex.instruments.taxonomy.enums import REGIONS_WITHOUT_COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import regions, term_label
from ifex.network.archive.domain.freshness import FOUND
from ifex.network.archive.enums import PERSON, SubjectKind
from ifex.network.archive.presenters.cases import case_card_of
from ifex.network.archive.presenters.numbers import count_numbers
from ifex.network.archive.presenters.paging import pager_of, pages_for
from ifex.network.archive.presenters.persons import person_lines
from ifex.network.archive.presenters.searching import search_link
from ifex.network.archive.queries import publications_in_order

from .answers import reader_language, search_is_away, show

A_PAGE = 50


@require_safe
def list_alerts(request: HttpRequest) -> HttpResponse:
    """The list of all alerts is the search without a word."""
    return HttpResponsePermanentRedirect(search_link(sort=NEWEST))


@require_safe
def list_cases(request: HttpRequest) -> HttpResponse:
    def rows_of(uids: list[str]) -> list[Any]:
        found = publications_in_order(SubjectKind.CASE, uids)
        return [case_card_of(row, language=reader_language(), today=clock.today()) for row in found]

    return _list(request, Listed(SubjectKind.CASE.value, "case", ("country", "status"), rows_of))


@require_safe
def list_persons(request: HttpRequest) -> HttpResponse:
    def rows_of(uids: list[str]) -> list[Any]:
        return person_lines(uids, language=reader_language())

    return _list(request, Listed(PERSON, "person", ("country",), rows_of))


@require_safe
def list_kind(request: HttpRequest, slug: str) -> HttpResponse:
    """Things of a kind that has no list of its own, as the search box finds them."""
    kind = find_found_kind(slug)
    if kind is None:
        raise Http404
    if kind.list_name:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(reverse(kind.list_name) + (f"?{query}" if query else ""))
    address = reverse("archive:search-kind", args=[slug])
    listed = Listed(
        slug, slug, (), lambda uids: kind.lines(uids, reader_language()), address, "archive/found.html"
    )
    return _list(request, listed, title=kind.title)


@dataclass(frozen=True)
class Listed:
    """A kind of documents, its filters, and what is shown of them. What is left out follows from its `name`."""

    kind: str
    name: str
    filters: tuple[str, ...]
    rows_of: Callable[[list[str]], list[Any]]
    own_address: str = ""
    own_template: str = ""

    @property
    def address(self) -> str:
        return self.own_address or reverse(f"archive:{self.name}-list")

    @property
    def template(self) -> str:
        return self.own_template or f"archive/{self.name}s.html"


def _list(request: HttpRequest, listed: Listed, **more: Any) -> HttpResponse:
    """One page out of the index: the newest first, or the best where a name is asked for."""
    depends_on(FOUND)
    question = _question(request, listed.kind, listed.filters)
    try:
        result = find(question)
    except SearchUnavailable:
        return search_is_away(request)
    address = listed.address

    def url_for(page: int) -> str:
        query = _without_sort(question.with_page(page)).query_string
        return address + (f"?{query}" if query else "")

    last = pages_for(min(result.total, DEEPEST_OFFSET), A_PAGE)
    context = {
        "rows": listed.rows_of([hit.uid for hit in result.hits]),
        "result": result,
        "question": question,
        "choices": [_choices(field, question, result) for field in listed.filters],
        "pager": pager_of(min(question.page, last), last, url_for),
        "is_cut": result.total > DEEPEST_OFFSET,
        "action": address,
        "canonical_path": url_for(question.page),
        "notices": question.notices,
        **more,
    }
    return show(request, listed.template, context)


def _question(request: HttpRequest, kind: str, filters: tuple[str, ...]) -> SearchRequest:
    asked = {key: request.GET.getlist(key) for key in ("q", "page", *filters) if request.GET.get(key)}
    question = SearchRequest.from_params(
        asked, language=reader_language(), kinds=(kind,), limit=A_PAGE, with_histogram=False
    )
    return question if question.q else replace(question, sort=NEWEST)


def _without_sort(question: SearchRequest) -> SearchRequest:
    return replace(question, sort=RELEVANCE)


def _choices(name: str, question: SearchRequest, result: SearchResult) -> dict[str, Any]:
    """A facet as one list to choose from, by name."""
    facet = find_facet(name)
    chosen = question.values_of(name)
    counts = [one for one in result.facets.get(name, []) if one.count or one.is_chosen]
    rows = [
        {"value": one.value, "label": facet.get_label(one.value) if facet else one.value, "count": one.count}
        for one in counts
    ]
    return {
        "name": name,
        "title": facet.title if facet else name,
        "chosen": chosen[0] if chosen else "",
        "rows": sorted(rows, key=lambda row: sort_key(str(row["label"]))),
    }


@require_safe
def list_regions(request: HttpRequest) -> HttpResponse:
    depends_on(FOUND)
    try:
        numbers = count_numbers(reader_language())
    except SearchUnavailable:
        numbers = None
    counts = numbers.counts_of("region") if numbers else {}
    rows = [
        {
            "name": term_label(Vocabulary.REGIONS, slug),
            "url": reverse("archive:region-show", args=[slug]),
            "count": counts.get(slug, 0),
        }
        for slug in regions()
        if slug not in REGIONS_WITHOUT_COUNTRIES
    ]
    return show(
        request, "archive/regions.html", {"topic": "list regions", "regions": rows, "numbers": numbers}
    )
