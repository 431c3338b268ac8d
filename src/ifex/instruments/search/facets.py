"""Facets: each is one object that cleans what an address brings, filters, and describes itself to page and
API.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

MOST_VALUES = 50
_LONGEST_VALUE = 100
_WIDEST_RANGE = 400


@dataclass(frozen=True)
class Choice:
    """One value of a facet. `parent` is the group it belongs to: choosing the group chooses all its
    values.
    """

    value: str
    parent: str | None = None


def _no_choices() -> list[Choice]:
    return []


def _as_it_is(value: str) -> str:
    return value


@dataclass(frozen=True)
class Facet:
    """One facet. Several chosen values mean "or"; a document may have several values.

    `name` is its key in the address, in the query language (`name:value`) and in `Document.facets`.
    `get_choices()` gives the known values in the order to show them, groups among them (a group is a `Choice`
    that others name as their parent; group and member values share one namespace). It is called often: keep
    it in memory.
    `get_label(value)` gives the words for a value in the active language.
    `clean(raw)` gives the canonical value or None; by default any known choice, whatever its case.
    `is_number`: values are whole numbers, any number is accepted, and so are ranges `2005..2011`, `2005..`,
    `..2011`. `by_count`: shown by falling count (else in the order of `get_choices`).
    `aliases` are further names in the query language. Not `is_counted`: it filters, but no page lists its
    values.
    """

    name: str
    title: str | Promise
    get_choices: Callable[[], Sequence[Choice]] = _no_choices
    get_label: Callable[[str], str] = _as_it_is
    clean: Callable[[str], str | None] | None = None
    is_number: bool = False
    by_count: bool = True
    aliases: tuple[str, ...] = ()
    is_counted: bool = True

    def clean_value(self, raw: str) -> str | None:
        """The canonical form of one raw value; None when it is no value of this facet. Never raises."""
        text = raw.strip()
        if not text or len(text) > _LONGEST_VALUE:
            return None
        if self.is_number:
            return _clean_number_or_range(text)
        if self.clean is not None:
            return self.clean(text)
        folded = text.casefold()
        return next((c.value for c in self.get_choices() if c.value.casefold() == folded), None)

    def clean_values(self, raws: Iterable[str]) -> tuple[list[str], list[str]]:
        """The canonical values without doubles (at most MOST_VALUES), and the raw values that were
        refused.
        """
        kept: dict[str, None] = {}
        refused: list[str] = []
        for raw in raws:
            value = self.clean_value(raw)
            if value is None or (len(kept) >= MOST_VALUES and value not in kept):
                refused.append(raw)
            else:
                kept[value] = None
        return list(kept), refused

    def terms_of(self, value: str) -> list[str]:
        """The values in the index that a chosen value stands for: itself, or every number of a range."""
        if ".." not in value or not self.is_number:
            return [value]
        low, high = value.split("..")
        return [str(number) for number in range(int(low), int(high) + 1)]

    def with_parents(self, values: Iterable[str]) -> list[str]:
        """What is indexed for a document that has `values`: these and every group above them."""
        parents = _parents(self)
        found: dict[str, None] = {}
        for value in values:
            step: str | None = value
            while step is not None and step not in found:
                found[step] = None
                step = parents.get(step)
        return list(found)

    def describe(self) -> dict[str, Any]:
        """For the API's own documentation of itself: name, title, choices with labels in the active
        language.
        """
        return {
            "name": self.name,
            "title": str(self.title),
            "ranges": self.is_number,
            "choices": [
                {"value": c.value, "label": self.get_label(c.value), "parent": c.parent}
                for c in self.get_choices()
            ],
        }


def _clean_number_or_range(text: str) -> str | None:
    """`2005`, `2005..2011`, `2005..`, `..2011`; a reversed range is turned round. Numbers have at most four
    digits.
    """
    low, dots, high = text.partition("..")
    parts = [part.strip() for part in ((low, high) if dots else (low,))]
    if not any(parts) or not all(part == "" or (part.isdecimal() and len(part) <= 4) for part in parts):
        return None
    numbers = [int(part) if part else None for part in parts]
    if not dots:
        return str(numbers[0])
    first, last = numbers
    if first is None:
        first = max(0, (last or 0) - _WIDEST_RANGE)
    if last is None:
        last = first + _WIDEST_RANGE
    first, last = min(first, last), max(first, last)
    return f"{first}..{min(last, first + _WIDEST_RANGE)}"


_facets: dict[str, Facet] = {}
_PARENTS_LAST_SECONDS = 1.0
_parents_by_facet: dict[str, tuple[float, dict[str, str]]] = {}


def _parents(facet: Facet) -> dict[str, str]:
    """Value → its group. Kept for a second: an import asks for thousands of documents."""
    known = _parents_by_facet.get(facet.name)
    if known is not None and time.monotonic() - known[0] < _PARENTS_LAST_SECONDS:
        return known[1]
    parents = {choice.value: choice.parent for choice in facet.get_choices() if choice.parent is not None}
    _parents_by_facet[facet.name] = (time.monotonic(), parents)
    return parents


def register_facet(facet: Facet) -> None:
    """Declare `facet`. Call it in `ready()`; the last one of a name counts. The order of calls is the order
    shown.
    """
    _facets[facet.name] = facet
    _parents_by_facet.pop(facet.name, None)


def unregister_facet(name: str) -> None:
    """Forget a facet (tests)."""
    _facets.pop(name, None)


def find_facet(name: str) -> Facet | None:
    """The facet of that name or alias, whatever its case."""
    folded = name.casefold()
    found = _facets.get(folded)
    if found is not None:
        return found
    return next((facet for facet in _facets.values() if folded in facet.aliases), None)


def all_facets() -> list[Facet]:
    return list(_facets.values())
