"""One committed state of a tantivy index, asked."""

from collections.abc import Callable, Iterator, Sequence
from typing import ParamSpec, TypeVar

import tantivy
from tantivy import DocAddress, FieldType, Occur, Order, Query

from ifex.instruments.search.protocol import (
    Counts,
    EngineAnswer,
    EngineHit,
    EngineQuery,
    IndexEntry,
    SearchUnavailable,
)  # fmt: skip
from ifex.instruments.search.query.tree import Node

from .schema import ENTRY, FACETS, ORDER, VALUE_PART, VALUES, field_name, read_entry
from .translating import Translator

# More than there can be: 250 countries, 120 years, some hundred members and vocabulary terms.
_MOST_VALUES = 20_000
# Up to this many facets their own columns are quicker than the common one.
_FEW_FACETS = 4
_SLICE = 10_000

P = ParamSpec("P")
T = TypeVar("T")


def asked(question: Callable[P, T]) -> Callable[P, T]:
    """tantivy's errors and panics (damaged files) become SearchUnavailable: the page says so and lives."""

    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return question(*args, **kwargs)
        except (ValueError, OSError) as broken:
            raise SearchUnavailable(str(broken)) from broken
        except BaseException as panic:
            if type(panic).__name__ == "PanicException":
                raise SearchUnavailable(f"tantivy panicked: {panic}") from panic
            raise

    return guarded


class TantivySnapshot:
    """See `protocol.Snapshot`. Its files stay readable while it lives, whatever the writer does."""

    def __init__(self, index: tantivy.Index, generation: str) -> None:
        self.generation = generation
        self._schema = index.schema
        self._searcher = index.searcher()
        self._translator = Translator(self._schema, self._searcher)

    @asked
    def search(self, query: EngineQuery) -> EngineAnswer:
        translated = self._translator.translate(query.node)
        if query.by == "relevance":
            return self._by_relevance(translated, query)
        return self._by_date(translated, query)

    def _by_relevance(self, translated: Query, query: EngineQuery) -> EngineAnswer:
        found = self._searcher.search(translated, max(query.limit, 1), offset=query.offset)
        hits = found.hits[: query.limit]
        addresses = [address for _, address in hits]
        orders = self._searcher.fast_field_values(ORDER, addresses) if addresses else []
        # Equal scores of different segments: the newer first here too.
        ranked = sorted(zip(hits, orders, strict=True), key=lambda pair: (-pair[0][0], -int(pair[1] or 0)))
        answer = [EngineHit(self._entry(address, 0).key, score) for (score, address), _ in ranked]
        return EngineAnswer(answer, _total(found))

    def _by_date(self, translated: Query, query: EngineQuery) -> EngineAnswer:
        oldest_first = query.by == "oldest"
        total = _total(self._searcher.search(translated, 1))
        since, skip = _read_cursor(query.cursor)
        limited = _since(self._schema, translated, since, oldest_first)
        found = self._by_order(limited, query.limit + 1, skip + query.offset, oldest_first)
        page = found[: query.limit]
        following = ""
        if len(found) > query.limit and page:
            last = page[-1][0]
            same = sum(order == last for order, _ in page)
            following = f"{last:x}.{same + (skip if last == since else 0)}"
        return EngineAnswer([EngineHit(self._entry(a, 0).key, 0.0) for _, a in page], total, following)

    def _by_order(
        self, query: Query, limit: int, offset: int, oldest_first: bool
    ) -> list[tuple[int, DocAddress]]:
        way = Order.Asc if oldest_first else Order.Desc
        found = self._searcher.search(
            query, max(limit, 1), count=False, order_by_field=ORDER, offset=offset, order=way
        )
        return found.hits

    def _entry(self, address: DocAddress, order: int) -> IndexEntry:
        return read_entry(self._searcher.doc(address)[ENTRY][0], order)

    @asked
    def count(self, node: Node) -> int:
        return _total(self._searcher.search(self._translator.translate(node), 1))

    @asked
    def count_facets(self, node: Node, facets: Sequence[str]) -> Counts:
        translated = self._translator.translate(node)
        if not facets:
            return {}
        if len(facets) <= _FEW_FACETS:
            return self._count_columns(translated, facets)
        answer = self._searcher.aggregate(translated, {"values": _terms(VALUES)})
        counts: Counts = {name: {} for name in facets}
        for bucket in answer["values"]["buckets"]:
            facet, _, value = bucket["key"].partition(VALUE_PART)
            if facet in counts:
                counts[facet][value] = int(bucket["doc_count"])
        return counts

    def _count_columns(self, translated: Query, facets: Sequence[str]) -> Counts:
        answer = self._searcher.aggregate(translated, {name: _terms(f"{FACETS}.{name}") for name in facets})
        return {
            name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in answer[name]["buckets"]}
            for name in facets
        }

    def walk(self, node: Node, *, oldest_first: bool = False) -> Iterator[IndexEntry]:
        translated = self._translator.translate(node)
        since: int | None = None
        seen = 0
        while True:
            limited = _since(self._schema, translated, since, oldest_first)
            found = asked(self._by_order)(limited, _SLICE, seen, oldest_first)
            for order, address in found:
                yield asked(self._entry)(address, order)
            if len(found) < _SLICE:
                return
            last = found[-1][0]
            same = sum(order == last for order, _ in found)
            seen = same + (seen if last == since else 0)
            since = last

    @asked
    def frequency(self, name: str, token: str) -> int:
        return int(self._searcher.doc_freq(field_name(name), token))

    @asked
    def completions(self, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        return self._searcher.terms_with_prefix(field_name(name), prefix, None, limit)


def _total(found: tantivy.SearchResult) -> int:
    # tantivy's stub file leaves `count` out.
    return found.count or 0  # type: ignore[attr-defined]


def _terms(field: str) -> dict[str, object]:
    return {"terms": {"field": field, "size": _MOST_VALUES, "segment_size": _MOST_VALUES}}


def _read_cursor(cursor: str) -> tuple[int | None, int]:
    """The order that a page ended with, and how many documents of just that order were shown; none where it
    is not one of ours.
    """
    ended, _, skip = cursor.partition(".")
    try:
        number, shown = int(ended, 16), int(skip)
    except ValueError:
        return None, 0
    return (number, shown) if 0 <= number < 1 << 64 and 0 <= shown < 1 << 31 else (None, 0)


def _since(schema: tantivy.Schema, query: Query, since: int | None, oldest_first: bool) -> Query:
    if since is None:
        return query
    low, high = (since, None) if oldest_first else (None, since)
    limit = Query.range_query(schema, ORDER, FieldType.Unsigned, low, high)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, limit)])
