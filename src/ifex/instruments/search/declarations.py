"""The kinds of things that can be found, declared by the rooms that own them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .documents import Document


class Stamp(NamedTuple):
    """One thing that should be in the index, and which state of it (see `Document.stamp`)."""

    uid: str
    stamp: str


@dataclass(frozen=True)
class SearchKind:
    """One kind of thing.

    `slug` is stored in the index and in the outbox: never rename it.
    `load(uids)` gives the documents of those that readers may find; a uid it leaves out is deleted from the
    index.
    `iterate(after)` gives all documents that should be in the index, in ascending order of uid, beginning
    after the uid `after` ("" for the first), with flat memory.
    `stamps(after)` gives uid and stamp of the same things in the same order, cheaply (no texts).
    """

    slug: str
    load: Callable[[list[str]], Iterable[Document]]
    iterate: Callable[[str], Iterator[Document]]
    stamps: Callable[[str], Iterator[Stamp]]


class UnknownKind(LookupError):
    """No room declared this kind."""


Follower = Callable[[str, list[str]], None]

_kinds: dict[str, SearchKind] = {}
_followers: list[Follower] = []


def register_kind(kind: SearchKind) -> None:
    """Declare `kind`. Call it in `ready()`; the last one of a slug counts."""
    _kinds[kind.slug] = kind


def unregister_kind(slug: str) -> None:
    """Forget a kind (tests)."""
    _kinds.pop(slug, None)


def get_kind(slug: str) -> SearchKind:
    """Raises UnknownKind."""
    try:
        return _kinds[slug]
    except KeyError:
        raise UnknownKind(slug) from None


def all_kinds() -> list[SearchKind]:
    """In the order of their slugs."""
    return [_kinds[slug] for slug in sorted(_kinds)]


def follow_index(follower: Follower) -> None:
    """Call `follower(kind, uids)` once searches find these things as they are now. Must bear being called twice;
    `("*", [])` says that everything may be found differently.
    """
    if follower not in _followers:
        _followers.append(follower)


def tell_followers(kind: str, uids: list[str]) -> None:
    for follower in _followers:
        follower(kind, uids)
