"""What was published before, sentence by sentence: remembered with each publication, forgotten with what may be read no
more.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from ifex.instruments.translation.kinds import TranslatableField, Words
from ifex.instruments.translation.models import MemoryPair
from ifex.instruments.translation.segments.blocks import without_marks
from ifex.instruments.translation.segments.units import WHOLE_FIELD, units_of

SHORTEST = 12
"""Characters of a sentence below which its translation says nothing."""
LEAST_LIKE = 0.7
MOST_COMPARED = 300


@dataclass(frozen=True)
class Remembered:
    """`likeness` is 1 for the very same sentence; below, `source` is the one that was translated."""

    source: str
    target: str
    likeness: float


def remember(
    kind: str, uid: str, *, fields: tuple[TranslatableField, ...], source_language: str, texts: Mapping[str, Words],
    at: datetime,
) -> int:  # fmt: skip
    """In place of what was remembered of this thing. Returns how many pairs."""
    source = texts.get(source_language, {})
    pairs = [
        MemoryPair(
            kind=kind, uid=uid, source_language=source_language, language=language, digest=_digest(unit.source),
            source=unit.source, target=unit.target, at=at,
        )
        for language, words in texts.items()
        if language != source_language
        for unit in units_of(fields, source, words)
        if unit.target and unit.block != WHOLE_FIELD and len(unit.source) >= SHORTEST
    ]  # fmt: skip
    with transaction.atomic():
        forget(kind, uid)
        MemoryPair.objects.bulk_create(pairs, batch_size=500)
    return len(pairs)


def forget(kind: str, uid: str) -> None:
    """Nothing of it is suggested any more."""
    MemoryPair.objects.filter(kind=kind, uid=uid).delete()


def recall(
    sentences: Iterable[str], *, language: str, near: Iterable[tuple[str, str]] = ()
) -> dict[str, Remembered]:
    """For each sentence the newest translation of the very same one; else of the likest of the things `near`
    (kind, uid). Two queries.
    """
    wanted = {_digest(sentence): sentence for sentence in sentences if len(sentence) >= SHORTEST}
    found: dict[str, Remembered] = {}
    rows = MemoryPair.objects.filter(digest__in=wanted, language=language).order_by("at", "pk")
    for row in rows:
        found[wanted[row.digest]] = Remembered(row.source, row.target, 1.0)
    others = [sentence for sentence in wanted.values() if sentence not in found]
    neighbours = _of_things(near, language) if others else []
    for sentence in others:
        best = max(
            (_compare(sentence, row) for row in neighbours), key=lambda one: one.likeness, default=None
        )
        if best is not None and best.likeness >= LEAST_LIKE:
            found[sentence] = best
    return found


def _of_things(near: Iterable[tuple[str, str]], language: str) -> list[MemoryPair]:
    things = set(near)
    rows = MemoryPair.objects.filter(uid__in=[uid for _kind, uid in things], language=language).order_by(
        "-at"
    )
    return [row for row in rows[:MOST_COMPARED] if (row.kind, row.uid) in things]


def _compare(sentence: str, row: MemoryPair) -> Remembered:
    matcher = difflib.SequenceMatcher(None, sentence, row.source, autojunk=False)
    is_worth_it = matcher.real_quick_ratio() >= LEAST_LIKE and matcher.quick_ratio() >= LEAST_LIKE
    return Remembered(row.source, row.target, matcher.ratio() if is_worth_it else 0.0)


def _digest(sentence: str) -> str:
    return sha256(" ".join(without_marks(sentence).split()).casefold().encode()).hexdigest()
