"""The search page: every question an address, every answer a page that works without a script."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.changes import depends_on
from ifex.instruments.cms.found_kinds import FoundKind, all_found_kinds
from ifex.instruments.search.finding import count, find, find_strictly
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.search.requests import RELEVANCE, SearchRequest, SearchResult
from ifex.network.archive.domain.freshness import FOUND
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.presenters.cards import Card, cards_of
from ifex.network.archive.presenters.passages import marked_passage, marked_title, words_of_text
from ifex.network.archive.presenters.searching import (
    FEEDS,
    FORMATS,
    NamedGroup,
    chips_of,
    facet_boxes,
    hidden_fields,
    histogram_of,
    links_to,
    list_url,
    map_of,
    notices_of,
    pager_of_search,
    search_title,
    search_url,
    sort_links,
    with_years,
    year_span,
)
from ifex.network.archive.queries import publications_in_order

from .answers import reader_language, search_is_away, show


def request_of(request: HttpRequest, **options: Any) -> SearchRequest:
    """The question in an address, about alerts. Never raises."""
    params = with_years(request.GET)
    return SearchRequest.from_params(
        params, language=reader_language(), kinds=(SubjectKind.ALERT.value,), **options
    )


@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    depends_on(FOUND)
    question = request_of(request)
    try:
        result = find(question)
        without_filters = _count_without_filters(question) if not result.total else 0
        named = named_in(question)
    except SearchUnavailable:
        return search_is_away(request)
    context = {
        "question": question,
        "result": result,
        "title": search_title(question),
        "cards": found_cards(question, result),
        "named": named,
        "notices": notices_of(question, result),
        "chips": chips_of(question),
        "sorts": sort_links(question),
        "facets": facet_boxes(result),
        "hidden": hidden_fields(question, without=[box for box in result.facets if box != "year"]),
        "hidden_of_years": hidden_fields(question, without=["year"]),
        "hidden_of_words": hidden_fields(question, without=["q"]),
        "years": year_span(question),
        "histogram": histogram_of(question, result),
        "map": map_of(question, result, title=_map_title(question)) if result.total else "",
        "pager": pager_of_search(question, result),
        "action": reverse("archive:search-show"),
        "clear_url": search_url(replace(question.with_page(1), filters=())) if question.filters else None,
        "did_you_mean": result.did_you_mean,
        "did_you_mean_url": search_url(question.with_q(result.did_you_mean)) if result.did_you_mean else None,
        "without_filters": without_filters,
        "exports": links_to(FORMATS, question),
        "feeds": links_to(FEEDS, question),
        "feed_query": question.with_page(1).query_string,
        "known_at": clock.now(),
        "today": clock.today(),
        "canonical_path": search_url(question),
        "query": question.q,
    }
    return show(request, "archive/search.html", context)


def found_cards(question: SearchRequest, result: SearchResult) -> list[Card]:
    """The page's alerts with the words that were asked for marked in title and passage."""
    rows = publications_in_order(SubjectKind.ALERT, [hit.uid for hit in result.hits])
    cards = cards_of(rows, language=question.language)
    if question.q:
        for card in cards:
            _mark(card, question.q)
    return cards


def _map_title(question: SearchRequest) -> str:
    """The map, like every facet, counts as if nothing were chosen in it."""
    if question.values_of("country"):
        return _("By country, whichever is chosen")
    return _("By country")


def named_in(question: SearchRequest) -> list[NamedGroup]:
    """What else has all the words, kind by kind, on the first page. Raises SearchUnavailable."""
    if not question.q or question.page > 1:
        return []
    groups = [_group_of(kind, question) for kind in all_found_kinds()]
    return [group for group in groups if group.rows]


def _group_of(kind: FoundKind, question: SearchRequest) -> NamedGroup:
    found = find_strictly(replace(question, kinds=(kind.slug,), sort=RELEVANCE, limit=kind.at_most))
    rows = kind.lines([hit.uid for hit in found.hits], question.language)
    return NamedGroup(kind.title, rows, found.total, list_url(kind, question))


def _mark(card: Card, q: str) -> None:
    card.title_marked = marked_title(card.title, q, language=card.language)
    card.passage = marked_passage(
        words_of_text(card.summary, card.words.text("body")), q, language=card.language
    )


def _count_without_filters(question: SearchRequest) -> int:
    """How many there would be with the words alone: the way out of an empty page."""
    if not question.filters:
        return 0
    return count(replace(question.with_page(1), filters=()))
