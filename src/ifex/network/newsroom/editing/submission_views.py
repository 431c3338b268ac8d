"""The desk: what members have sent, in one list and each on its own page with everything that may be done with it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ifex.foundations.core import clock
from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_CODES, LANGUAGE_TABLE
from ifex.instruments.cms.editing.desk_lists import DeskListView, DeskListViewSet
from ifex.instruments.discussion.domain.posts import NothingSaid
from ifex.instruments.discussion.queries import posts_about
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import (
    choices,
    countries_of_region,
    country_label,
    regions,
    term_label,
    vocabulary,
)
from ifex.network.archive.models import Alert
from ifex.network.newsroom.domain.accepting import (
    NotSentAgain,
    accept_as_alert,
    accept_as_source,
    knows_of_danger,
)
from ifex.network.newsroom.domain.desk import (
    AT_THE_DESK,
    ReasonMissing,
    TakenMeanwhile,
    assign_submission,
    decline_submission,
    note_on_submission,
    return_submission,
)
from ifex.network.newsroom.domain.differing import facts_that_differ
from ifex.network.newsroom.domain.rows import ChangedMeanwhile, NotToBeChanged
from ifex.network.newsroom.domain.submissions import KIND
from ifex.network.newsroom.enums import SubmissionState
from ifex.network.newsroom.models import Submission
from ifex.network.newsroom.permissions import can_work_at_desk
from ifex.network.newsroom.presenters.checking import broken_rules
from ifex.network.newsroom.presenters.similar import alerts_like, sent_submissions_like
from ifex.network.newsroom.presenters.suggesting import chosen_of, suggested_for, suggestion_groups
from ifex.network.newsroom.presenters.told import told_of

WAITING, RETURNED, CLOSED = "waiting", "returned", "closed"
SHOWN: dict[str, tuple[SubmissionState, ...]] = {
    WAITING: (SubmissionState.SENT,),
    RETURNED: (SubmissionState.RETURNED,),
    CLOSED: (SubmissionState.ACCEPTED, SubmissionState.DECLINED, SubmissionState.WITHDRAWN),
}
MINE, NOBODYS = "mine", "nobodys"


class SubmissionsView(DeskListView):
    """`shown`, `region`, `language`, `urgency`, `who` narrow it. The most urgent first, then who has waited longest."""

    page_title = gettext_lazy("Sent by members")
    header_icon = "mail"
    template_name = "newsroom/editing/submissions.html"
    may_see = can_work_at_desk

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = {name: self.request.GET.get(name, "") for name in ("region", "language", "urgency", "who")}
        shown = self.request.GET.get("shown", "")
        shown = shown if shown in SHOWN else WAITING
        rows = narrowed(waiting_in_order(SHOWN[shown]), user=self.request.user, **asked)
        page = self.page_of(rows.select_related("organisation", "assigned_to"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "lines": [
                (row, term_label(Vocabulary.URGENCY_LEVELS, row.urgency), country_label(row.country))
                for row in page
            ],
            "shown": shown,
            "asked": asked,
            "states": [
                (WAITING, _("Waiting")),
                (RETURNED, _("Asked")),
                (CLOSED, pgettext("submissions", "Closed")),
            ],
            "regions": [(slug, row.label()) for slug, row in regions().items()],
            "languages": [(row.code, row.name) for row in LANGUAGE_TABLE],
            "urgencies": list(choices(Vocabulary.URGENCY_LEVELS)),
            "hands": [(MINE, _("Mine")), (NOBODYS, _("Nobody’s"))],
        }


def waiting_in_order(states: Iterable[SubmissionState]) -> QuerySet[Submission]:
    """Never what is still being written."""
    ranks = [
        When(urgency=slug, then=Value(rank))
        for rank, slug in enumerate(vocabulary(Vocabulary.URGENCY_LEVELS))
    ]
    rank = Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
    rows: QuerySet[Submission] = Submission.objects.filter(state__in=list(states), sent_at__isnull=False)
    return rows.annotate(rank=rank).order_by("rank", "sent_at", "pk")


def narrowed(
    rows: QuerySet[Submission], *, user: Any, region: str, language: str, urgency: str, who: str
) -> QuerySet[Submission]:
    """What is not understood narrows nothing."""
    if region in regions():
        rows = rows.filter(country__in=countries_of_region(region))
    if language in LANGUAGE_CODES:
        rows = rows.filter(language=language)
    if urgency in vocabulary(Vocabulary.URGENCY_LEVELS):
        rows = rows.filter(urgency=urgency)
    if who == MINE:
        rows = rows.filter(assigned_to=user)
    elif who == NOBODYS:
        rows = rows.filter(assigned_to=None)
    return rows


class SubmissionView(DeskListView):
    """One submission: its words, the checklist, what is alike with what differs, the discussion, and the verbs."""

    header_icon = "mail"
    template_name = "newsroom/editing/submission.html"
    may_see = can_work_at_desk

    @cached_property
    def submission(self) -> Submission:
        rows = Submission.objects.filter(sent_at__isnull=False)
        rows = rows.select_related("organisation", "sender", "assigned_to", "alert")
        return get_object_or_404(rows, uid=self.kwargs["uid"])

    @property
    def page_title(self) -> str:
        return str(self.submission)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        up = {"url": reverse("newsroom_submissions:index"), "label": SubmissionsView.page_title}
        return [*self.breadcrumbs_items, up, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission = self.submission
        is_open = submission.state in AT_THE_DESK
        language = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
        alike = [
            (alert, facts_that_differ(submission, alert))
            for alert in alerts_like(submission, language=language)
        ]
        return {
            **super().get_context_data(**kwargs),
            "submission": submission,
            "sections": told_of(submission),
            "suggestions": suggestion_groups(suggested_for(submission)) if is_open else [],
            "files": submission.files.select_related("file"),
            "broken": broken_rules(submission),
            "alike": alike,
            "others": sent_submissions_like(submission),
            "posts": posts_about(KIND, submission.uid, with_notes=True),
            "names": True,
            "is_open": is_open,
        }

    def post(self, request: HttpRequest, uid: str) -> HttpResponse:
        verb = next((_VERBS[name] for name in ("update", "source") if name in request.POST), None)
        verb = verb or _VERBS.get(request.POST.get("verb", ""))
        if verb is None:
            raise Http404
        try:
            return verb(self, request) or redirect("newsroom_submissions:show", uid)
        except NotToBeChanged:
            messages.error(
                request, _("A colleague has decided on it meanwhile, or the member has taken it back.")
            )
        except ChangedMeanwhile:
            return self._changed_meanwhile(request.POST.get("text", ""))
        except NotSentAgain:
            messages.error(
                request,
                _(
                    "The member is still writing. Wait until it is sent again, or say that you take it as it stands."
                ),
            )
        except TakenMeanwhile as taken:
            messages.error(
                request, _("%(name)s has taken it meanwhile.") % {"name": taken.stored.assigned_to or "—"}
            )
        except (NothingSaid, ReasonMissing):
            messages.error(request, _("Write something first."))
        return redirect("newsroom_submissions:show", uid)

    def _changed_meanwhile(self, typed: str) -> HttpResponse:
        """Nobody decides on words that they have not seen; what they wrote stands in its box."""
        del self.submission
        messages.error(self.request, _("It has changed since you opened it. Look again before you decide."))
        context = self.get_context_data(typed=typed, **self.kwargs)
        response: HttpResponse = self.render_to_response(context, status=409)
        return response


def _take(view: SubmissionView, request: HttpRequest) -> None:
    _assign(view, request, request.user)


def _free(view: SubmissionView, request: HttpRequest) -> None:
    _assign(view, request, None)


def _assign(view: SubmissionView, request: HttpRequest, to: Any) -> None:
    seen = request.POST.get("seen", "")
    had = int(seen) if seen.isdecimal() and len(seen) < 18 else None
    assign_submission(view.submission, to=to, seen=had, by=request.user, at=clock.now())


def _note(view: SubmissionView, request: HttpRequest) -> None:
    note_on_submission(view.submission, text=request.POST.get("text", ""), by=request.user, at=clock.now())


def _return(view: SubmissionView, request: HttpRequest) -> None:
    question = request.POST.get("text", "")
    return_submission(
        view.submission, question=question, seen=_seen(request), by=request.user, at=clock.now()
    )
    messages.success(request, _("The question is on its way."))


def _decline(view: SubmissionView, request: HttpRequest) -> None:
    reason = request.POST.get("text", "")
    decline_submission(view.submission, reason=reason, seen=_seen(request), by=request.user, at=clock.now())
    messages.success(request, _("Declined. The member is told why."))


def _accept_new(view: SubmissionView, request: HttpRequest) -> HttpResponse:
    return _accept(view, request, updates=None)


def _accept_update(view: SubmissionView, request: HttpRequest) -> HttpResponse:
    return _accept(view, request, updates=get_object_or_404(Alert, uid=request.POST.get("update", "")[:64]))


def _accept(view: SubmissionView, request: HttpRequest, *, updates: Alert | None) -> HttpResponse:
    chosen = chosen_of(suggested_for(view.submission), request.POST.getlist("fact"))
    alert = accept_as_alert(
        view.submission,
        updates=updates,
        chosen=chosen,
        with_unsent=_with_unsent(request),
        seen=_seen(request),
        by=request.user,
        at=clock.now(),
    )
    return _to_form(alert)


def _accept_source(view: SubmissionView, request: HttpRequest) -> HttpResponse:
    alert = get_object_or_404(Alert, uid=request.POST.get("source", "")[:64])
    is_dangerous = knows_of_danger(view.submission, alert)
    accept_as_source(
        view.submission,
        alert=alert,
        with_unsent=_with_unsent(request),
        seen=_seen(request),
        by=request.user,
        at=clock.now(),
    )
    if is_dangerous:
        messages.warning(request, _("The new source knows of a danger: look again at who may be named."))
    return _to_form(alert)


def _seen(request: HttpRequest) -> int | None:
    """The version that was decided on."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


def _with_unsent(request: HttpRequest) -> bool:
    return "unsent" in request.POST


def _to_form(alert: Alert) -> HttpResponse:
    return redirect("wagtailsnippets_archive_alert:edit", alert.pk)


_VERBS: dict[str, Callable[[SubmissionView, HttpRequest], HttpResponse | None]] = {
    "take": _take,
    "free": _free,
    "note": _note,
    "return": _return,
    "decline": _decline,
    "accept": _accept_new,
    "update": _accept_update,
    "source": _accept_source,
}


class SubmissionsViewSet(DeskListViewSet):
    name = "submissions"
    url_namespace = "newsroom_submissions"
    icon = "mail"
    menu_label = gettext_lazy("Sent by members")
    menu_order = 140
    add_to_admin_menu = True
    view_class = SubmissionsView

    def get_urlpatterns(self) -> Iterable[Any]:
        one = path("<slug:uid>/", self.construct_view(SubmissionView), name="show")
        return [*super().get_urlpatterns(), one]
