"""Alerts: whatever the search page finds, to the last one."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from ifex.faces.api.answers import answer_json, being_rebuilt, keep_a_minute
from ifex.faces.api.asking import Asked
from ifex.faces.api.labels import labels_for
from ifex.faces.api.notices import ApiNotice
from ifex.faces.api.parameters import names_of, search_parameters
from ifex.instruments.search.finding import find
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.search.requests import (
    DATE_CURSOR,
    DEEPEST_OFFSET,
    RELEVANCE,
    RELEVANCE_CURSOR,
    SearchRequest,
    SearchResult,
)
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.interchange.exporting import public_batch
from ifex.network.archive.interchange.writing import public_alert
from ifex.network.archive.presenters.searching import with_years
from ifex.network.archive.queries import publications_in_order

from .records import show_history, show_record, standing_publication

_FARTHEST_PAGE = 10**9


def question_of(asked: Asked, *, with_numbers: bool) -> SearchRequest:
    """What is asked of search: the search page's question, with our limit and a cursor that is one."""
    asked.number("page", 1, most=_FARTHEST_PAGE)
    question = SearchRequest.from_params(
        with_years(asked.params),
        language=asked.language,
        kinds=(SubjectKind.ALERT.value,),
        limit=asked.limit,
        with_facets=with_numbers,
        with_histogram=with_numbers,
    )
    return replace(question, cursor=_cursor_of(asked, question))


def _cursor_of(asked: Asked, question: SearchRequest) -> str:
    text = asked.text("cursor")
    is_known = DATE_CURSOR.fullmatch(text) or (
        question.sort == RELEVANCE and RELEVANCE_CURSOR.fullmatch(text)
    )
    if text and not is_known:
        asked.notices.append(ApiNotice("cursor_unknown"))
    return text if is_known else ""


def find_or_say(question: SearchRequest) -> SearchResult:
    try:
        return find(question)
    except SearchUnavailable:
        raise being_rebuilt() from None


def list_alerts(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, names_of(search_parameters()))
    question = question_of(asked, with_numbers=False)
    result = find_or_say(question)
    rows = publications_in_order(SubjectKind.ALERT, [hit.uid for hit in result.hits])
    items = list(public_batch(SubjectKind.ALERT, rows, public_alert))
    if _ends_before_the_last(question, result):
        asked.notices.append(ApiNotice("relevance_ends", {"most": DEEPEST_OFFSET}))
    answer: dict[str, Any] = {
        "count": result.total,
        "next": asked.next_address(result.next_cursor),
        "items": items,
        "notices": asked.notice_dicts([*question.notices, *result.notices]),
    }
    if result.did_you_mean:
        answer["did_you_mean"] = result.did_you_mean
    if asked.labels:
        answer["labels"] = labels_for("alert", items, asked.labels)
    return keep_a_minute(answer_json(answer))


def _ends_before_the_last(question: SearchRequest, result: SearchResult) -> bool:
    """Sorted by relevance there is an end: pages beyond it would cost more and more."""
    is_by_relevance = question.sort == RELEVANCE and not DATE_CURSOR.fullmatch(question.cursor)
    if result.next_cursor or not is_by_relevance or not question.q:
        return False
    offset = int(question.cursor[1:]) if question.cursor else question.offset
    return offset + len(result.hits) < result.total and bool(result.hits or offset)


def show_alert(request: HttpRequest, uid: str) -> HttpResponse:
    asked = Asked(request, ("known_on", "labels", "lang"))
    publication = standing_publication(SubjectKind.ALERT, uid, known_on=asked.day("known_on"))
    return show_record(asked, publication, public_alert)


def show_alert_history(request: HttpRequest, uid: str) -> HttpResponse:
    return show_history(request, SubjectKind.ALERT, uid)
