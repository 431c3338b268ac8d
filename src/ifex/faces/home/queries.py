"""Reads of the pages that editors arrange."""

from wagtail.models import Page, Site

from ifex.instruments.cms.navigation import Entry

from .models import FrontPage, ReportPage, TextPage, TopicPage


def front_page_in(language: str) -> FrontPage | None:
    """The site's front page in a language."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    same = FrontPage.objects.filter(translation_key=site.root_page.translation_key)
    found: FrontPage | None = same.filter(locale__language_code=language).first()
    return found


def page_at(path: str, language: str) -> Page | None:
    """The live page with this address in a language (without its first part, `/en/`)."""
    front = front_page_in(language)
    slugs = "/".join(part for part in path.split("/") if part)
    if front is None or not slugs:
        return None
    return Page.objects.live().filter(url_path=f"{front.url_path}{slugs}/").first()


def entries_of_menu(language: str) -> list[Entry]:
    """Live pages that an editor has put into a menu, in no order."""
    found = [
        page
        for model in (TextPage, ReportPage)
        for page in model.objects.live()
        .filter(locale__language_code=language, alias_of=None)
        .exclude(menu="")
        .defer("body")
    ]
    return [Entry(page.menu, page.menu_order, page.title, page.url) for page in found if page.url]


def topic_page(topic: str, language: str) -> TopicPage | None:
    """The words above one of the archive's pages: in the reader's language, else in the first of the table."""
    rows = TopicPage.objects.live().filter(about=topic, alias_of=None).select_related("locale")
    found = {page.locale.language_code: page for page in rows}
    return found.get(language) or next(iter(found.values()), None)
