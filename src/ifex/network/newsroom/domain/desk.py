"""What the desk does with a submission: take it, ask, note, decline. Accepting is in `accepting`."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core import clock
from ifex.foundations.core.events import emit
from ifex.foundations.mail.domain.outbox import send_mail
from ifex.instruments.discussion.domain.posts import write_post
from ifex.instruments.discussion.enums import Audience
from ifex.network.members.permissions import can_follow
from ifex.network.members.queries import delegates_of
from ifex.network.newsroom.enums import SubmissionState
from ifex.network.newsroom.links import CUT_HERE, reply_address, submission_url
from ifex.network.newsroom.models import Submission

from .rows import lock_submission, write_submission
from .submissions import KIND

AT_THE_DESK = (SubmissionState.SENT, SubmissionState.RETURNED)


class TakenMeanwhile(Exception):
    """A colleague has it."""

    def __init__(self, stored: Submission) -> None:
        super().__init__(stored.uid)
        self.stored = stored


class ReasonMissing(ValueError):
    """A member is told why."""


def assign_submission(
    submission: Submission, *, to: Any | None, seen: int | None, by: Any, at: datetime
) -> Submission:
    """Say who has it; None frees it. `seen` is the pk of who had it when the page was opened.

    Raises TakenMeanwhile, NotToBeChanged.
    """
    with transaction.atomic():
        stored = lock_submission(submission, states=AT_THE_DESK)
        if stored.assigned_to_id != seen:
            raise TakenMeanwhile(stored)
        if stored.assigned_to_id == (to.pk if to else None):
            return stored
        write_submission(stored, at=at, assigned_to=to)
        record_act(
            "submission-assigned", by=by, subject_kind=KIND, subject=stored.uid, to=to.pk if to else None
        )
    return stored


def note_on_submission(submission: Submission, *, text: str, by: Any, at: datetime) -> None:
    """For colleagues alone. Raises NothingSaid."""
    write_post(KIND, submission.uid, text=text, audience=Audience.STAFF, by=by, at=at)


def return_submission(
    submission: Submission, *, question: str, seen: int | None = None, by: Any, at: datetime
) -> Submission:
    """Ask its sender, who answers in place and sends it again. Raises NothingSaid, NotToBeChanged, ChangedMeanwhile."""
    with transaction.atomic():
        stored = lock_submission(submission, states=AT_THE_DESK, seen=seen)
        write_post(KIND, stored.uid, text=question, audience=Audience.EVERYBODY, by=by, at=at)
        write_submission(stored, at=at, state=SubmissionState.RETURNED, assigned_to=stored.assigned_to or by)
        record_act("submission-returned", by=by, subject_kind=KIND, subject=stored.uid)
        headers = {"Reply-To": reply_address(stored)}
        tell_sender(stored, "newsroom-returned", headers=headers, question=question, cut_here=CUT_HERE)
    return stored


def answer_question(submission: Submission, *, text: str, by: Any, at: datetime) -> None:
    """What the member says to a question, whether it is sent again or not. Raises NothingSaid, NotToBeChanged."""
    with transaction.atomic():
        stored = lock_submission(submission, states=AT_THE_DESK)
        write_post(KIND, stored.uid, text=text, audience=Audience.EVERYBODY, by=by, at=at)
        emit("submission_answered", uid=stored.uid)


def decline_submission(
    submission: Submission, *, reason: str, seen: int | None = None, by: Any, at: datetime
) -> Submission:
    """With a reason, which its sender reads. Raises ReasonMissing, NotToBeChanged, ChangedMeanwhile."""
    words = reason.strip()
    if not words:
        raise ReasonMissing
    with transaction.atomic():
        stored = lock_submission(submission, states=AT_THE_DESK, seen=seen)
        write_submission(stored, at=at, state=SubmissionState.DECLINED, decline_reason=words, closed_at=at)
        record_act("submission-declined", by=by, subject_kind=KIND, subject=stored.uid)
        tell_sender(stored, "newsroom-declined", reason=words)
    return stored


def tell_sender(
    submission: Submission, purpose: str, *, headers: dict[str, str] | None = None, **words: str
) -> None:
    """By mail, each in their language."""
    for person in people_to_tell(submission):
        context = {
            "submission": submission,
            "link": submission_url(submission, language=person.language),
            **words,
        }
        send_mail(purpose, to=person.email, language=person.language, context=context, headers=headers)


def people_to_tell(submission: Submission) -> list[Any]:
    """Its sender while they act for the organisation; of what a feed or a program sent, its delegates. Nobody while its
    access is frozen: mail goes where whoever has arrested somebody may read it.
    """
    moment = clock.now()
    if submission.sender is None:
        return delegates_of(submission.organisation, moment.date())
    return [submission.sender] if can_follow(submission.sender, submission.organisation, moment) else []
