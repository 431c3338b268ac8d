"""A translation follows its source: what stayed the same keeps its words, what changed says from what it was made."""

import difflib

from ifex.instruments.translation.segments.units import Unit

LEAST_LIKE = 0.5


def rebase_units(fresh: list[Unit], old: list[Unit]) -> list[Unit]:
    """`fresh`, made of today's source, with the words of `old`. A sentence that changed carries its old source in `was`
    and its old translation, to be approved or mended.
    """
    kept = _same_sentences(fresh, old)
    used = {id(unit) for unit in kept.values()}
    left = [unit for unit in old if id(unit) not in used and unit.target.strip()]
    for place, unit in enumerate(fresh):
        before = kept.get(place)
        if before is not None:
            _carry(unit, before, was=before.was)
            continue
        like = max(
            (one for one in left if one.field == unit.field),
            key=lambda one: _likeness(one, unit),
            default=None,
        )
        if like is not None and _likeness(like, unit) >= LEAST_LIKE:
            left.remove(like)
            _carry(unit, like, was=like.source)
            unit.is_approved = False
    return fresh


def _same_sentences(fresh: list[Unit], old: list[Unit]) -> dict[int, Unit]:
    ours = [(unit.field, unit.source) for unit in fresh]
    theirs = [(unit.field, unit.source) for unit in old]
    matcher = difflib.SequenceMatcher(None, theirs, ours, autojunk=False)
    return {
        block.b + step: old[block.a + step]
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def _carry(unit: Unit, before: Unit, *, was: str) -> None:
    unit.target, unit.origin, unit.is_approved, unit.was = (
        before.target,
        before.origin,
        before.is_approved,
        was,
    )


def _likeness(one: Unit, other: Unit) -> float:
    return difflib.SequenceMatcher(None, one.source, other.source, autojunk=False).ratio()
