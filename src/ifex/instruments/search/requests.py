"""What is asked of search, as an address says it, and what it answers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from ifex.foundations.core.languages import DEFAULT_LANGUAGE

from .documents import DocumentKey
from .facets import MOST_VALUES, all_facets
from .notices import Notice

# What `SearchResult.next_cursor` looks like: a place in the order of dates, or a number of ranked hits.
DATE_CURSOR = re.compile(r"[0-9a-f]{1,16}\.[0-9]{1,10}")
RELEVANCE_CURSOR = re.compile(r"r[0-9]{1,7}")

LONGEST_QUERY = 1_000
PAGE_SIZE = 20
LARGEST_PAGE = 200
DEEPEST_OFFSET = 10_000

RELEVANCE, NEWEST, OLDEST = "relevance", "newest", "oldest"
SORTS = (RELEVANCE, NEWEST, OLDEST)
_LONGEST_SHOWN = 60


@dataclass(frozen=True)
class SearchRequest:
    """One question. Hashable; two requests with the same fields have the same answer in one generation of the
    index.

    `filters` are (facet name, values) pairs sorted by name, cleaned. Values of one facet mean "or", facets
    "and". `kinds` limits the kinds of documents (empty: all). `language` is the reader's. `cursor` (from
    `SearchResult.next_cursor`) replaces `offset` and reaches any depth when sorted by newest or oldest.
    """

    q: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = RELEVANCE
    offset: int = 0
    limit: int = PAGE_SIZE
    cursor: str = ""
    kinds: tuple[str, ...] = ()
    language: str = DEFAULT_LANGUAGE
    with_facets: bool = True
    with_histogram: bool = True
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    @classmethod
    def from_params(
        cls,
        params: Mapping[str, Any],
        *,
        language: str = DEFAULT_LANGUAGE,
        kinds: Iterable[str] = (),
        limit: int | None = None,
        with_facets: bool = True,
        with_histogram: bool = True,
    ) -> "SearchRequest":
        """Whatever an address brings (a QueryDict, or a mapping to text or lists). Never raises; what is
        dropped is said.

        Keys: `q`, `sort`, `page` (from 1), `limit` (only where the argument is None), `cursor`, and every
        facet's name with one or more values, each also as a list with commas.
        """
        notices: list[Notice] = []
        size = (
            limit if limit is not None else _whole_number(_last(params, "limit"), PAGE_SIZE, 1, LARGEST_PAGE)
        )
        offset = (_whole_number(_last(params, "page"), 1, 1, 10**9) - 1) * size
        if offset + size > DEEPEST_OFFSET:
            notices.append(Notice("page_too_far", {"most": DEEPEST_OFFSET}))
            offset = max(0, (DEEPEST_OFFSET // size - 1) * size)
        sort = _last(params, "sort").strip().lower() or RELEVANCE
        if sort not in SORTS:
            notices.append(Notice("sort_unknown", {"value": _shown(sort)}))
            sort = RELEVANCE
        return cls(
            q=_clean_q(_last(params, "q"), notices),
            filters=_clean_filters(params, notices),
            sort=sort,
            offset=offset,
            limit=size,
            cursor=_last(params, "cursor")[:100],
            kinds=tuple(sorted(kinds)),
            language=language,
            with_facets=with_facets,
            with_histogram=with_histogram,
            notices=tuple(notices),
        )

    @property
    def page(self) -> int:
        """From 1."""
        return self.offset // max(self.limit, 1) + 1

    def values_of(self, facet: str) -> tuple[str, ...]:
        """The chosen values of one facet."""
        return dict(self.filters).get(facet, ())

    def to_params(self) -> list[tuple[str, str]]:
        """The canonical address of this question: the same question always gives the same pairs."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(name, value) for name, values in self.filters for value in values]
        if self.sort != RELEVANCE:
            pairs.append(("sort", self.sort))
        if self.cursor:
            pairs.append(("cursor", self.cursor))
        elif self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    @property
    def query_string(self) -> str:
        """`to_params` for a link, without the question mark."""
        return urlencode(self.to_params(), errors="replace")

    def with_value(self, facet: str, value: str) -> "SearchRequest":
        """The question with one more value of `facet`, from its first page."""
        return self.with_values(facet, (*self.values_of(facet), value))

    def without_value(self, facet: str, value: str) -> "SearchRequest":
        return self.with_values(facet, tuple(v for v in self.values_of(facet) if v != value))

    def with_values(self, facet: str, values: Iterable[str]) -> "SearchRequest":
        """The question with exactly these values of `facet` (none: any), from its first page."""
        filters = {**dict(self.filters), facet: tuple(dict.fromkeys(values))}
        kept = tuple(sorted((name, chosen) for name, chosen in filters.items() if chosen))
        return replace(self, filters=kept, offset=0, cursor="")

    def with_sort(self, sort: str) -> "SearchRequest":
        return replace(self, sort=sort, offset=0, cursor="")

    def with_page(self, page: int) -> "SearchRequest":
        return replace(self, offset=(page - 1) * self.limit, cursor="")

    def with_q(self, q: str) -> "SearchRequest":
        return replace(self, q=q, offset=0, cursor="")


@dataclass(frozen=True)
class Hit:
    """One found document."""

    kind: str
    uid: str
    score: float = 0.0

    @property
    def key(self) -> DocumentKey:
        return DocumentKey(self.kind, self.uid)


@dataclass(frozen=True)
class FacetCount:
    """One value of a facet: how many documents choosing it would show. Chosen values are always listed, 0
    included. `parent` is the value of its group.
    """

    value: str
    count: int
    is_chosen: bool = False
    parent: str | None = None


@dataclass(frozen=True)
class SearchResult:
    """The answer. `total` counts exactly the set that `walk` streams and the facets count.

    `facets` by name, in the order they were declared; values in the order to show. `histogram` maps year to
    count (respecting every choice but the year's). `loosened`: fewer than five had all words, so those with
    most of them follow. `did_you_mean` is a better query, or "". `generation` names the state of the index.
    """

    hits: list[Hit]
    total: int
    facets: dict[str, list[FacetCount]] = field(default_factory=dict)
    histogram: dict[int, int] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    loosened: bool = False
    did_you_mean: str = ""
    next_cursor: str = ""
    took_ms: float = 0.0
    generation: str = ""


def _last(params: Mapping[str, Any], key: str) -> str:
    values = _all(params, key)
    return values[-1] if values else ""


def _all(params: Mapping[str, Any], key: str) -> list[str]:
    getlist = getattr(params, "getlist", None)
    value = getlist(key) if getlist else params.get(key)
    if value is None:
        return []
    values = value if isinstance(value, list | tuple) else [value]
    return [str(item) for item in values]


def _whole_number(text: str, default: int, least: int, most: int) -> int:
    stripped = text.strip()
    if not stripped.isdecimal():
        return default
    return min(max(int(stripped[:12]), least), most)


def _shown(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:_LONGEST_SHOWN]


def _clean_q(raw: str, notices: list[Notice]) -> str:
    q = " ".join(raw[: LONGEST_QUERY * 4].encode("utf-8", "replace").decode().replace("\0", " ").split())
    if len(q) > LONGEST_QUERY or len(raw) > LONGEST_QUERY * 4:
        notices.append(Notice("query_cut", {"most": LONGEST_QUERY}))
    return q[:LONGEST_QUERY]


def _clean_filters(
    params: Mapping[str, Any], notices: list[Notice]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    filters = []
    for facet in all_facets():
        raws = [part for raw in _all(params, facet.name) for part in raw[:10_000].split(",") if part.strip()]
        values, refused = facet.clean_values(raws[:1_000])
        if values:
            filters.append((facet.name, tuple(values)))
        if len(values) >= MOST_VALUES and refused:
            notices.append(Notice("values_cut", {"facet": str(facet.title), "most": MOST_VALUES}))
        else:
            notices += [
                Notice("value_unknown", {"facet": str(facet.title), "value": _shown(raw)})
                for raw in refused[:5]
            ]
    return tuple(sorted(filters))
