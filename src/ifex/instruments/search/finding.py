"""Everything a page, a feed, an export or the API asks of search."""

from collections.abc import Iterator, Sequence

from .documents import Document
from .protocol import SearchUnavailable
from .requests import Hit, SearchRequest, SearchResult


def find(request: SearchRequest) -> SearchResult:
    """The answer to `request`. Never raises for what is in the request; raises SearchUnavailable without an
    index.
    """
    raise SearchUnavailable


def count(request: SearchRequest) -> int:
    """How many documents `find` would give, without anything else."""
    raise SearchUnavailable


def walk(request: SearchRequest) -> Iterator[Hit]:
    """Every match of `request`, newest first (oldest first if so sorted), with flat memory; pages are
    ignored.

    The set is that of `find(request).total` at the moment of the call.
    """
    raise SearchUnavailable


def uids_of(request: SearchRequest) -> Iterator[str]:
    """As `walk`, the uids alone. Meant for requests of one kind."""
    return (hit.uid for hit in walk(request))


def suggest(text: str, *, language: str, limit: int = 8) -> list[str]:
    """Completions of the last word of `text`, as whole queries, most frequent first. Empty below two
    letters.
    """
    raise SearchUnavailable


def more_like(kind: str, uid: str, *, limit: int = 5) -> list[Hit]:
    """Documents of the same kind that share the most telling words and labels with this one; [] if it is
    unknown.
    """
    raise SearchUnavailable


def match(document: Document, requests: Sequence[SearchRequest]) -> list[int]:
    """The places in `requests` of those that `document` answers (saved searches): the same set as `find`,
    unloosened.
    """
    raise SearchUnavailable
