"""A front page in every language of the table, so that a new installation answers at once."""

from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from ifex.faces.home.models import FrontPage
from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_TABLE

_WELCOME = "home"


def plant_front_pages(*, using: str = "default", **_: Any) -> None:
    """Locales, site and front pages where they are missing. Called after each migration; harmless when repeated."""
    with transaction.atomic(using=using):
        locales = {
            row.code: Locale.objects.get_or_create(language_code=row.code)[0] for row in LANGUAGE_TABLE
        }
        root = Page.get_first_root_node() or Page.add_root(
            instance=Page(title="Root", slug="root", locale=locales[DEFAULT_LANGUAGE])
        )
        first = _front_page_of_site(root, locales[DEFAULT_LANGUAGE])
        known = set(
            FrontPage.objects.filter(translation_key=first.translation_key).values_list("locale", flat=True)
        )
        for code, locale in locales.items():
            if locale.pk not in known:
                _add(root, locale, f"{_WELCOME}-{code}", translation_key=first.translation_key)


def _front_page_of_site(root: Page, locale: Locale) -> FrontPage:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None and isinstance(site.root_page.specific, FrontPage):
        return site.root_page.specific
    first = FrontPage.objects.filter(locale=locale).first() or _add(
        root, locale, f"{_WELCOME}-{locale.language_code}"
    )
    if site is None:
        site = Site(is_default_site=True)
    welcome = site.root_page_id
    site.root_page, site.site_name, site.hostname = first, settings.IFEX_NAME, site.hostname or "localhost"
    site.save()
    _remove_welcome_page(welcome)
    return first


def _add(root: Page, locale: Locale, slug: str, **fields: Any) -> FrontPage:
    root.refresh_from_db()
    page = FrontPage(title=settings.IFEX_NAME, slug=slug, locale=locale, live=True, **fields)
    root.add_child(instance=page)
    page.save_revision().publish(log_action=False)
    return page


def _remove_welcome_page(pk: int | None) -> None:
    """Wagtail's own first page, which nobody has touched."""
    page = Page.objects.filter(pk=pk).first()
    if page is not None and page.specific_class is Page and not page.get_children().exists():
        page.delete()
