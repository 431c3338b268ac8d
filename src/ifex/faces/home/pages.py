"""The pages that editors arrange: front pages, pages of text and live blocks, words above pages of the archive."""

from dataclasses import replace
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ifex.instruments.cms.fields import BodyField
from ifex.instruments.cms.meta import PageMeta, network_itself
from ifex.instruments.cms.pages import BasePage

from .about import About, about_choices, find_about
from .blocks import BODY_BLOCKS
from .front import front_context
from .hidden_names import NamingPage
from .page_forms import NamingPageForm


class BodyPage(NamingPage):
    """A page with a body of blocks."""

    body = BodyField(BODY_BLOCKS, blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    translatable_fields = [*BasePage.translatable_fields, TranslatableField("body")]

    class Meta:
        abstract = True


class FrontPage(BodyPage):
    """The front page of a language. What is new, the map and the numbers stand there by themselves."""

    template = "home/front.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.TextPage", "home.TopicPage", "home.ReportPage"]
    max_count = None

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def meta(self) -> PageMeta:
        return replace(super().meta(), data={**network_itself(), "@type": "Organization"})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **front_context()}


class TextPage(BodyPage):
    """A page of text and live blocks, with pages below it."""

    template = "home/text_page.html"
    parent_page_types = ["home.FrontPage", "home.TextPage"]
    subpage_types = ["home.TextPage", "home.ReportPage"]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class TopicForm(NamingPageForm):
    """The choices are vocabularies, which are in the database: asked for when the form is shown."""

    about = forms.ChoiceField(choices=about_choices, label=_("stands above"))


class TopicPage(BodyPage):
    """Words above one of the archive's own pages: an issue, a region, a list. Its address is that page's."""

    about = models.CharField(_("stands above"), max_length=120, db_index=True)

    base_form_class = TopicForm
    template = "home/topic_preview.html"
    parent_page_types = ["home.FrontPage"]
    subpage_types: list[str] = []
    content_panels = [FieldPanel("about"), *BodyPage.content_panels]
    translatable_fields = [*BodyPage.translatable_fields, SynchronizedField("about")]

    class Meta:
        verbose_name = _("words above an issue or a region")
        verbose_name_plural = _("words above issues and regions")

    @property
    def topic(self) -> About | None:
        """None when the term is no more."""
        return find_about(self.about)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        parts = Page.get_url_parts(self, request)
        topic = self.topic
        if parts is None or parts[2] is None or topic is None:
            return parts
        return parts[0], parts[1], f"/{self.locale.language_code}{topic.path}"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.url)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return Page.serve(self, request)
