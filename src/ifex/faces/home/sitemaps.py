"""What editors' pages enter into the sitemap: each page in the languages in which it is live."""

from collections.abc import Iterator

from wagtail.models import Page

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.cms.finding import Entry, register_sitemap

from .models import ReportPage, TextPage


def register_page_sitemap() -> None:
    register_sitemap("pages", lambda: 1, lambda number: _entries())


def _entries() -> Iterator[Entry]:
    yield Entry({code: f"/{code}/" for code in LANGUAGE_CODES})
    versions: dict[str, list[Page]] = {}
    for model in (TextPage, ReportPage):
        rows = model.objects.live().filter(alias_of=None).select_related("locale").defer("body")
        for page in rows.order_by("path"):
            versions.setdefault(str(page.translation_key), []).append(page)
    for pages in versions.values():
        changed = [page.last_published_at for page in pages if page.last_published_at]
        yield Entry({page.locale.language_code: page.url for page in pages}, max(changed, default=None))
