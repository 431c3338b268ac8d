"""Starter pages become pages: in the source language first, then their translations, as an editor would have made them.

Each step is a transaction and leaves alone what is there, so that a stopped run is finished by the next one.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from ifex.faces.home.models import FrontPage, TextPage, TopicPage
from ifex.faces.home.queries import front_page_in
from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_CODES
from ifex.foundations.core.progress import Bar

from .starter_files import FOLDER, PageIds, StarterPage, read_starter_pages


@dataclass
class Started:
    """How many pages were written, and how many were there already."""

    written: int = 0
    kept: int = 0


def start_pages(folder: Path = FOLDER, *, bar: Bar) -> Started:
    """Write the starter pages that are missing, in every language. Raises StarterUnreadable."""
    starters = read_starter_pages(folder)
    bar.set_total(2 * len(starters))
    ids = {starter.key: _place(starter, bar) for starter in starters}
    outcome = Started()
    for starter in starters:
        if _fill(starter, ids):
            outcome.written += 1
        else:
            outcome.kept += 1
        bar.advance()
    return outcome


def _place(starter: StarterPage, bar: Bar) -> int:
    """The id of the page in the source language; made without a body, and not yet live, where it is missing."""
    front = front_page_in(DEFAULT_LANGUAGE)
    assert front is not None
    bar.advance()
    if not starter.key:
        return int(front.pk)
    known = _find(front, starter)
    return int(known.pk) if known else int(_add(front, starter).pk)


def _find(front: FrontPage, starter: StarterPage) -> Page | None:
    if starter.about:
        return TopicPage.objects.filter(about=starter.about, locale=front.locale).first()
    return Page.objects.filter(url_path=f"{front.url_path}{starter.key}/").first()


def _add(front: FrontPage, starter: StarterPage) -> Page:
    page = _page_of(starter, DEFAULT_LANGUAGE, ids=None)
    page.locale = front.locale
    page.live = False
    above = starter.key.rpartition("/")[0]
    parent = front if starter.about or not above else Page.objects.get(url_path=f"{front.url_path}{above}/")
    with transaction.atomic():
        return parent.add_child(instance=page)


def _page_of(starter: StarterPage, language: str, *, ids: PageIds | None) -> Any:
    """An unsaved page with the words of one language; without `ids` it has no body yet."""
    place, order = starter.menu
    fields: dict[str, Any] = {
        "title": starter.words("title", language),
        "slug": starter.slug(language).replace("/", "-"),
        "summary": starter.words("summary", language),
        "menu": place,
        "menu_order": order,
    }
    if ids is not None:
        fields["body"] = json.dumps(starter.body(language, ids))
    if starter.about:
        return TopicPage(about=starter.about, **{**fields, "slug": starter.about.replace(" ", "-").lower()})
    return TextPage(**fields)


@transaction.atomic
def _fill(starter: StarterPage, ids: PageIds) -> bool:
    """Give the page its body, publish it, translate it. False where an editor or an earlier run has been there."""
    page = Page.objects.get(pk=ids[starter.key]).specific
    if page.live and (starter.key or page.body):
        return False
    made = _page_of(starter, DEFAULT_LANGUAGE, ids=ids)
    page.body = made.body
    if not starter.key:
        page.summary, page.seo_title = made.summary, made.title
    page.save_revision().publish(log_action=False)
    source, _created = TranslationSource.update_or_create_from_instance(page)
    for code in LANGUAGE_CODES:
        if code != DEFAULT_LANGUAGE:
            _translate(source, starter, code, ids)
    return True


def _translate(source: TranslationSource, starter: StarterPage, language: str, ids: PageIds) -> None:
    locale = Locale.objects.get(language_code=language)
    words = _strings_of(_page_of(starter, language, ids=ids))
    if not starter.key:
        # A front page keeps its place; what its file calls a title is what search engines show.
        words["seo_title"] = [words.pop("title")[0]]
        words.pop("slug", None)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    segments = StringSegment.objects.filter(source=source).select_related("context").order_by("order")
    taken: dict[str, int] = {}
    rows = []
    for segment in segments:
        path = segment.context.path
        number = taken.get(path, 0)
        taken[path] = number + 1
        found = words.get(path, [])
        if number < len(found):
            rows.append(
                StringTranslation(
                    translation_of_id=segment.string_id, locale=locale, context_id=segment.context_id,
                    data=found[number], translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                )
            )  # fmt: skip
    StringTranslation.objects.bulk_create(rows, ignore_conflicts=True)
    # Published here and not, as the library would, after the commit: a stop in between would leave it a draft for ever.
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish(log_action=False)


def _strings_of(page: Any) -> dict[str, list[str]]:
    """The translatable strings of a page by the path of their place, as wagtail-localize cuts them."""
    found: dict[str, list[str]] = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue) and not segment.is_empty():
            found.setdefault(segment.path, []).append(segment.string.data)
    return found
