"""The translation board, and the page on which one thing is translated sentence by sentence."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.queries import staff_with_role
from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_TABLE
from ifex.instruments.cms.editing.desk_lists import DeskListView, DeskListViewSet
from ifex.instruments.cms.page_languages import PagesBoard
from ifex.instruments.translation.board import BoardRow, board_rows, narrowed_to
from ifex.instruments.translation.domain.drafts import draft_by_machine, fill_from_memory
from ifex.instruments.translation.domain.work import (
    NotTranslatable,
    SavedMeanwhile,
    Unfinished,
    ask_for_review,
    give_work,
    hand_on,
    look_at_work,
    open_work,
    save_units,
    send_back,
    units_in,
)
from ifex.instruments.translation.enums import Standing
from ifex.instruments.translation.kinds import (
    Original,
    TargetMoved,
    TranslatableKind,
    find_kind,
    translatable_kinds,
)
from ifex.instruments.translation.models import TranslationWork
from ifex.instruments.translation.providers import DraftingFailed, has_provider
from ifex.instruments.translation.segments.units import words_of
from ifex.instruments.translation.xliff import NotXliff, read_xliff, write_xliff
from ifex.network.newsroom.permissions import (
    can_approve_translation,
    can_give_translation,
    can_translate,
)
from ifex.network.newsroom.presenters.translating import languages_of, progress_of, rows_of

PAGES = "page"


class BoardView(DeskListView):
    """`kind`, `language`, `standing`, `who` (mine) narrow it; the newest change first. Pages are
    translated in Wagtail's own room, and shown here with the rest.
    """

    page_title = gettext_lazy("Translations")
    header_icon = "wagtail-localize-language"
    template_name = "newsroom/editing/translations.html"
    may_see = can_translate

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = {name: self.request.GET.get(name, "") for name in ("kind", "language", "standing", "who")}
        kinds = translatable_kinds()
        kind = find_kind(asked["kind"]) or kinds[0]
        page, rows = self._pages(asked) if asked["kind"] == PAGES else self._of_kind(kind, asked)
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": rows,
            "asked": {**asked, "kind": PAGES if asked["kind"] == PAGES else kind.slug},
            "kinds": [*((one.slug, one.label) for one in kinds), (PAGES, _("Pages"))],
            "languages": LANGUAGE_TABLE,
            "standings": Standing.choices,
        }

    def _of_kind(self, kind: TranslatableKind, asked: dict[str, str]) -> tuple[Page, list[BoardRow]]:
        mine = self.request.user if asked["who"] == "mine" else None
        rows = narrowed_to(
            kind.rows(), kind, language=asked["language"], standing=asked["standing"], translator=mine
        )
        page = self.page_of(rows)
        return page, board_rows(kind, page)

    def _pages(self, asked: dict[str, str]) -> tuple[Page, Page]:
        """Nobody has a page in hand: there they are translated by whoever comes."""
        may_begin = self.request.user.has_perm("wagtail_localize.submit_translation")
        board = PagesBoard(may_begin=may_begin)
        rows = board.rows(language=asked["language"], standing=asked["standing"])
        page = self.page_of([] if asked["who"] == "mine" else rows)
        return page, page


class TranslationView(DeskListView):
    """Source beside target. POST `verb` says what; what was typed is saved with every verb."""

    header_icon = "wagtail-localize-language"
    template_name = "newsroom/editing/translation.html"
    may_see = can_translate

    @cached_property
    def kind(self) -> TranslatableKind:
        found = find_kind(self.kwargs["kind"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def original(self) -> Original:
        found = self.kind.read(self.kwargs["uid"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def work(self) -> TranslationWork:
        asked, moment = (self.kind, self.original, self.kwargs["language"]), clock.now()
        try:
            if self.request.method != "POST":
                return look_at_work(*asked, at=moment)
            return open_work(*asked, by=self.request.user, at=moment)
        except NotTranslatable as refused:
            raise Http404 from refused

    @property
    def page_title(self) -> str:
        return self.original.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        up = {"url": reverse("newsroom_translations:index"), "label": BoardView.page_title}
        return [*self.breadcrumbs_items, up, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "xliff" in request.GET:
            return self._as_xliff()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        work = self.work
        source, target = languages_of(work)
        words = words_of(self.kind.fields, work.source_words, units_in(work))
        return {
            **super().get_context_data(**kwargs),
            "work": work,
            "source": source,
            "target": target,
            "fields": rows_of(work, self.kind),
            "progress": progress_of(work),
            "findings": list(self.kind.check(work.uid, work.language, words)),
            "may_approve": can_approve_translation(self.request.user, work),
            "has_machine": has_provider(),
            "translators": [
                person
                for person in staff_with_role(StaffRole.TRANSLATOR, StaffRole.EDITOR)
                if person == work.translator or can_give_translation(self.request.user, person)
            ],
            "theirs": kwargs.get("theirs", {}),
        }

    def post(self, request: HttpRequest, kind: str, uid: str, language: str) -> HttpResponse:
        verb = _VERBS.get(request.POST.get("verb", ""))
        if verb is None:
            raise Http404
        try:
            verb(self, request)
        except SavedMeanwhile:
            return self._with_what_was_typed(request, _("A colleague has saved this translation meanwhile."))
        except TargetMoved:
            return self._with_what_was_typed(
                request, _("An editor has changed this text in its form meanwhile.")
            )
        except Unfinished as unfinished:
            count = len(unfinished.numbers)
            words = ngettext(
                "%(count)s sentence is still open.", "%(count)s sentences are still open.", count
            )
            messages.error(request, words % {"count": count})
        except DraftingFailed:
            messages.error(request, _("The machine did not answer. What you wrote is saved."))
        except NotXliff:
            messages.error(
                request, _("This is not an XLIFF 2 file of this text in this language, or it is too large.")
            )
        return redirect("newsroom_translations:show", kind, uid, language)

    def _with_what_was_typed(self, request: HttpRequest, words: str) -> HttpResponse:
        """The page as it stands now, with what could not be saved: nothing typed is lost."""
        typed = _typed(request)
        for name in ("work", "original"):
            self.__dict__.pop(name, None)
        now = {place: unit.target for place, unit in enumerate(units_in(self.work))}
        unsaved = {place: text.strip() for place, text in typed.items() if text.strip()}
        theirs = {place: text for place, text in unsaved.items() if text != now.get(place, "").strip()}
        where = _("What you wrote stands below each sentence.")
        messages.error(request, f"{words} {where}")
        response = self.render_to_response(self.get_context_data(theirs=theirs))
        response.status_code = 409
        return response

    def _as_xliff(self) -> HttpResponse:
        response = HttpResponse(
            write_xliff(self.work, units_in(self.work)), content_type="application/xliff+xml; charset=utf-8"
        )
        name = f"{self.work.kind}-{self.work.uid}-{self.work.language}.xlf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _typed(request: HttpRequest) -> dict[int, str]:
    return {
        int(name[2:]): value
        for name, value in request.POST.items()
        if name.startswith("t-") and name[2:].isdecimal() and len(name) < 8
    }


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _save(view: TranslationView, request: HttpRequest) -> TranslationWork:
    approved = {int(one) for one in request.POST.getlist("approved") if one.isdecimal() and len(one) < 6}
    saved = save_units(
        view.work,
        targets=_typed(request),
        approved=approved,
        seen=_seen(request),
        by=request.user,
        at=clock.now(),
    )
    view.work = saved
    return saved


def _only_save(view: TranslationView, request: HttpRequest) -> None:
    _save(view, request)
    messages.success(request, _("Saved."))


def _review(view: TranslationView, request: HttpRequest) -> None:
    saved = _save(view, request)
    ask_for_review(saved, seen=saved.version, by=request.user, at=clock.now())
    messages.success(request, _("It waits for a review."))


def _ready(view: TranslationView, request: HttpRequest) -> None:
    if not can_approve_translation(request.user, view.work):
        raise PermissionDenied
    saved = _save(view, request)
    if not can_approve_translation(request.user, saved):
        messages.error(
            request, _("You have changed a sentence yourself. It is saved, and waits for other eyes.")
        )
        return
    hand_on(saved, kind=view.kind, seen=saved.version, by=request.user, at=clock.now())
    messages.success(request, _("It is ready, and goes out with the next publication."))


def _back(view: TranslationView, request: HttpRequest) -> None:
    saved = _save(view, request)
    send_back(saved, seen=saved.version, by=request.user, at=clock.now())
    messages.success(request, _("It is with its translator again."))


def _memory(view: TranslationView, request: HttpRequest) -> None:
    saved = _save(view, request)
    fill_from_memory(saved, seen=saved.version, by=request.user, at=clock.now())


def _machine(view: TranslationView, request: HttpRequest) -> None:
    saved = _save(view, request)
    draft_by_machine(saved, seen=saved.version, by=request.user, at=clock.now())


def _give(view: TranslationView, request: HttpRequest) -> None:
    known = {str(person.pk): person for person in staff_with_role(StaffRole.TRANSLATOR, StaffRole.EDITOR)}
    to = known.get(request.POST.get("translator", ""))
    if not can_give_translation(request.user, to):
        raise PermissionDenied
    saved = _save(view, request)
    try:
        due_on = parse_date(request.POST.get("due_on", ""))
    except ValueError:
        due_on = None
    give_work(saved, to=to, due_on=due_on, seen=saved.version, by=request.user, at=clock.now())
    messages.success(request, _("Saved."))


def _import(view: TranslationView, request: HttpRequest) -> None:
    saved = _save(view, request)
    upload = request.FILES.get("file")
    if upload is None:
        raise NotXliff("no file")
    imported = read_xliff(upload.read(), saved, units_in(saved))
    save_units(
        saved, targets=imported.targets, approved=set(), seen=saved.version, act="translation-imported",
        by=request.user, at=clock.now(),
    )  # fmt: skip
    words = _("%(count)s sentences taken. Not taken, because their source is another today: %(moved)s.")
    messages.success(request, words % {"count": len(imported.targets), "moved": len(imported.moved)})


_VERBS: dict[str, Callable[[TranslationView, HttpRequest], Any]] = {
    "save": _only_save,
    "review": _review,
    "ready": _ready,
    "back": _back,
    "memory": _memory,
    "machine": _machine,
    "give": _give,
    "import": _import,
}


class TranslationsViewSet(DeskListViewSet):
    name = "translations"
    url_namespace = "newsroom_translations"
    icon = "wagtail-localize-language"
    menu_label = gettext_lazy("Translations")
    menu_order = 150
    add_to_admin_menu = True
    view_class = BoardView

    def get_urlpatterns(self) -> Iterable[Any]:
        one = path(
            "<slug:kind>/<slug:uid>/<slug:language>/", self.construct_view(TranslationView), name="show"
        )
        return [*super().get_urlpatterns(), one]
