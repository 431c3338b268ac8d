"""What every page that editors arrange has in common."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ifex.foundations.core.languages import LANGUAGE_CODES, Language, get_language_row

from .enums import MenuPlace
from .meta import PageMeta, Picture


class BasePage(Page):
    """A page in one language. Its versions in other languages share its `translation_key`."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences, also for lists and sharing"),
    )
    photograph = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photograph"),
    )
    menu = models.CharField(_("in the menu"), max_length=10, choices=MenuPlace.choices, blank=True)
    menu_order = models.PositiveSmallIntegerField(
        _("place in the menu"), default=100, help_text=_("Lower numbers come first")
    )

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("photograph")]
    promote_panels = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")]),
        MultiFieldPanel([FieldPanel("menu"), FieldPanel("menu_order")], heading=_("Menu")),
    ]
    # Readers have no log-in, so a page is for everybody.
    private_page_options: list[str] = []
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        TranslatableField("summary"),
        SynchronizedField("photograph"),
        SynchronizedField("menu"),
        SynchronizedField("menu_order"),
    ]

    class Meta:
        abstract = True

    @property
    def language(self) -> Language:
        """In which its words are. A page that stands in for a missing translation has its original's."""
        original = self.alias_of if self.alias_of_id else self
        return get_language_row(original.locale.language_code)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "translations": self.addresses(),
            "canonical_path": self.url,
            "meta": self.meta(),
            "words_language": self.language,
            "is_translated": self.language.code == (get_language() or "").split("-")[0],
            "breadcrumb": self._breadcrumb(),
        }

    def meta(self) -> PageMeta:
        return PageMeta(
            title=self.seo_title or self.title,
            path=self.url or "",
            language=self.language.code,
            description=self.search_description or self.summary,
            picture=picture_of(self.photograph),
            modified=self.last_published_at,
        )

    def addresses(self) -> dict[str, str]:
        """Its address in every language: its translation's, or its own below the other language, shown as it is."""
        found = {page.locale.language_code: page.url for page in self._versions()}
        own = (self.url or "/").split("/", 2)[-1]
        return {code: found.get(code) or f"/{code}/{own}" for code in LANGUAGE_CODES}

    def languages_there(self) -> list[str]:
        """Codes of the languages in which it is live."""
        return [page.locale.language_code for page in self._versions()]

    def _versions(self) -> list[Page]:
        return list(
            self.get_translations(inclusive=True).live().filter(alias_of=None).select_related("locale")
        )

    def _breadcrumb(self) -> list[dict[str, Any]]:
        if self.depth <= 3:
            return []
        above = self.get_ancestors().filter(depth__gt=2).live()
        return [
            *({"title": page.title, "url": page.url} for page in above),
            {"title": self.title, "url": None},
        ]


def picture_of(photograph: Any) -> Picture | None:
    """In a size for cards of other sites."""
    if photograph is None:
        return None
    rendition = photograph.get_rendition("fill-1200x630|format-jpeg")
    url = f"{settings.IFEX_BASE_URL}{rendition.url}"
    return Picture(url, photograph.default_alt_text, rendition.width, rendition.height)
