"""A translation as its page shows it: sentence beside sentence, with what helps to write it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.differences import mark_words
from ifex.foundations.core.languages import get_language_row
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import countries, vocabulary
from ifex.instruments.translation.domain.checking import Lack, lacks_of
from ifex.instruments.translation.domain.memory import Remembered, recall
from ifex.instruments.translation.domain.work import units_in
from ifex.instruments.translation.enums import Origin
from ifex.instruments.translation.glossary import Pair, terms_in
from ifex.instruments.translation.kinds import TranslatableKind
from ifex.instruments.translation.models import TranslationWork
from ifex.instruments.translation.segments.units import Unit

LACKS: dict[Lack, str | Promise] = {
    Lack.MARKS: _("The marks in curly brackets are not those of the source."),
    Lack.NUMBERS: _("The numbers are not those of the source."),
    Lack.SAME: _("It is the source’s own words."),
}
_VOCABULARIES = (Vocabulary.VIOLATION_TYPES, Vocabulary.ISSUE_AREAS, Vocabulary.PERPETRATOR_KINDS)


@dataclass
class UnitRow:
    """One sentence. `changes` marks what is new in the source; `remembered` is offered, `terms` are shown."""

    place: int
    unit: Unit
    rows: int
    lacks: list[str | Promise] = field(default_factory=list)
    changes: SafeString | str = ""
    remembered: Remembered | None = None
    terms: list[Pair] = field(default_factory=list)
    needs_approval: bool = False


@dataclass
class FieldRows:
    label: str | Promise
    rows: list[UnitRow]


def rows_of(work: TranslationWork, kind: TranslatableKind) -> list[FieldRows]:
    units = units_in(work)
    empty = [unit.source for unit in units if not unit.target.strip() or unit.was]
    known = recall(empty, language=work.language, near=[(work.kind, work.uid)])
    further = tuple(_vocabulary_pairs(work.source_language, work.language))
    shown = [_row(place, unit, known, work, further) for place, unit in enumerate(units)]
    return [
        FieldRows(one.label, [row for row in shown if row.unit.field == one.name])
        for one in kind.fields
        if any(row.unit.field == one.name for row in shown)
    ]


def _row(
    place: int, unit: Unit, known: dict[str, Remembered], work: TranslationWork, further: tuple[Pair, ...]
) -> UnitRow:
    remembered = known.get(unit.source)
    return UnitRow(
        place=place,
        unit=unit,
        rows=max(2, min(12, len(unit.source) // 55 + 1)),
        lacks=[LACKS[lack] for lack in lacks_of(unit)],
        changes=mark_words(unit.was, unit.source) if unit.was else "",
        remembered=remembered if remembered and remembered.target != unit.target else None,
        terms=terms_in(unit.source, source=work.source_language, target=work.language, further=further),
        needs_approval=bool(unit.target.strip()) and (unit.origin == Origin.MACHINE or bool(unit.was)),
    )


def _vocabulary_pairs(source: str, target: str) -> Iterator[Pair]:
    for slug in _VOCABULARIES:
        for row in vocabulary(slug).values():
            if row.name.get(source) and row.name.get(target) and not row.is_retired:
                yield row.name[source], row.name[target]
    for country in countries():
        if country.name.get(source) and country.name.get(target):
            yield country.name[source], country.name[target]


@dataclass(frozen=True)
class Progress:
    done: int
    whole: int


def progress_of(work: TranslationWork) -> Progress:
    units = units_in(work)
    return Progress(sum(not unit.is_open for unit in units), len(units))


def languages_of(work: TranslationWork) -> tuple[object, object]:
    """Source and target, with their direction."""
    return get_language_row(work.source_language), get_language_row(work.language)
