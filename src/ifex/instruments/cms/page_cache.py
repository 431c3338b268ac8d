"""Pages for readers, kept as they were sent, until something behind them changes.

The same page goes to everyone in a language, so a page is kept once. What may be kept says so by `changes.depends_on`;
its tags decide when it is forgotten, in every process, within `LOOK_AGAIN_SECONDS`. Nothing is kept beyond the day
(pages say "today"), nor beyond an hour (older changes are not remembered).
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.utils.translation import get_language_from_path

from ifex.foundations.core import clock
from ifex.foundations.core.changes import collect_dependence, present_turn, version_of

Answer = Callable[[HttpRequest], HttpResponse]
Key = tuple[str, str, str, bool]

LONGEST_SECONDS = 3_000
_LONGEST_ADDRESS = 1_000
_OF_A_NOT_MODIFIED = ("Cache-Control", "ETag", "Expires", "Last-Modified", "Vary", "Content-Location")


@dataclass(frozen=True)
class Kept:
    """One answer. `turn` is the version of its tags when it was made."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    tags: frozenset[str]
    turn: int
    until: float
    day: object

    @property
    def size(self) -> int:
        return len(self.content) + 2_000

    def still_holds(self) -> bool:
        version = version_of(self.tags)
        return (
            version is not None
            and version <= self.turn
            and time.monotonic() < self.until
            and clock.today() == self.day
        )

    def answer(self, request: HttpRequest) -> HttpResponse:
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if self.etag and (self.etag in known or _strong(self.etag) in map(_strong, known) or known == ["*"]):
            response: HttpResponse = HttpResponseNotModified()
            headers = [pair for pair in self.headers if pair[0] in _OF_A_NOT_MODIFIED]
        else:
            response = HttpResponse(self.content)
            headers = list(self.headers)
        del response.headers["Content-Type"]
        for name, value in headers:
            response.headers[name] = value
        return response


def _strong(etag: str) -> str:
    return etag.removeprefix("W/")


class Shelf:
    """What this process keeps: the longest unused goes first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self.hits = self.misses = 0

    def find(self, key: Key) -> Kept | None:
        kept = self._kept.get(key)
        if kept is not None and kept.still_holds():
            self.hits += 1
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
            return kept
        self.misses += 1
        if kept is not None:
            self._drop(key)
        return None

    def put(self, key: Key, kept: Kept) -> None:
        most = settings.IFEX_PAGE_CACHE_MEGABYTES * 1_000_000
        if kept.size > most / 10:
            return
        self._drop(key)
        with self._lock:
            self._kept[key] = kept
            self._size += kept.size
            while self._size > most:
                _key, oldest = self._kept.popitem(last=False)
                self._size -= oldest.size

    def _drop(self, key: Key) -> None:
        with self._lock:
            kept = self._kept.pop(key, None)
            self._size -= kept.size if kept else 0

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0


shelf = Shelf()


class PageCache:
    """Stands outside of everything that makes or dresses a page, so that a kept one is sent as it is."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key_of(request)
        before = present_turn() if key else None
        if key is None or before is None:
            return self.get_response(request)
        kept = shelf.find(key)
        if kept is not None:
            return kept.answer(request)
        with collect_dependence() as tags:
            response = self.get_response(request)
        if tags and _may_be_kept(response):
            _keep(key, response, frozenset(tags), before)
        return response


def _key_of(request: HttpRequest) -> Key | None:
    """None for what is never kept: other methods, addresses without a language (files, the API, the desk), and readers
    with a session, to whom a page may have a word to say.
    """
    if request.method != "GET" or not settings.IFEX_PAGE_CACHE_MEGABYTES:
        return None
    if not get_language_from_path(request.path_info):
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    path = request.get_full_path()
    if len(path) > _LONGEST_ADDRESS or "Range" in request.headers:
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    return (request.scheme or "http", host, path, takes_gzip)


def _may_be_kept(response: HttpResponse) -> bool:
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    control = response.get("Cache-Control", "")
    if "public" not in control or "no-store" in control or "private" in control:
        return False
    varies = {part.strip().lower() for part in response.get("Vary", "").split(",")} - {""}
    return varies <= {"accept-encoding"}


def _keep(key: Key, response: HttpResponse, tags: frozenset[str], before: int) -> None:
    """Not when something behind it changed while it was made."""
    version = version_of(tags)
    if version is None or version > before:
        return
    kept = Kept(
        content=response.content,
        headers=tuple((name, value) for name, value in response.items() if name != "Date"),
        etag=response.get("ETag", ""),
        tags=tags,
        turn=before,
        until=time.monotonic() + LONGEST_SECONDS,
        day=clock.today(),
    )
    shelf.put(key, kept)
