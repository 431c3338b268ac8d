"""What an engine is asked: a small tree over tokens. Every engine, and `evaluating`, gives it the same
meaning.

Scores: a word's is BM25 × weight; `AnyOf` takes the best of its parts and a tenth of the others; `Sum` and
`AllOf` add up; `Preferred` adds a large constant; facets, exclusions and `Everything` add nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

TIE_BREAKER = 0.1
PREFERENCE = 1024.0


@dataclass(frozen=True)
class Everything:
    """Every document."""


@dataclass(frozen=True)
class Nothing:
    """No document."""


@dataclass(frozen=True)
class Word:
    """Documents with `token` in `field`."""

    field: str
    token: str
    weight: float = 1.0


@dataclass(frozen=True)
class Phrase:
    """Documents with these tokens next to each other in `field`."""

    field: str
    tokens: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Prefix:
    """Documents with a token in `field` that begins with `prefix` (letters and digits only); all score the
    same.
    """

    field: str
    prefix: str
    weight: float = 1.0


@dataclass(frozen=True)
class InFacet:
    """Documents with at least one of `values` in a facet."""

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class OfKind:
    """Documents of one of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part; the best one gives the score."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True)
class Sum:
    """At least one part; all that match add to the score."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True)
class AllOf:
    """Every part."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True)
class AtLeast:
    """At least `least` of the parts; all that match add to the score."""

    parts: "tuple[Node, ...]"
    least: int


@dataclass(frozen=True)
class Without:
    """`node`, but none of `excluded`."""

    node: "Node"
    excluded: "tuple[Node, ...]"


@dataclass(frozen=True)
class Preferred:
    """The set of `node`; those that are also in `first` come first."""

    node: "Node"
    first: "Node"


Node = (
    Everything
    | Nothing
    | Word
    | Phrase
    | Prefix
    | InFacet
    | OfKind
    | AnyOf
    | Sum
    | AllOf
    | AtLeast
    | Without
    | Preferred
)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node:
        case AnyOf(parts) | Sum(parts) | AllOf(parts) | AtLeast(parts, _):
            return parts
        case Without(inner, excluded):
            return (inner, *excluded)
        case Preferred(inner, first):
            return (inner, first)
        case _:
            return ()


def all_nodes(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    for child in children(node):
        yield from all_nodes(child)


def all_of(parts: list[Node]) -> Node:
    """Every part; simple where there is one, everything where there is none."""
    kept = [part for part in parts if not isinstance(part, Everything)]
    if any(isinstance(part, Nothing) for part in kept):
        return Nothing()
    if not kept:
        return Everything()
    return kept[0] if len(kept) == 1 else AllOf(tuple(kept))


def any_of(parts: list[Node]) -> Node:
    """At least one part; simple where there is one, nothing where there is none."""
    kept = [part for part in parts if not isinstance(part, Nothing)]
    if not kept:
        return Nothing()
    return kept[0] if len(kept) == 1 else AnyOf(tuple(kept))
