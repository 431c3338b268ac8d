"""Asking the search from within a page: what it answers, or None while it cannot answer."""

from django.http import QueryDict

from ifex.foundations.core.changes import depends_on
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.network.archive.domain.freshness import FOUND
from ifex.network.archive.presenters.numbers import Newest, Numbers, count_numbers
from ifex.network.archive.views.answers import reader_language
from ifex.network.archive.views.overviews import newest_of


def _filters_of(search):
    return {
        key: values for key, values in QueryDict(search or "").lists() if key not in {"q", "sort", "page"}
    }


def _words_of(search):
    return QueryDict(search or "").get("q", "")


def newest_in(search, limit) -> Newest | None:
    depends_on(FOUND)
    try:
        return newest_of(reader_language(), _filters_of(search), q=_words_of(search), limit=limit)
    except SearchUnavailable:
        return None


def numbers_in(search) -> Numbers | None:
    depends_on(FOUND)
    try:
        return count_numbers(reader_language(), _filters_of(search), q=_words_of(search))
    except SearchUnavailable:
        return None
