"""Kinds of things that the one search box finds beside alerts: each room says how its things look among results.

In a higher room's `ready()`: `register_found_kind(FoundKind("page", _("Pages"), page_lines))`. The slug is that of the
search kind; the function takes uids in order and a language and returns a FoundLine for each that may be shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class FoundLine:
    """One thing among results. `language` is that of its title, "" for a name; `details` are short lines below it."""

    title: str
    url: str
    details: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class FoundKind:
    """`list_name` names the address of a list that takes `q`; without one the search lists the kind itself."""

    slug: str
    title: Text
    lines: Callable[[list[str], str], list[FoundLine]]
    list_name: str = ""
    order: int = 100
    at_most: int = 3


_kinds: dict[str, FoundKind] = {}


def register_found_kind(kind: FoundKind) -> None:
    """Call it in `ready()`; the last one of a slug counts."""
    _kinds[kind.slug] = kind


def all_found_kinds() -> list[FoundKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def find_found_kind(slug: str) -> FoundKind | None:
    return _kinds.get(slug)
