"""A member's submissions: the list, the page on which one is followed, and the way back."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.instruments.discussion.domain.posts import NothingSaid
from ifex.instruments.discussion.queries import posts_about
from ifex.network.archive.enums import RecordState
from ifex.network.archive.presenters.paging import page_number, pager_of, pages_for
from ifex.network.members.models import Organisation
from ifex.network.members.permissions import can_submit
from ifex.network.newsroom.domain.confirming import confirming_path, mails_to_confirm
from ifex.network.newsroom.domain.desk import AT_THE_DESK, answer_question
from ifex.network.newsroom.domain.rows import NotToBeChanged
from ifex.network.newsroom.domain.submissions import (
    KIND,
    answer_safety,
    begin_submission,
    open_safety,
    withdraw_submission,
)
from ifex.network.newsroom.enums import OPEN_STATES, WRITABLE_STATES, Door
from ifex.network.newsroom.forms.submission import SafetyForm
from ifex.network.newsroom.models import Submission
from ifex.network.newsroom.permissions import can_see_submission, can_write_submission
from ifex.network.newsroom.presenters.timeline import timeline_of
from ifex.network.newsroom.presenters.told import told_of
from ifex.network.newsroom.queries import organisations_of, organisations_that_send, submissions_of

from .kept import decided_already

A_PAGE = 20


@never_cache
@login_required
@require_safe
def show_submissions(request: HttpRequest) -> HttpResponse:
    """Of all organisations for which the person has a mandate."""
    moment = clock.now()
    rows = submissions_of(organisations_of(request.user, moment)).select_related("organisation")
    last = pages_for(rows.count(), A_PAGE)
    page = page_number(request.GET, last)
    senders = organisations_that_send(request.user, moment)
    is_asked = bool(senders) and mails_to_confirm(request.user).exists()
    context = {
        "submissions": rows[(page - 1) * A_PAGE : page * A_PAGE],
        "senders": senders,
        "writable": WRITABLE_STATES,
        "confirming": confirming_path(request.user) if is_asked else "",
        "pager": pager_of(page, last, lambda number: f"?page={number}"),
        "breadcrumb": [desk_step(), {"title": _("Your alerts"), "url": None}],
        "is_unlisted": True,
    }
    return render(request, "newsroom/submissions.html", context)


@never_cache
@login_required
@require_POST
def begin(request: HttpRequest, uid: str) -> HttpResponse:
    """A new draft in the name of the organisation, in the language that is being read."""
    organisation = get_object_or_404(Organisation, uid=uid)
    if not can_submit(request.user, organisation, clock.now()):
        raise Http404
    language = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
    submission = begin_submission(
        organisation, by=request.user, language=language, door=Door.WEB, at=clock.now()
    )
    return redirect("newsroom:submission-write", submission.uid)


@never_cache
@login_required
@require_safe
def show_submission(request: HttpRequest, uid: str) -> HttpResponse:
    """The receipt, what has become of it, and what was sent."""
    submission = submission_seen_by(request, uid)
    may_write = can_write_submission(request.user, submission, clock.now())
    context = {
        "submission": submission,
        "sections": told_of(submission),
        "steps": timeline_of(submission),
        "files": submission.files.select_related("file"),
        "posts": posts_about(KIND, submission.uid, with_notes=False),
        "published": _published_as(submission),
        "safety": SafetyForm(submission=submission) if may_write and _has_open_safety(submission) else None,
        "may_answer": may_write and submission.state in AT_THE_DESK,
        "may_write": may_write and submission.state in WRITABLE_STATES,
        "may_withdraw": may_write and submission.state in OPEN_STATES,
        "breadcrumb": [desk_step(), list_step(), {"title": str(submission), "url": None}],
        "is_unlisted": True,
    }
    return render(request, "newsroom/submission.html", context)


def _from_the_page(act: Callable[[HttpRequest, Submission], None]) -> Callable[..., HttpResponse]:
    """A button on the page of a submission, for those who write it. What the desk has decided meanwhile is said."""

    @never_cache
    @login_required
    @require_POST
    @wraps(act)
    def view(request: HttpRequest, uid: str) -> HttpResponse:
        submission = submission_seen_by(request, uid)
        if not can_write_submission(request.user, submission, clock.now()):
            raise Http404
        try:
            act(request, submission)
        except NotToBeChanged:
            return decided_already(request, submission)
        return redirect("newsroom:submission-show", uid)

    return view


@_from_the_page
def withdraw(request: HttpRequest, submission: Submission) -> None:
    withdraw_submission(submission, by=request.user, at=clock.now())


@_from_the_page
def tell_safety(request: HttpRequest, submission: Submission) -> None:
    """Answers to the questions of safety that were left open."""
    form = SafetyForm(request.POST, submission=submission)
    if form.is_valid():
        answer_safety(submission, answers=form.cleaned_data, by=request.user, at=clock.now())


@_from_the_page
def answer(request: HttpRequest, submission: Submission) -> None:
    """What the member says to a question."""
    with suppress(NothingSaid):
        answer_question(submission, text=request.POST.get("text", ""), by=request.user, at=clock.now())


def _has_open_safety(submission: Submission) -> bool:
    return submission.state in AT_THE_DESK and bool(open_safety(submission))


def _published_as(submission: Submission) -> str:
    """Where readers find what became of it; "" while they do not."""
    if submission.alert is None or submission.alert.state != RecordState.PUBLISHED:
        return ""
    return reverse("archive:alert-show", args=[submission.alert.uid])


def submission_seen_by(request: HttpRequest, uid: str) -> Submission:
    """Nothing tells a stranger whether there is one. Raises Http404."""
    submission = get_object_or_404(
        Submission.objects.select_related("organisation", "sender", "alert"), uid=uid
    )
    if not can_see_submission(request.user, submission, clock.now()):
        raise Http404
    return submission


def desk_step() -> dict[str, Any]:
    """The desk itself is a room above: its address is where a sign-in leads."""
    return {"title": _("Your desk"), "url": resolve_url(settings.LOGIN_REDIRECT_URL)}


def list_step() -> dict[str, Any]:
    return {"title": _("Your alerts"), "url": reverse("newsroom:submission-list")}
