"""Whom a text names: neighbouring words whose consonants stand next to each other in a document's names."""

from itertools import pairwise

from .analysed import NAMES
from .analysis.names import other_scripts, skeletons
from .protocol import Snapshot
from .query.tree import AllOf, Node, Nothing, OfKind, Phrase, Sum

_MOST_PAIRS = 400


def names_within(text: str, kind: str, snapshot: Snapshot) -> Node:
    """A tree for documents of `kind` one of whose names `text` has; Nothing where no two words could be a name."""
    known: dict[str, bool] = {}
    phrases: dict[tuple[str, str], None] = {}
    for first, second in pairwise(skeletons(text)):
        for pair in zip(_in_all_scripts(first), _in_all_scripts(second), strict=True):
            if all(_is_known(token, known, snapshot) for token in pair):
                phrases[pair] = None
    if not phrases:
        return Nothing()
    parts = tuple(Phrase(NAMES, pair) for pair in list(phrases)[:_MOST_PAIRS])
    return AllOf((Sum(parts), OfKind((kind,))))


def _in_all_scripts(bones: str) -> list[str]:
    return sorted([bones, *other_scripts(bones)])


def _is_known(token: str, known: dict[str, bool], snapshot: Snapshot) -> bool:
    if token not in known:
        known[token] = snapshot.frequency(NAMES, token) > 0
    return known[token]
