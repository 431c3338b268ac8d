"""The words that tell most about a document: frequent in it, rare elsewhere."""

import math
from collections import Counter

from .analysed import GAP, LABELS, TEXT, analyse_document
from .declarations import UnknownKind, get_kind
from .protocol import Snapshot
from .query.tree import AllOf, Node, Nothing, OfKind, Sum, Word

_MOST_WORDS = 16
_MOST_LABELS = 8
_MOST_EXAMINED = 300
_SHORTEST = 3
_TOO_COMMON = 0.2


def telling_words(kind: str, uid: str, snapshot: Snapshot) -> Node:
    """A tree for what is like this document; Nothing where it is unknown."""
    try:
        documents = list(get_kind(kind).load([uid]))
    except UnknownKind:
        return Nothing()
    if not documents:
        return Nothing()
    fields = analyse_document(documents[0]).fields
    total = max(snapshot.count(OfKind((kind,))), 1)
    words = [
        _weighed(name, tokens, snapshot, total) for name, tokens in fields.items() if name.startswith(TEXT)
    ]
    chosen = sorted((word for group in words for word in group), reverse=True)[:_MOST_WORDS]
    chosen += sorted(_weighed(LABELS, fields.get(LABELS, ""), snapshot, total), reverse=True)[:_MOST_LABELS]
    if not chosen:
        return Nothing()
    return AllOf((Sum(tuple(Word(name, token) for _, name, token in chosen)), OfKind((kind,))))


def _weighed(name: str, tokens: str, snapshot: Snapshot, total: int) -> list[tuple[float, str, str]]:
    counts = Counter(token for token in tokens.split() if token != GAP and len(token) >= _SHORTEST)
    weighed = []
    for token, count in counts.most_common(_MOST_EXAMINED):
        frequency = snapshot.frequency(name, token)
        if 1 < frequency <= max(total * _TOO_COMMON, 10):
            weighed.append((min(count, 5) * math.log(1 + total / frequency), name, token))
    return weighed
