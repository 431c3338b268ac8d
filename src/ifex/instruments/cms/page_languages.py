"""Pages as the translation board shows them: where each of their languages stands, as wagtail-localize keeps it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.translation.enums import Standing


@dataclass(frozen=True)
class PageCell:
    """`address`: where one goes on with it; empty where this person cannot."""

    language: str
    standing: Standing
    address: str


@dataclass(frozen=True)
class PageRow:
    title: str
    cells: list[PageCell]


class PagesBoard:
    """Every page once. One that only stands in for a missing translation is none.

    `may_begin`: whether who looks may give a page to translation. As many queries as there are languages and two more,
    however many pages.
    """

    def __init__(self, *, may_begin: bool) -> None:
        self._may_begin = may_begin
        works = Translation.objects.filter(enabled=True).select_related("source__locale", "target_locale")
        self._works: dict[tuple[UUID, str], Translation] = {
            (work.source.object_id, work.target_locale.language_code): work
            for work in works.defer("source__content_json")
        }
        self._translated_from: dict[UUID, str] = {
            key: work.source.locale.language_code for (key, _language), work in self._works.items()
        }
        locales = {work.target_locale_id for work in self._works.values()}
        self._open = {(source, locale) for locale in locales for source in _with_open_sentences(locale)}

    def rows(self, *, language: str = "", standing: str = "") -> list[PageRow]:
        """Those whose `language` stands so, the newest change first. Unknown words narrow nothing."""
        pages: dict[UUID, dict[str, Page]] = defaultdict(dict)
        written = Page.objects.filter(alias_of=None, depth__gt=1).select_related("locale")
        for page in written.order_by(F("latest_revision_created_at").desc(nulls_last=True), "-pk"):
            pages[page.translation_key][page.locale.language_code] = page
        rows = [self._row(key, versions) for key, versions in pages.items()]
        if language not in LANGUAGE_CODES or standing not in Standing.values:
            return rows
        return [row for row in rows if row.cells[LANGUAGE_CODES.index(language)].standing == standing]

    def _row(self, key: UUID, versions: dict[str, Page]) -> PageRow:
        """What the others are translated from is the source, or else what was first."""
        source = versions.get(self._translated_from.get(key, ""))
        source = source or min(versions.values(), key=lambda page: page.pk)
        return PageRow(source.draft_title, [self._cell(code, source, versions) for code in LANGUAGE_CODES])

    def _cell(self, code: str, source: Page, versions: dict[str, Page]) -> PageCell:
        page = versions.get(code)
        if page is None:
            begin = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
            return PageCell(code, Standing.MISSING, begin if self._may_begin else "")
        standing = Standing.SOURCE if page is source else self._standing(code, page, source)
        return PageCell(code, standing, reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def _standing(self, code: str, page: Page, source: Page) -> Standing:
        work = self._works.get((source.translation_key, code))
        if work is None:
            is_behind = _is_later(source.last_published_at, page.latest_revision_created_at)
        else:
            is_behind = (work.source_id, work.target_locale_id) in self._open or _is_later(
                source.last_published_at, work.source.last_updated_at
            )
        if is_behind:
            return Standing.STALE if page.live else Standing.IN_WORK
        return Standing.PUBLISHED if page.live and not page.has_unpublished_changes else Standing.READY


def _is_later(published: datetime | None, seen: datetime | None) -> bool:
    return published is not None and seen is not None and published > seen


def _with_open_sentences(locale: int) -> Iterator[int]:
    """Numbers of the sources that have a sentence without a translation into it."""
    translated = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale_id=locale,
        has_error=False,
    )  # fmt: skip
    rows = StringSegment.objects.exclude(Exists(translated)).values_list("source_id", flat=True)
    return rows.distinct().iterator()
