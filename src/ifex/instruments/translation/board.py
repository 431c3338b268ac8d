"""Every thing with language versions, and where each of its languages stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.languages import LANGUAGE_CODES

from .enums import Standing
from .kinds import TranslatableKind
from .models import TranslationWork

_OF_A_TEXT = {
    VersionState.DRAFT: Standing.IN_WORK,
    VersionState.IN_REVIEW: Standing.IN_REVIEW,
    VersionState.READY: Standing.READY,
    VersionState.PUBLISHED: Standing.PUBLISHED,
    VersionState.STALE: Standing.STALE,
}


@dataclass(frozen=True)
class Cell:
    """One language of one thing. `is_stale`: the published text is out of date while somebody works on it."""

    language: str
    standing: Standing
    translator: Any = None
    due_on: date | None = None
    is_stale: bool = False


@dataclass
class BoardRow:
    """`thing` is the room's own row."""

    kind: TranslatableKind
    thing: Any
    cells: list[Cell] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(self.thing)


def board_rows(kind: TranslatableKind, things: Iterable[Any]) -> list[BoardRow]:
    """For a page of `kind.rows()` with their texts prefetched. One query."""
    page = list(things)
    works: dict[tuple[str, str], TranslationWork] = {
        (work.uid, work.language): work
        for work in _in_work(kind).filter(uid__in=[thing.uid for thing in page]).select_related("translator")
    }
    return [BoardRow(kind, thing, _cells(thing, works)) for thing in page]


def narrowed_to(
    rows: QuerySet[Any], kind: TranslatableKind, *, language: str, standing: str, translator: Any = None
) -> QuerySet[Any]:
    """Things of which `language` stands so; `translator` narrows to what that person has in hand. Unknown words narrow
    nothing.
    """
    works = _in_work(kind)
    if translator is not None:
        mine = works.filter(translator=translator)
        mine = mine.filter(language=language) if language in LANGUAGE_CODES else mine
        rows = rows.filter(uid__in=mine.values("uid"))
    if language not in LANGUAGE_CODES or standing not in Standing.values:
        return rows
    rows = rows.exclude(source_language=language) if standing != Standing.SOURCE else rows
    mine = works.filter(language=language)
    if standing == Standing.SOURCE:
        return rows.filter(source_language=language)
    if standing == Standing.IN_REVIEW:
        asked = mine.exclude(review_asked_at=None)
        return rows.filter(Q(uid__in=asked.values("uid")) | _has_text(rows, language, VersionState.IN_REVIEW))
    if standing == Standing.IN_WORK:
        begun = mine.filter(review_asked_at=None)
        return rows.filter(Q(uid__in=begun.values("uid")) | _has_text(rows, language, VersionState.DRAFT))
    rows = rows.exclude(uid__in=mine.values("uid")) if standing == Standing.MISSING else rows
    if standing == Standing.MISSING:
        return rows.exclude(pk__in=_texts(rows, language).values(_key(rows)))
    return rows.filter(_has_text(rows, language, VersionState(standing)))


def _in_work(kind: TranslatableKind) -> QuerySet[TranslationWork]:
    works: QuerySet[TranslationWork] = TranslationWork.objects.filter(kind=kind.slug, ended_at=None)
    return works.exclude(translator=None, review_asked_at=None)


def _texts(rows: QuerySet[Any], language: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.model._meta.get_field("texts").related_model.objects.filter(language=language)
    return found


def _key(rows: QuerySet[Any]) -> str:
    return str(rows.model._meta.get_field("texts").field.name)


def _has_text(rows: QuerySet[Any], language: str, state: VersionState) -> Q:
    return Q(pk__in=_texts(rows, language).filter(state=state).values(_key(rows)))


def _cells(thing: Any, works: dict[tuple[str, str], TranslationWork]) -> list[Cell]:
    states = {text.language: VersionState(text.state) for text in thing.texts.all()}
    return [
        _cell(code, thing.source_language, states.get(code), works.get((thing.uid, code)))
        for code in LANGUAGE_CODES
    ]


def _cell(code: str, source: str, state: VersionState | None, work: TranslationWork | None) -> Cell:
    if code == source:
        return Cell(code, Standing.SOURCE)
    is_stale = state == VersionState.STALE
    if work is not None:
        standing = Standing.IN_REVIEW if work.review_asked_at else Standing.IN_WORK
        return Cell(code, standing, work.translator, work.due_on, is_stale)
    return Cell(code, _OF_A_TEXT[state] if state else Standing.MISSING, is_stale=is_stale)
