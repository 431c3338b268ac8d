"""Words of imports that no vocabulary knows, with how often each was met, and a choice of the term that it means."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ifex.instruments.cms.editing.desk_lists import DeskListView, DeskListViewSet
from ifex.instruments.cms.editing.fields import TermField
from ifex.instruments.taxonomy.domain.unmapped import (
    IsMapped,
    NoSuchTarget,
    map_value,
    set_aside_value,
    take_up_value,
)
from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.models import UnmappedValue
from ifex.instruments.taxonomy.queries import country_label, term_label, words_that_wait
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.permissions import can_map_words

_SHOWN = {"mapped": ~Q(mapped_to=""), "aside": Q(set_aside_at__isnull=False)}
VOCABULARY_NAMES = {**dict(Vocabulary.choices), COUNTRIES: gettext_lazy("Countries")}


class UnknownWordsView(DeskListView):
    """GET lists what waits (or `?shown=`); POST `word` with `to` maps one, with `verb` sets it aside or back."""

    page_title = gettext_lazy("Unknown words")
    header_icon = "help"
    template_name = "archive/editing/unknown_words.html"
    may_see = can_map_words

    def post(self, request: HttpRequest) -> HttpResponse:
        key = request.POST.get("word", "")
        word = get_object_or_404(UnmappedValue, pk=key if key.isdigit() else 0)
        move = {"aside": self._set_aside, "back": self._take_up}.get(request.POST.get("verb", ""), self._map)
        move(request, word)
        return redirect(request.get_full_path())

    def _set_aside(self, request: HttpRequest, word: UnmappedValue) -> None:
        try:
            set_aside_value(word, by=request.user)
        except IsMapped:
            messages.error(request, _("“%(word)s” has been mapped meanwhile.") % {"word": word.value})
        else:
            messages.success(
                request, _("“%(word)s” is set aside. Alerts that carry it keep it.") % {"word": word.value}
            )

    def _take_up(self, request: HttpRequest, word: UnmappedValue) -> None:
        take_up_value(word, by=request.user)
        messages.success(request, _("“%(word)s” waits again.") % {"word": word.value})

    def _map(self, request: HttpRequest, word: UnmappedValue) -> None:
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

    @property
    def shown(self) -> str:
        asked = self.request.GET.get("shown", "")
        return asked if asked in _SHOWN else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = words_that_wait() if not self.shown else UnmappedValue.objects.filter(_SHOWN[self.shown])
        page = self.page_of(words.order_by("-count", "id"))
        choice = {name: _choice(name) for name in {word.vocabulary for word in page}}
        rows = [
            {
                "word": word,
                "vocabulary": VOCABULARY_NAMES.get(word.vocabulary, word.vocabulary),
                "choice": choice[word.vocabulary].widget.render(
                    "to", word.mapped_to, {"id": f"to-{word.pk}", "aria-labelledby": f"word-{word.pk}"}
                ),
                "alerts": _alerts_with(word),
            }
            for word in page
        ]
        return {**super().get_context_data(**kwargs), "rows": rows, "page": page, "shown": self.shown}


def _choice(vocabulary: str) -> forms.Field:
    return TermField(vocabulary, none=gettext_lazy("Choose…"))


def _alerts_with(word: UnmappedValue) -> str:
    """The address of the list of those that carry it; a word that is mapped none carries any more."""
    if word.subject_kind != SubjectKind.ALERT or word.mapped_to:
        return ""
    return f"{reverse('wagtailsnippets_archive_alert:list')}?word={word.pk}"


def _name_of(word: UnmappedValue) -> str:
    if word.vocabulary == COUNTRIES:
        return country_label(word.mapped_to)
    return term_label(word.vocabulary, word.mapped_to)


class UnknownWordsViewSet(DeskListViewSet):
    name = "unknown-words"
    url_namespace = "archive_unknown_words"
    icon = "help"
    menu_label = gettext_lazy("Unknown words")
    view_class = UnknownWordsView
