"""All results of a search as a file."""

from collections.abc import Callable, Iterator
from itertools import chain

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.turns import NoTurnFree, network_of, take_turn
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.search.requests import SearchRequest
from ifex.network.archive.exports.columns import rows_of
from ifex.network.archive.exports.csv import csv_chunks
from ifex.network.archive.exports.xlsx import xlsx_chunks
from ifex.network.archive.interchange.exporting import public_results
from ifex.network.archive.interchange.lines import line_of
from ifex.network.archive.presenters.searching import search_url

from .answers import being_rebuilt, reader_language, too_many_at_once
from .search import request_of

Chunks = Iterator[bytes]


@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    return _stream(request, "csv", "text/csv; charset=utf-8", lambda question: csv_chunks(rows_of(question)))


@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    def chunks(question: SearchRequest) -> Chunks:
        address = settings.IFEX_BASE_URL + search_url(question)
        return xlsx_chunks(rows_of(question), language=question.language, address=address, at=clock.now())

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
            pieces = _Pieces(lambda: chunks(question), request)
        except NoTurnFree:
            return too_many_at_once(request)
        except SearchUnavailable:
            return being_rebuilt(request)
        response = StreamingHttpResponse(pieces, content_type=media_type)
    name = f"{settings.IFEX_NAME.lower()}-alerts-{clock.today().isoformat()}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{_plain_name(name)}"'
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


class _Pieces:
    """The file in pieces, made after the request and its language have ended.

    It holds a turn: a reader who takes long occupies a thread all the while. Django calls `close` however the
    answer ends. Raises NoTurnFree, SearchUnavailable at once.
    """

    def __init__(self, make: Callable[[], Chunks], request: HttpRequest) -> None:
        self._turn = take_turn(
            "export",
            network_of(request.META.get("REMOTE_ADDR", "")),
            at_most=settings.IFEX_EXPORTS_AT_ONCE,
            at_most_each=settings.IFEX_EXPORTS_AT_ONCE_EACH,
        )
        try:
            self._language = reader_language()
            pieces = make()
            self._pieces = chain([next(pieces, b"")], pieces)
        except BaseException:
            self._turn.give_back()
            raise

    def __iter__(self) -> Chunks:
        return self

    def __next__(self) -> bytes:
        with translation.override(self._language):
            piece = next(self._pieces, None)
        if piece is None:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        self._turn.give_back()


def _plain_name(name: str) -> str:
    return "".join(
        letter if (letter.isalnum() and letter.isascii()) or letter in ".-" else "-" for letter in name
    )
