"""All results of a search as a file."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.search.requests import SearchRequest
from ifex.network.archive.exports.columns import rows_of
from ifex.network.archive.exports.csv import csv_chunks
from ifex.network.archive.exports.xlsx import xlsx_chunks
from ifex.network.archive.interchange.exporting import public_results
from ifex.network.archive.interchange.lines import line_of
from ifex.network.archive.presenters.searching import search_url

from .answers import reader_language, search_is_away
from .search import request_of

Chunks = Iterator[bytes]


@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    return _stream(request, "csv", "text/csv; charset=utf-8", lambda question: csv_chunks(rows_of(question)))


@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    def chunks(question: SearchRequest) -> Chunks:
        address = settings.IFEX_BASE_URL + search_url(question)
        return xlsx_chunks(rows_of(question), address=address, at=clock.now())

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _stream(request, "xlsx", media_type, chunks)


@require_safe
def export_jsonl(request: HttpRequest) -> HttpResponseBase:
    def chunks(question: SearchRequest) -> Chunks:
        return map(line_of, public_results(question))

    return _stream(request, "jsonl", "application/x-ndjson; charset=utf-8", chunks)


def _stream(
    request: HttpRequest, ending: str, media_type: str, chunks: Callable[[SearchRequest], Chunks]
) -> HttpResponseBase:
    """The first piece is made before anything is answered: an index that is not there is a 503, not half a file."""
    question = request_of(request, with_facets=False, with_histogram=False)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=media_type)
    else:
        try:
            pieces = chunks(question)
            first = next(pieces, b"")
        except SearchUnavailable:
            return search_is_away(request)
        response = StreamingHttpResponse(
            _in_language(reader_language(), first, pieces), content_type=media_type
        )
    name = f"{settings.IFEX_NAME.lower()}-alerts-{clock.today().isoformat()}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{_plain_name(name)}"'
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def _in_language(language: str, first: bytes, rest: Chunks) -> Chunks:
    """The pieces are made after the request has ended, and its language with it."""
    yield first
    while True:
        with translation.override(language):
            piece = next(rest, None)
        if piece is None:
            return
        yield piece


def _plain_name(name: str) -> str:
    return "".join(
        letter if (letter.isalnum() and letter.isascii()) or letter in ".-" else "-" for letter in name
    )
