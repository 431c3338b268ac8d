"""What follows from a page that is published, moved or taken away: the menu, the search, and kept pages learn of it."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from ifex.foundations.core.changes import tell_change
from ifex.instruments.search.domain.changes import enqueue_index_change

from .findable_pages import PAGE
from .models import FrontPage, ReportPage, TextPage, TopicPage

PAGES = "pages"
"""The tag of everything that shows where pages are or what they say."""


def follow_pages() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_follow, dispatch_uid="home.follow_pages")
    for model in (FrontPage, TextPage, TopicPage, ReportPage):
        post_delete.connect(_follow, sender=model, dispatch_uid=f"home.follow_{model.__name__}")


def _follow(sender: Any, instance: Page, **_: Any) -> None:
    tell_change(PAGES)
    if isinstance(instance.specific, TextPage | TopicPage | ReportPage):
        keys = {page.translation_key.hex for page in _with_those_below(instance)}
        enqueue_index_change(PAGE, sorted(keys))


def _with_those_below(page: Page) -> list[Page]:
    """A page takes those below it along when it is moved or renamed."""
    return [page, *page.get_descendants().only("translation_key")] if page.pk else [page]
