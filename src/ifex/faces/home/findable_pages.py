"""A page as search sees it: one document for all its languages, with the words of its blocks."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ifex.foundations.core.html import html_to_text
from ifex.foundations.core.languages import best_language
from ifex.instruments.cms.found_kinds import FoundKind, FoundLine
from ifex.instruments.search.declarations import SearchKind, Stamp
from ifex.instruments.search.documents import Document, Texts

from .models import ReportPage, TextPage, TopicPage

PAGE = "page"
_BATCH = 100
_MODELS = (TextPage, TopicPage, ReportPage)
_NEVER = datetime(1992, 1, 1, tzinfo=UTC)
"""Of a page that is live without having been published: a program has put it there."""
Versions = dict[str, list[Page]]
"""The live versions of pages by what they share in all languages, the hexadecimal translation key."""


def page_kind() -> SearchKind:
    return SearchKind(slug=PAGE, load=load_documents, iterate=iterate_documents, stamps=stamps)


def found_pages() -> FoundKind:
    return FoundKind(PAGE, _("Pages"), lines_of_pages, order=40)


def load_documents(uids: list[str]) -> Iterable[Document]:
    return [_document_of(uid, pages) for uid, pages in _versions(uids).items()]


def iterate_documents(after: str) -> Iterator[Document]:
    keys = iter(_keys(after))
    while batch := list(islice(keys, _BATCH)):
        found = _versions(batch)
        yield from (_document_of(uid, found[uid]) for uid in batch)


def stamps(after: str) -> Iterator[Stamp]:
    keys = iter(_keys(after))
    while batch := list(islice(keys, _BATCH)):
        found = _versions(batch, with_body=False)
        yield from (Stamp(uid, _stamp_of(found[uid])) for uid in batch)


def lines_of_pages(uids: list[str], language: str) -> list[FoundLine]:
    found = _versions(uids, with_body=False)
    return [_line_of(found[uid], language) for uid in uids if uid in found]


def _keys(after: str) -> list[str]:
    """There are hundreds of pages, not millions."""
    keys: set[str] = set()
    for model in _MODELS:
        rows = model.objects.live().filter(alias_of=None)
        keys |= {key.hex for key in rows.values_list("translation_key", flat=True)}
    return sorted(key for key in keys if key > after)


def _versions(uids: list[str], *, with_body: bool = True) -> Versions:
    keys = [uuid.UUID(hex=uid) for uid in uids if _is_key(uid)]
    found: Versions = {}
    for model in _MODELS:
        rows = model.objects.live().filter(alias_of=None, translation_key__in=keys).select_related("locale")
        for page in rows.order_by("pk") if with_body else rows.order_by("pk").defer("body"):
            found.setdefault(page.translation_key.hex, []).append(page)
    return found


def _is_key(uid: str) -> bool:
    try:
        return uuid.UUID(hex=uid).hex == uid
    except ValueError:
        return False


def _document_of(uid: str, pages: list[Page]) -> Document:
    first = min(page.first_published_at or _NEVER for page in pages)
    return Document(
        kind=PAGE,
        uid=uid,
        at=first,
        stamp=_stamp_of(pages),
        texts={page.locale.language_code: _texts_of(page) for page in pages},
    )


def _texts_of(page: Page) -> Texts:
    parts = page.body.stream_block.get_searchable_content(page.body)
    return Texts(
        title=page.title, summary=page.summary, body=" ".join(html_to_text(str(part)) for part in parts)
    )


def _stamp_of(pages: list[Page]) -> str:
    newest = max(page.last_published_at or _NEVER for page in pages)
    return f"{newest.isoformat()}.{len(pages)}"


def _line_of(pages: list[Page], language: str) -> FoundLine:
    shown = {page.locale.language_code: page for page in pages}
    page = shown[best_language(list(shown), language) or next(iter(shown))]
    return FoundLine(
        page.title, page.url or "", (page.summary,) if page.summary else (), page.locale.language_code
    )
