"""Atom and JSON feeds of any search: the newest of its results, with a link to those before."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from ifex.foundations.core.changes import depends_on
from ifex.instruments.search.finding import find
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.search.requests import NEWEST, SearchRequest, SearchResult
from ifex.network.archive.domain.freshness import FOUND
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.models import Publication
from ifex.network.archive.presenters.cards import organisations_of
from ifex.network.archive.presenters.feeds import AtomFeed, atom_entry, json_item, without_control
from ifex.network.archive.presenters.searching import search_title, search_url
from ifex.network.archive.queries import publications_in_order

from .answers import A_MINUTE, keep_for, reader_language
from .search import request_of

ENTRIES = 50


@require_safe
def show_atom(request: HttpRequest) -> HttpResponse:
    try:
        question, result, rows = _newest(request)
    except SearchUnavailable:
        return _search_is_away()
    feed = AtomFeed(
        title=_title(question),
        link=settings.IFEX_BASE_URL + search_url(question),
        description="",
        language=reader_language(),
        author_name=settings.IFEX_NAME,
        feed_url=settings.IFEX_BASE_URL + search_url(question, "archive:search-atom"),
        feed_guid=settings.IFEX_BASE_URL + search_url(replace(question, cursor=""), "archive:search-atom"),
        next_url=_next_url(question, result, "archive:search-atom"),
        updated=max((row.valid_from for row in rows), default=None),
    )
    organisations = organisations_of(rows)
    for row in rows:
        feed.add_item(**atom_entry(row, question.language, organisations))
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    keep_for(response, A_MINUTE)
    return response


@require_safe
def show_json_feed(request: HttpRequest) -> HttpResponse:
    try:
        question, result, rows = _newest(request)
    except SearchUnavailable:
        return _search_is_away()
    organisations = organisations_of(rows)
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(question),
        "home_page_url": settings.IFEX_BASE_URL + search_url(question),
        "feed_url": settings.IFEX_BASE_URL + search_url(question, "archive:search-json"),
        "language": question.language,
        "authors": [{"name": settings.IFEX_NAME, "url": settings.IFEX_BASE_URL}],
        "items": [json_item(row, question.language, organisations) for row in rows],
    }
    next_url = _next_url(question, result, "archive:search-json")
    if next_url:
        feed["next_url"] = next_url
    options = {"ensure_ascii": False}
    response = JsonResponse(
        feed, content_type="application/feed+json; charset=utf-8", json_dumps_params=options
    )
    response["Access-Control-Allow-Origin"] = "*"
    keep_for(response, A_MINUTE)
    return response


def _newest(request: HttpRequest) -> tuple[SearchRequest, SearchResult, list[Publication]]:
    """The question sorted by date, whatever order its page had. Raises SearchUnavailable."""
    depends_on(FOUND)
    asked = request_of(request, limit=ENTRIES, with_facets=False, with_histogram=False)
    question = replace(asked, sort=NEWEST, offset=0)
    result = find(question)
    return question, result, publications_in_order(SubjectKind.ALERT, [hit.uid for hit in result.hits])


def _title(question: SearchRequest) -> str:
    return without_control(f"{settings.IFEX_NAME} · {search_title(question)}")


def _next_url(question: SearchRequest, result: SearchResult, name: str) -> str:
    if not result.next_cursor:
        return ""
    return settings.IFEX_BASE_URL + search_url(replace(question, cursor=result.next_cursor), name)


def _search_is_away() -> HttpResponse:
    response = HttpResponse(
        "The search is not available.\n", status=503, content_type="text/plain; charset=utf-8"
    )
    response["Retry-After"] = "30"
    return response
