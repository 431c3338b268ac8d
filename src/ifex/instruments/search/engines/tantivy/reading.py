"""One committed state of a tantivy index, asked."""

from collections.abc import Callable, Iterator, Sequence
from typing import ParamSpec, TypeVar

import tantivy
from tantivy import FieldType, Occur, Order, Query

from ifex.instruments.search.protocol import (
    Counts,
    EngineAnswer,
    EngineHit,
    EngineQuery,
    IndexEntry,
    SearchUnavailable,
)  # fmt: skip
from ifex.instruments.search.query.tree import Node

from .schema import AT, ENTRY, FACETS, KEY, VALUE_PART, VALUES, entry_number, field_name, read_entry, read_key
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
        moments = self._searcher.fast_field_values(AT, addresses) if addresses else []
        # Equal scores of different segments: the newer first here too.
        ordered = sorted(zip(hits, moments, strict=True), key=lambda pair: (-pair[0][0], -(pair[1] or 0)))
        answer = [
            EngineHit(read_key(self._searcher.doc(address)[KEY][0]), score) for (score, address), _ in ordered
        ]
        return EngineAnswer(answer, _total(found))

    def _by_date(self, translated: Query, query: EngineQuery) -> EngineAnswer:
        oldest_first = query.by == "oldest"
        total = _total(self._searcher.search(translated, 1))
        moment, skip = _read_cursor(query.cursor)
        limited = _since(self._schema, translated, moment, oldest_first)
        offset = skip + query.offset
        entries = self._entries(limited, query.limit + 1, offset, oldest_first)
        page = entries[: query.limit]
        following = ""
        if len(entries) > query.limit and page:
            last = entry_number(page[-1])
            before = skip if last == moment else 0
            if query.offset and query.cursor == "":
                before = self._equal_before(translated, page, query.offset, oldest_first)
            same = sum(entry_number(text) == last for text in page)
            following = f"{last:x}.{same + before}"
        hits = [EngineHit(read_entry(text).key, 0.0) for text in page]
        return EngineAnswer(hits, total, following)

    def _equal_before(self, translated: Query, page: list[str], offset: int, oldest_first: bool) -> int:
        """How many documents of earlier pages have the same date as all of this page; mostly none."""
        last = entry_number(page[-1])
        if entry_number(page[0]) != last:
            return 0
        limited = _since(self._schema, translated, last, oldest_first)
        order = Order.Asc if oldest_first else Order.Desc
        equal = _until(self._schema, limited, last, oldest_first)
        place = self._searcher.search(equal, _SLICE, count=False, order_by_field=ENTRY, order=order)
        return [key for key, _ in place.hits].index(page[0])

    def _entries(self, query: Query, limit: int, offset: int, oldest_first: bool) -> list[str]:
        order = Order.Asc if oldest_first else Order.Desc
        found = self._searcher.search(
            query, max(limit, 1), count=False, order_by_field=ENTRY, offset=offset, order=order
        )
        return [str(text) for text, _ in found.hits]

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
        moment: int | None = None
        seen = 0
        while True:
            limited = _since(self._schema, translated, moment, oldest_first)
            entries = asked(self._entries)(limited, _SLICE, seen, oldest_first)
            for text in entries:
                yield read_entry(text)
            if len(entries) < _SLICE:
                return
            last = entry_number(entries[-1])
            same = sum(entry_number(text) == last for text in entries)
            seen = same + (seen if last == moment else 0)
            moment = last

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
    """The date and how many documents of that date were shown; none where it is not one of ours."""
    moment, _, skip = cursor.partition(".")
    try:
        number, shown = int(moment, 16), int(skip)
    except ValueError:
        return None, 0
    return (number, shown) if 0 <= number < 1 << 52 and 0 <= shown < 1 << 31 else (None, 0)


def _since(schema: tantivy.Schema, query: Query, moment: int | None, oldest_first: bool) -> Query:
    if moment is None:
        return query
    low, high = (moment, None) if oldest_first else (None, moment)
    limit = Query.range_query(schema, AT, FieldType.Unsigned, low, high)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, limit)])


def _until(schema: tantivy.Schema, query: Query, moment: int, oldest_first: bool) -> Query:
    return _since(schema, query, moment, not oldest_first)
