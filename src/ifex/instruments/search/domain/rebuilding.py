"""A new index from the database, beside the old one, which serves readers until the last moment."""

from collections.abc import Callable, Iterator

from ifex.foundations.core.bell import ring
from ifex.instruments.search.analysed import AnalysedDocument, analyse_document
from ifex.instruments.search.declarations import all_kinds, tell_followers
from ifex.instruments.search.engines import get_engine
from ifex.instruments.search.models import IndexChange

from .indexing import remember_index


def count_what_should_be_there() -> int:
    """How many documents a rebuild will write."""
    return sum(1 for kind in all_kinds() for _ in kind.stamps(""))


def rebuild_index(advance: Callable[[int], None] = lambda number: None) -> int:
    """Make the whole index anew and put it in the old one's place; returns the number of documents.

    `advance(1)` is called for each document. Killed at any instant it leaves the old index as it was; run it
    again. What changes meanwhile is written to both. Raises IndexBusy where another rebuild runs,
    IndexNotWritten.
    """
    count = 0

    def documents() -> Iterator[AnalysedDocument]:
        nonlocal count
        for kind in all_kinds():
            for document in kind.iterate(""):
                yield analyse_document(document)
                count += 1
                advance(1)

    with get_engine().rebuilding() as writer:
        writer.index(documents())
    remember_index()
    tell_followers("*", [])
    IndexChange.objects.filter(waits_for_rebuild=True).update(waits_for_rebuild=False)
    ring("search")
    return count
