"""A special report or an in-focus piece."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.rich_text import expand_db_html
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ifex.faces.home.hidden_names import NamingPage
from ifex.foundations.core import clock
from ifex.foundations.documents.document import Chapter, Document
from ifex.foundations.documents.epub import write_epub
from ifex.foundations.documents.pdf import write_pdf
from ifex.foundations.documents.shelf import kept_document
from ifex.instruments.cms.fields import BodyField
from ifex.instruments.cms.formats import date_text
from ifex.instruments.cms.pages import BasePage

from .blocks import ChapterBlock
from .notes import Notes
from .setting import Setting

WRITERS = {"pdf": write_pdf, "epub": write_epub}
MEDIA_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip"}


class ReportKind(models.TextChoices):
    SPECIAL = "special", gettext_lazy("Special report")
    IN_FOCUS = "in_focus", gettext_lazy("In focus")


class ReportPage(RoutablePageMixin, NamingPage):
    """Chapters, figures that searches count anew, notes; the same text as PDF and EPUB."""

    kind = models.CharField(
        gettext_lazy("kind"), max_length=10, choices=ReportKind.choices, default=ReportKind.SPECIAL
    )
    authors = models.CharField(gettext_lazy("authors"), max_length=300, blank=True)
    body = BodyField([("chapter", ChapterBlock())], blank=True, verbose_name=gettext_lazy("chapters"))

    template = "home/report.html"
    parent_page_types = ["home.FrontPage", "home.TextPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("kind"),
        FieldPanel("authors"),
        FieldPanel("body"),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        SynchronizedField("kind"),
        TranslatableField("authors"),
        TranslatableField("body"),
    ]

    class Meta:
        verbose_name = gettext_lazy("report")
        verbose_name_plural = gettext_lazy("reports")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        notes = Notes()
        parts = [_Part(number, block.value, notes) for number, block in enumerate(self.body, start=1)]
        return {
            **super().get_context(request, *args, **kwargs),
            "parts": parts,
            "notes": notes.texts,
            "documents": [(ending, f"{self.url}{ending}/") for ending in WRITERS],
        }

    @path("")
    def as_page(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.render(request)
        return response

    @path("<slug:ending>/")
    def as_document(self, request: HttpRequest, ending: str) -> HttpResponseBase:
        if ending not in WRITERS:
            raise Http404
        key = f"{self.pk} {self.last_published_at} {self.language.code} {clock.today()} {settings.IFEX_NAME}"
        with override(self.language.code):
            made = kept_document(key, ending, lambda: WRITERS[ending](self.as_set()))
        response = FileResponse(
            made.open("rb"), content_type=MEDIA_TYPES[ending], filename=f"{self.slug}.{ending}"
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def as_set(self) -> Document:
        """In the active language, which is the page's own."""
        setting = Setting()
        chapters = [
            Chapter(block.value["title"], setting.chapter(block.value["body"])) for block in self.body
        ]
        today = clock.today()
        published = self.last_published_at.date() if self.last_published_at else today
        about = [
            str(self.get_kind_display()),
            self.authors,
            settings.IFEX_NAME,
            date_text(published),
            _("Numbers as known on %(day)s.") % {"day": date_text(today)},
            settings.IFEX_BASE_URL + (self.url or ""),
            settings.IFEX_DATA_LICENCE,
        ]
        return Document(
            identifier=f"{settings.IFEX_BASE_URL}{self.url}",
            title=self.title,
            subtitle=self.summary,
            language=self.language,
            about=[line for line in about if line],
            chapters=chapters,
            notes=setting.notes.texts,
            pictures=setting.pictures,
            contents_title=_("Contents"),
            notes_title=_("Notes"),
            author=self.authors or settings.IFEX_NAME,
            modified=self.last_published_at,
        )


class _Part:
    """A chapter as the page shows it: prose with its notes, every other block as it shows itself."""

    def __init__(self, number: int, value: Any, notes: Notes) -> None:
        self.number, self.title = number, value["title"]
        self.blocks = [self._shown(block, notes) for block in value["body"]]

    def _shown(self, block: Any, notes: Notes) -> Any:
        if block.block_type != "prose":
            return block
        html = notes.take(expand_db_html(block.value.source), _reference)
        # The editors' own rich text, as Wagtail shows it, with our references in it.
        return format_html('<div class="prose">{}</div>', mark_safe(html))  # noqa: S308


def _reference(number: int) -> SafeString:
    return format_html(
        '<sup class="note-ref"><a id="ref-{0}" href="#note-{0}" role="doc-noteref">{0}</a></sup>', number
    )
