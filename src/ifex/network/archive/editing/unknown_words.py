"""Words of imports that no vocabulary knows, with how often each was met, and a choice of the term that it means."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from ifex.instruments.cms.editing.fields import TermField
from ifex.instruments.taxonomy.domain.unmapped import NoSuchTarget, map_value
from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.models import UnmappedValue
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.models import Alert
from ifex.network.archive.permissions import can_map_words

WORDS_A_PAGE = 50
VOCABULARY_NAMES = {**dict(Vocabulary.choices), COUNTRIES: gettext_lazy("Countries")}


class UnknownWordsView(WagtailAdminTemplateMixin, TemplateView):
    """GET lists what waits (`?mapped=1`: what has been mapped); POST `word`, `to` maps one."""

    page_title = gettext_lazy("Unknown words")
    header_icon = "help"
    template_name = "archive/editing/unknown_words.html"
    index_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_map_words(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        key = request.POST.get("word", "")
        word = get_object_or_404(UnmappedValue, pk=key if key.isdigit() else 0)
        try:
            map_value(word, to=request.POST.get("to", ""), by=request.user)
        except NoSuchTarget:
            messages.error(request, _("Choose a term for “%(word)s”.") % {"word": word.value})
        else:
            names = {"word": word.value, "term": _name_of(word)}
            messages.success(
                request,
                _("“%(word)s” means “%(term)s”. The alerts that carry it are being brought up to date.")
                % names,
            )
        return redirect(request.get_full_path())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @property
    def shows_mapped(self) -> bool:
        return self.request.GET.get("mapped") == "1"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = UnmappedValue.objects.order_by("-count", "id")
        words = words.exclude(mapped_to="") if self.shows_mapped else words.filter(mapped_to="")
        page = Paginator(words, WORDS_A_PAGE).get_page(self.request.GET.get("p"))
        choice = {name: _choice(name) for name in {word.vocabulary for word in page}}
        alerts = _alerts_of(page)
        rows = [
            {
                "word": word,
                "vocabulary": VOCABULARY_NAMES.get(word.vocabulary, word.vocabulary),
                "choice": choice[word.vocabulary].widget.render(
                    "to", word.mapped_to, {"id": f"to-{word.pk}", "aria-labelledby": f"word-{word.pk}"}
                ),
                "alert": alerts.get(word.subject) if word.subject_kind == "alert" else None,
            }
            for word in page
        ]
        return {**super().get_context_data(**kwargs), "rows": rows, "page": page, "mapped": self.shows_mapped}


def _choice(vocabulary: str) -> forms.Field:
    return TermField(vocabulary, none=gettext_lazy("Choose…"))


def _alerts_of(words: Any) -> dict[str, str]:
    """The address of the first alert in which each word was met, by uid."""
    uids = [word.subject for word in words if word.subject_kind == "alert"]
    pairs = Alert.objects.filter(uid__in=uids).values_list("uid", "pk")
    return {uid: reverse("wagtailsnippets_archive_alert:edit", args=[pk]) for uid, pk in pairs}


def _name_of(word: UnmappedValue) -> str:
    if word.vocabulary == COUNTRIES:
        return country_label(word.mapped_to)
    return term_label(word.vocabulary, word.mapped_to)


class WordsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_map_words(request.user)


class UnknownWordsViewSet(ViewSet):
    name = "unknown-words"
    url_namespace = "archive_unknown_words"
    icon = "help"
    menu_label = gettext_lazy("Unknown words")
    menu_item_class = WordsMenuItem

    @cached_property
    def menu_url(self) -> str:
        return reverse(self.get_url_name("index"))

    def get_urlpatterns(self) -> list[Any]:
        return [path("", self.construct_view(UnknownWordsView), name="index")]
