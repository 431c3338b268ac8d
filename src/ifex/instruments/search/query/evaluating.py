"""The meaning of a tree, in memory, for one document: what engines must agree with, and how `match` is
answered.
"""

from dataclasses import dataclass, field

from ifex.instruments.search.analysed import AnalysedDocument

from .tree import (
    AllOf,
    AnyOf,
    AtLeast,
    Everything,
    InFacet,
    Node,
    Nothing,
    OfKind,
    Phrase,
    Preferred,
    Prefix,
    Sum,
    Without,
    Word,
)  # fmt: skip


@dataclass
class TokenTable:
    """One analysed document, ready to be asked."""

    document: AnalysedDocument
    _positions: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    def positions(self, name: str) -> dict[str, list[int]]:
        """Of a field: token → where it stands."""
        found = self._positions.get(name)
        if found is None:
            found = self._positions[name] = {}
            for place, token in enumerate(self.document.fields.get(name, "").split()):
                found.setdefault(token, []).append(place)
        return found


def matches(node: Node, table: TokenTable) -> bool:
    """Whether the document is in the set of `node`."""
    match node:
        case Everything():
            return True
        case Nothing():
            return False
        case Word(name, token, _):
            return token in table.positions(name)
        case Phrase(name, tokens, _):
            return _has_phrase(table.positions(name), tokens)
        case Prefix(name, prefix, _):
            return any(token.startswith(prefix) for token in table.positions(name))
        case InFacet(facet, values):
            return not set(values).isdisjoint(table.document.facets.get(facet, ()))
        case OfKind(kinds):
            return table.document.key.kind in kinds
        case AnyOf(parts) | Sum(parts):
            return any(matches(part, table) for part in parts)
        case AllOf(parts):
            return all(matches(part, table) for part in parts)
        case AtLeast(parts, least):
            return sum(matches(part, table) for part in parts) >= least
        case Without(inner, excluded):
            return matches(inner, table) and not any(matches(part, table) for part in excluded)
        case Preferred(inner, _):
            return matches(inner, table)


def _has_phrase(positions: dict[str, list[int]], tokens: tuple[str, ...]) -> bool:
    starts = positions.get(tokens[0], [])
    others = [set(positions.get(token, ())) for token in tokens[1:]]
    return any(all(start + step in places for step, places in enumerate(others, 1)) for start in starts)
