"""A translation from its first sentence to the text that is handed on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.enums import PUBLISHABLE_STATES, VersionState
from ifex.foundations.core.events import emit
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.foundations.core.sealed import unsealed
from ifex.instruments.translation.enums import Origin
from ifex.instruments.translation.kinds import Original, TranslatableKind, Words
from ifex.instruments.translation.models import TranslationWork
from ifex.instruments.translation.segments.units import Unit, units_of, words_of

from .rebasing import rebase_units

SOMEBODY = 0
"""Among `writers`: whoever wrote in the form, where nobody writes down which words are whose."""


class NotTranslatable(Exception):
    """There is no source text, or the language is the source's own."""


class SavedMeanwhile(Exception):
    """Somebody has saved it since the page was opened. `stored` is what stands now."""

    def __init__(self, stored: TranslationWork) -> None:
        super().__init__(str(stored))
        self.stored = stored


class Unfinished(Exception):
    """`numbers` are the places of the sentences that are still open."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(len(numbers))
        self.numbers = numbers


def units_in(work: TranslationWork) -> list[Unit]:
    return [Unit(**row) for row in work.units]


def look_at_work(
    kind: TranslatableKind, original: Original, language: str, *, at: datetime
) -> TranslationWork:
    """As `open_work` would give it, without writing anything: whoever only looks begins nothing. Raises
    NotTranslatable.
    """
    source = _source_of(kind, original, language)
    stored = _find(kind, original.uid, language)
    if stored is None:
        return _new_work(kind, original, language, source, at=at)
    if _has_moved(stored, original, source):
        for name, value in _rebased(kind, original, stored, source).items():
            setattr(stored, name, value)
        stored.version += 1
    return stored


def open_work(
    kind: TranslatableKind, original: Original, language: str, *, by: Any, at: datetime
) -> TranslationWork:
    """The work on this language as it must go on today: begun, or brought up to the source. Raises NotTranslatable."""
    source = _source_of(kind, original, language)
    stored = _find(kind, original.uid, language)
    if stored is None:
        return _begin(kind, original, language, source, by=by, at=at)
    if not _has_moved(stored, original, source):
        return stored
    with transaction.atomic():
        locked = TranslationWork.objects.select_for_update().get(pk=stored.pk)
        if _has_moved(locked, original, source):
            _write(locked, at=at, **_rebased(kind, original, locked, source))
    return locked


def _source_of(kind: TranslatableKind, original: Original, language: str) -> Words:
    source = {name: text for name, text in original.texts.get(original.source_language, {}).items() if text}
    if language not in LANGUAGE_CODES or language == original.source_language or not source:
        raise NotTranslatable(f"{kind.slug} {original.uid} {language}")
    return source


def _find(kind: TranslatableKind, uid: str, language: str) -> TranslationWork | None:
    return TranslationWork.objects.filter(kind=kind.slug, uid=uid, language=language).first()


def _begin(
    kind: TranslatableKind, original: Original, language: str, source: Words, *, by: Any, at: datetime
) -> TranslationWork:
    work = _new_work(kind, original, language, source, at=at)
    try:
        with transaction.atomic(), unsealed(TranslationWork):
            work.save()
            record_act(
                "translation-begun", by=by, subject_kind=kind.slug, subject=original.uid, language=language
            )
    except IntegrityError:
        # Two translators opened the page at once.
        found = _find(kind, original.uid, language)
        if found is None:
            raise
        return found
    return work


def _new_work(
    kind: TranslatableKind, original: Original, language: str, source: Words, *, at: datetime
) -> TranslationWork:
    return TranslationWork(
        kind=kind.slug, uid=original.uid, language=language, source_language=original.source_language,
        source_words=source, target_words=dict(original.texts.get(language, {})), begun_at=at, changed_at=at,
        writers=_unknown_writers(original, language),
        units=_rows(_first_units(kind, original, language, source)),
    )  # fmt: skip


def _first_units(kind: TranslatableKind, original: Original, language: str, source: Words) -> list[Unit]:
    """What is stored counts as translated from the source as it was when that was published."""
    target = original.texts.get(language, {})
    fresh = units_of(kind.fields, source, {})
    then = original.then.get(language)
    if then is not None and then != source:
        return rebase_units(fresh, units_of(kind.fields, then, target))
    return units_of(kind.fields, source, target)


def _has_moved(work: TranslationWork, original: Original, source: Words) -> bool:
    return (
        work.source_words != source
        or work.source_language != original.source_language
        or work.target_words != dict(original.texts.get(work.language, {}))
    )


def _unknown_writers(original: Original, language: str) -> list[int]:
    """Of a text that came from the form, and that no editor has called ready."""
    is_read = original.states.get(language) in PUBLISHABLE_STATES
    return [] if is_read or not original.texts.get(language) else [SOMEBODY]


def _rebased(
    kind: TranslatableKind, original: Original, work: TranslationWork, source: Words
) -> dict[str, Any]:
    stored = dict(original.texts.get(work.language, {}))
    writers = work.writers
    if stored != work.target_words:
        # Somebody's own hand in the form: the stored text is the one that counts.
        writers = sorted({*writers, *_unknown_writers(original, work.language)})
        units = _first_units(kind, original, work.language, source)
    else:
        units = rebase_units(units_of(kind.fields, source, {}), units_in(work))
    return {
        "source_language": original.source_language,
        "source_words": source,
        "target_words": stored,
        "units": _rows(units),
        "writers": writers,
        "review_asked_at": None,
        "ended_at": None,
    }


def give_work(
    work: TranslationWork, *, to: Any, due_on: date | None, seen: int, by: Any, at: datetime
) -> TranslationWork:
    """Whose it is, until when. Raises SavedMeanwhile."""
    with transaction.atomic():
        stored = _lock(work, seen)
        _write(stored, at=at, translator=to, due_on=due_on)
        record_act(
            "translation-given", by=by, subject_kind=stored.kind, subject=stored.uid, language=stored.language,
            to=getattr(to, "pk", "—"),
        )  # fmt: skip
        if to is not None and to != by:
            emit("translation_given", **_turn(stored), user=to.pk)
    return stored


def save_units(
    work: TranslationWork,
    *,
    targets: Mapping[int, str],
    approved: set[int],
    seen: int,
    origin: Origin = Origin.PERSON,
    act: str = "translation-saved",
    by: Any,
    at: datetime,
) -> TranslationWork:
    """Write the sentences `targets` (place → words). `approved` are places whose words a person stands for; what a
    person writes anew is approved by that. Raises SavedMeanwhile.
    """
    with transaction.atomic():
        stored = _lock(work, seen)
        units = units_in(stored)
        changed = 0
        for place, unit in enumerate(units):
            is_approved = unit.is_approved or place in approved
            if place in targets and " ".join(targets[place].split()) != " ".join(unit.target.split()):
                unit.target, unit.origin = targets[place].strip(), origin.value
                is_approved = origin != Origin.MACHINE
                changed += 1
            if is_approved != unit.is_approved:
                unit.is_approved = is_approved
                changed += changed == 0
        if changed:
            person = _person(by)
            writers = sorted({*stored.writers, *([person.pk] if person else [])})
            translator = stored.translator or person
            _write(stored, at=at, units=_rows(units), translator=translator, writers=writers, ended_at=None)
            record_act(
                act, by=by, subject_kind=stored.kind, subject=stored.uid, language=stored.language,
                sentences=changed,
            )  # fmt: skip
    return stored


def ask_for_review(work: TranslationWork, *, seen: int, by: Any, at: datetime) -> TranslationWork:
    """It is finished, and waits for another's eyes. Raises Unfinished, SavedMeanwhile."""
    with transaction.atomic():
        stored = _lock(work, seen)
        _refuse_unfinished(units_in(stored))
        _write(stored, at=at, review_asked_at=at, ended_at=None)
        record_act(
            "translation-to-review",
            by=by,
            subject_kind=stored.kind,
            subject=stored.uid,
            language=stored.language,
        )
        emit("translation_to_review", **_turn(stored))
    return stored


def send_back(work: TranslationWork, *, seen: int, by: Any, at: datetime) -> TranslationWork:
    """Something is to be mended. Raises SavedMeanwhile."""
    with transaction.atomic():
        stored = _lock(work, seen)
        _write(stored, at=at, review_asked_at=None)
        record_act(
            "translation-sent-back",
            by=by,
            subject_kind=stored.kind,
            subject=stored.uid,
            language=stored.language,
        )
        if stored.translator_id and stored.translator != by:
            emit("translation_sent_back", **_turn(stored), user=stored.translator_id)
    return stored


def hand_on(
    work: TranslationWork, *, kind: TranslatableKind, seen: int, by: Any, at: datetime
) -> TranslationWork:
    """The whole text to where it belongs: it is ready, and goes out with the next publication. Until then nothing of a
    translation touches what is published. Raises Unfinished, SavedMeanwhile, TargetMoved.
    """
    with transaction.atomic():
        stored = _lock(work, seen)
        units = units_in(stored)
        _refuse_unfinished(units)
        words = words_of(kind.fields, stored.source_words, units)
        kind.write(
            stored.uid,
            stored.language,
            words,
            state=VersionState.READY,
            expected=stored.target_words,
            by=by,
            at=at,
        )
        for unit in units:
            unit.was = ""
        _write(
            stored,
            at=at,
            units=_rows(units),
            target_words=words,
            writers=[],
            review_asked_at=None,
            ended_at=at,
        )
        record_act(
            "translation-handed-on",
            by=by,
            subject_kind=stored.kind,
            subject=stored.uid,
            language=stored.language,
        )
        emit("translation_handed_on", kind=stored.kind, uid=stored.uid, language=stored.language)
    return stored


def _turn(work: TranslationWork) -> dict[str, Any]:
    """Which step of which work: the same step may come again, and is told of again."""
    return {"kind": work.kind, "uid": work.uid, "language": work.language, "version": work.version}


def _refuse_unfinished(units: list[Unit]) -> None:
    if still_open := [place for place, unit in enumerate(units) if unit.is_open]:
        raise Unfinished(still_open)


def forget_work(kind: str, uid: str) -> None:
    """A de-named or erased thing leaves no sentences behind."""
    with unsealed(TranslationWork):
        TranslationWork.objects.filter(kind=kind, uid=uid).delete()


def _lock(work: TranslationWork, seen: int) -> TranslationWork:
    stored = TranslationWork.objects.select_for_update().get(pk=work.pk)
    if stored.version != seen:
        raise SavedMeanwhile(stored)
    return stored


def _write(work: TranslationWork, *, at: datetime, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(work, name, value)
    work.version += 1
    work.changed_at = at
    with unsealed(TranslationWork):
        work.save(update_fields=[*changes, "version", "changed_at"])


def _rows(units: list[Unit]) -> list[dict[str, Any]]:
    return [unit.as_row() for unit in units]


def _person(by: Any) -> Any:
    return None if isinstance(by, str) else by
