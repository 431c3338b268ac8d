"""What waits in the newsroom, on the first page of the secretariat's desk and of a member's."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from ifex.foundations.core import clock
from ifex.instruments.cms.editing.tiles import TileLine, count_in_words, show_tile

from .domain.desk import AT_THE_DESK
from .enums import WRITABLE_STATES, ReportState, SubmissionState
from .models import ReaderReport, Submission
from .permissions import can_answer_reports, can_work_at_desk
from .queries import organisations_that_send, submissions_of


def show_reports(request: HttpRequest, _thing: Any) -> str:
    if not can_answer_reports(request.user):
        return ""
    count = count_in_words(ReaderReport.objects.filter(state=ReportState.NEW))
    line = TileLine(_("waiting for an answer"), count, reverse("newsroom_reports:index"))
    return show_tile(_("Reports of readers"), [line] if count else [])


def show_what_members_sent(request: HttpRequest, _thing: Any) -> str:
    if not can_work_at_desk(request.user):
        return ""
    waiting = Submission.objects.filter(state=SubmissionState.SENT)
    mine = Submission.objects.filter(state__in=AT_THE_DESK, assigned_to=request.user.pk)
    url = reverse("newsroom_submissions:index")
    lines = [
        TileLine(_("waiting for a decision"), count_in_words(waiting), url),
        TileLine(_("in your hands"), count_in_words(mine), f"{url}?who=mine"),
    ]
    return show_tile(_("Sent by members"), [line for line in lines if line.count])


MOST_SHOWN = 5


def show_what_to_write(request: HttpRequest, person: Any) -> str:
    """The way to send an alert, and what has been begun or came back with questions."""
    senders = organisations_that_send(person, clock.now())
    if not senders:
        return ""
    rows = submissions_of(senders).filter(state__in=WRITABLE_STATES)
    context = {"senders": senders, "submissions": rows[:MOST_SHOWN]}
    return render_to_string("newsroom/components/desk_tile.html", context, request=request)
