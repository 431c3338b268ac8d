"""The seam between search and its engines. Text never crosses it: engines index tokens and answer trees over
tokens.

An engine is a folder of `engines/`; the scheme of IFEX_SEARCH_URL names it. All pass the same tests
(`tests/instruments/search/test_engine_conformance.py`).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from .analysed import AnalysedDocument
from .documents import DocumentKey
from .query.tree import Everything, Node


class SearchUnavailable(Exception):
    """The index is not there, is damaged, or is being rebuilt. Show "search is not available"; `ifex search
    rebuild` mends it. The text says what is wrong, for the operator.
    """


class IndexBusy(Exception):
    """Another process is writing to the index: there is one writer. The text says which."""


class IndexNotWritten(Exception):
    """The engine could not write (the disk is full, say): nothing since the last commit is in the index."""


@dataclass(frozen=True)
class EngineQuery:
    """`node` with its filters in it. `by`: "relevance" (equal scores newest first), "newest" or "oldest".

    `cursor` goes on after a page sorted by date; `offset` counts from there.
    """

    node: Node = field(default_factory=Everything)
    by: str = "relevance"
    offset: int = 0
    limit: int = 20
    cursor: str = ""


@dataclass(frozen=True)
class EngineHit:
    key: DocumentKey
    score: float


@dataclass(frozen=True)
class EngineAnswer:
    """`next_cursor` is "" where nothing follows or the order is by relevance."""

    hits: list[EngineHit]
    total: int
    next_cursor: str = ""


class IndexEntry(NamedTuple):
    """What the index knows of one document without its words."""

    key: DocumentKey
    stamp: str
    at: datetime


Counts = dict[str, dict[str, int]]


class Writer(Protocol):
    """Changes to the index, seen by readers after `commit`, all or none of them."""

    def index(self, documents: Iterable[AnalysedDocument]) -> int:
        """Write or overwrite; returns how many."""

    def delete(self, keys: Iterable[DocumentKey]) -> None:
        """Delete those that are there."""

    def commit(self) -> None:
        """Make it last and visible. Raises IndexNotWritten."""


class Snapshot(Protocol):
    """One state of the index: everything asked of it speaks of the same documents."""

    generation: str

    def search(self, query: EngineQuery) -> EngineAnswer:
        """One page and the total."""

    def count(self, node: Node) -> int:
        """How many documents are in the set."""

    def count_facets(self, node: Node, facets: Sequence[str]) -> Counts:
        """For each facet, how many documents of the set have each of its values."""

    def walk(self, node: Node, *, oldest_first: bool = False) -> Iterator[IndexEntry]:
        """Every document of the set by date, newest first, with flat memory."""

    def frequency(self, name: str, token: str) -> int:
        """How many documents have `token` in a field (deleted ones may be counted until they are merged
        away).
        """

    def completions(self, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The most frequent tokens of a field that begin with `prefix`, with their frequencies."""


class Engine(Protocol):
    """One place where an index lives. Cheap to make; opening happens at the first use."""

    def exists(self) -> bool:
        """Whether there is an index at all."""

    def is_rebuilding(self) -> bool:
        """Whether some process is making a new index now."""

    def snapshot(self) -> Snapshot:
        """The newest committed state. Raises SearchUnavailable."""

    def writer(self) -> AbstractContextManager[Writer]:
        """The one writer; makes an empty index where there is none yet. Raises IndexBusy,
        SearchUnavailable.
        """

    def rebuilding(self) -> AbstractContextManager[Writer]:
        """A writer of a new, empty index that takes the old one's place when the context ends without an
        error. Readers keep the old one until then. Raises IndexBusy.
        """
