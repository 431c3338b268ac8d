"""Counts of every facet, each respecting every other choice but its own; remembered while the index stays the
same.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from .analysed import HISTOGRAM
from .facets import Facet, all_facets
from .protocol import Counts, Snapshot
from .query.tree import Node
from .questions import Question
from .requests import FacetCount, SearchRequest

_MOST_REMEMBERED = 256


@dataclass
class CountMemory:
    """Counts by set, for one generation of the index. `hits` and `misses` since the process began."""

    hits: int = 0
    misses: int = 0
    _generation: str = ""
    _counts: OrderedDict[Node, Counts] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def counts_of(self, snapshot: Snapshot, node: Node, facets: list[str]) -> Counts:
        """Counts of these facets (and perhaps others) in the set of `node`."""
        with self._lock:
            if snapshot.generation != self._generation:
                self._generation = snapshot.generation
                self._counts.clear()
            known = self._counts.get(node)
            if known is not None and known.keys() >= set(facets):
                self._counts.move_to_end(node)
                self.hits += 1
                return known
            self.misses += 1
        counted = snapshot.count_facets(node, facets)
        with self._lock:
            if snapshot.generation == self._generation:
                self._counts[node] = {**self._counts.get(node, {}), **counted}
                while len(self._counts) > _MOST_REMEMBERED:
                    self._counts.popitem(last=False)
        return counted

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()


memory = CountMemory()


def count_choices(
    snapshot: Snapshot, question: Question, request: SearchRequest
) -> tuple[dict[str, list[FacetCount]], dict[int, int]]:
    """Facets and histogram as asked for in `request`."""
    facets = [facet for facet in all_facets() if facet.is_counted] if request.with_facets else []
    names = [facet.name for facet in facets]
    if request.with_histogram and HISTOGRAM not in names:
        names.append(HISTOGRAM)
    chosen = {name for name, _ in request.filters}
    counts: Counts = {}
    for name in names:
        if name in chosen:
            counts[name] = memory.counts_of(snapshot, question.without_filter(name), [name])[name]
    others = [name for name in names if name not in chosen]
    if others:
        counted = memory.counts_of(snapshot, question.node, others)
        counts |= {name: counted[name] for name in others}
    listed = {
        facet.name: list_counts(facet, counts[facet.name], request.values_of(facet.name)) for facet in facets
    }
    histogram = _histogram(counts[HISTOGRAM]) if request.with_histogram else {}
    return listed, histogram


def list_counts(facet: Facet, counts: dict[str, int], chosen: tuple[str, ...]) -> list[FacetCount]:
    """Values in the order to show: the facet's own, or by falling count; numbers from the highest."""
    choices = {choice.value: choice.parent for choice in facet.get_choices()}
    values = dict.fromkeys([value for value in choices if value in counts])
    values |= dict.fromkeys([*counts, *chosen])
    listed = [
        FacetCount(value, _count_of(facet, value, counts), value in chosen, choices.get(value))
        for value in values
    ]
    if facet.is_number:
        return sorted(listed, key=lambda count: (".." in count.value, count.value), reverse=True)
    if facet.by_count:
        return sorted(listed, key=lambda count: -count.count)
    return listed


def _count_of(facet: Facet, value: str, counts: dict[str, int]) -> int:
    """A range of numbers adds up: a document has one year."""
    return sum(counts.get(term, 0) for term in facet.terms_of(value))


def _histogram(counts: dict[str, int]) -> dict[int, int]:
    return {int(year): counts[year] for year in sorted(counts, key=int)}
