"""Drafts by a machine: marked until a person has approved each."""

from datetime import datetime
from typing import Any

from ifex.instruments.translation.enums import Origin
from ifex.instruments.translation.models import TranslationWork
from ifex.instruments.translation.providers import translate_by_machine

from .memory import recall
from .work import save_units, units_in


def draft_by_machine(work: TranslationWork, *, seen: int, by: Any, at: datetime) -> TranslationWork:
    """Every sentence that has no words yet. Raises DraftingFailed, SavedMeanwhile."""
    units = units_in(work)
    places = [place for place, unit in enumerate(units) if not unit.target.strip()]
    drafted = translate_by_machine(
        [units[place].source for place in places], source=work.source_language, target=work.language
    )
    targets = dict(zip(places, drafted, strict=True))
    return save_units(
        work, targets=targets, approved=set(), seen=seen, origin=Origin.MACHINE, act="translation-drafted", by=by,
        at=at,
    )  # fmt: skip


def fill_from_memory(work: TranslationWork, *, seen: int, by: Any, at: datetime) -> TranslationWork:
    """Every sentence that has no words yet and was published before word by word. Raises SavedMeanwhile."""
    units = units_in(work)
    empty = {place: unit.source for place, unit in enumerate(units) if not unit.target.strip()}
    known = recall(empty.values(), language=work.language)
    targets = {place: known[source].target for place, source in empty.items() if source in known}
    return save_units(work, targets=targets, approved=set(), seen=seen, origin=Origin.MEMORY, by=by, at=at)
