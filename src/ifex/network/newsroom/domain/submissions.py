"""A submission from its first word to the editors' decision. What the member does; the desk's verbs are in `desk`."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core import clock
from ifex.foundations.core.events import emit
from ifex.foundations.core.sealed import unsealed
from ifex.foundations.mail.domain.outbox import send_mail
from ifex.network.members.models import Organisation
from ifex.network.newsroom.enums import OPEN_STATES, WRITABLE_STATES, Door, SubmissionState
from ifex.network.newsroom.links import CUT_HERE, reply_address, submission_url
from ifex.network.newsroom.models import Submission

from .rows import ChangedMeanwhile, NotToBeChanged, lock_submission, unsent, write_submission

KIND = "submission"

CONTENT = (
    "language", "headline", "account", "happened_from", "happened_to", "happened_precision", "country", "place",
    "urgency", "violation", "further_violations", "targets", "perpetrator_kind", "perpetrators", "motive",
    "justification", "expression_link", "stance", "context", "action", "action_to", "closes_on", "sources",
    "original_url", "contact",
    "consent", "naming_may_harm", "pseudonym", "is_member_at_risk", "concerns_minors",
)  # fmt: skip
"""What a member writes."""

SAFETY = ("consent", "naming_may_harm", "is_member_at_risk", "concerns_minors")
"""What is asked for the sake of the people concerned."""

NEEDED = ("headline", "account", *SAFETY)
"""Without these nothing is sent; besides, a day (or that it is not known)."""


FORGOTTEN_AFTER = timedelta(days=365)


class NotReadyToSend(Exception):
    """`missing` names the fields without which nothing is sent."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


def begin_submission(
    organisation: Organisation,
    *,
    by: Any,
    language: str,
    door: Door,
    at: datetime,
    origin: str = "",
    **content: Any,
) -> Submission:
    """An empty draft, or one with the `content` that came by mail or feed. A known `origin` gives what is there."""
    sender = None if isinstance(by, str) else by
    if known := submission_from(organisation, origin):
        return known
    submission = Submission(
        organisation=organisation,
        sender=sender,
        door=door,
        origin=origin,
        language=language,
        created_at=at,
        changed_at=at,
        **content,
    )
    try:
        with transaction.atomic(), unsealed(Submission):
            submission.save()
            record_act("submission-begun", by=by, subject_kind=KIND, subject=submission.uid, door=door.value)
    except IntegrityError:
        # Somebody else was quicker with the same origin.
        known = submission_from(organisation, origin)
        if known is None:
            raise
        return known
    return submission


def submission_from(organisation: Organisation, origin: str) -> Submission | None:
    return Submission.objects.filter(organisation=organisation, origin=origin).first() if origin else None


def save_submission(
    submission: Submission, *, changes: Mapping[str, Any], seen: int, form: str = "", by: Any, at: datetime
) -> Submission:
    """Write what differs; returns the row as it stands. Raises ChangedMeanwhile, NotToBeChanged.

    `seen` is the `version` that the writer began with; `form` marks one open form, which is never in its own way: it
    saves as one types, and again with a button. Nothing is written where nothing differs.
    """
    with transaction.atomic():
        stored = lock_submission(submission, states=WRITABLE_STATES)
        changed = {name: value for name, value in changes.items() if getattr(stored, name) != value}
        if not changed:
            return stored
        if stored.version != seen and not (form and stored.written_in == form):
            raise ChangedMeanwhile(stored)
        write_submission(stored, at=at, written_in=form[:32], **changed, **unsent(stored, at))
        record_act(
            "submission-saved",
            by=by,
            subject_kind=KIND,
            subject=stored.uid,
            fields=", ".join(sorted(changed)),
        )
    return stored


def missing_in(submission: Submission) -> list[str]:
    """The fields without which it is not sent."""
    missing = [name for name in NEEDED if not getattr(submission, name)]
    if submission.happened_from is None and submission.happened_precision != "unknown":
        missing.append("happened_from")
    return missing


def send_submission(submission: Submission, *, by: Any, at: datetime) -> Submission:
    """To the editors, with a receipt by mail. Harmless when repeated. Raises NotReadyToSend, NotToBeChanged.

    What came by another door than the form answers no questions: they stay open, and gate the publication.
    """
    with transaction.atomic():
        stored = lock_submission(submission, states=(*WRITABLE_STATES, SubmissionState.SENT))
        if stored.state == SubmissionState.SENT:
            return stored
        if stored.door == Door.WEB and (missing := missing_in(stored)):
            raise NotReadyToSend(missing)
        again = stored.state == SubmissionState.RETURNED
        write_submission(
            stored, at=at, state=SubmissionState.SENT, sent_at=stored.sent_at or at, rewritten_at=None
        )
        record_act(
            "submission-sent-again" if again else "submission-sent",
            by=by,
            subject_kind=KIND,
            subject=stored.uid,
        )
        _send_receipt(stored, to=by)
        emit("submission_sent", uid=stored.uid)
    return stored


def answer_safety(submission: Submission, *, answers: Mapping[str, Any], by: Any, at: datetime) -> Submission:
    """Answer what is still open of SAFETY, though the editors have it. Raises NotToBeChanged."""
    with transaction.atomic():
        stored = lock_submission(submission, states=(SubmissionState.SENT, SubmissionState.RETURNED))
        given = {name: value for name, value in answers.items() if name in open_safety(stored) and value}
        if given:
            write_submission(stored, at=at, **given)
            fields = ", ".join(sorted(given))
            record_act("submission-saved", by=by, subject_kind=KIND, subject=stored.uid, fields=fields)
    return stored


def open_safety(submission: Submission) -> list[str]:
    return [name for name in SAFETY if not getattr(submission, name)]


def withdraw_submission(submission: Submission, *, by: Any, at: datetime) -> Submission:
    """The member takes it back. Raises NotToBeChanged once the editors have decided."""
    with transaction.atomic():
        stored = lock_submission(submission, states=OPEN_STATES)
        write_submission(stored, at=at, state=SubmissionState.WITHDRAWN, closed_at=at)
        record_act("submission-withdrawn", by=by, subject_kind=KIND, subject=stored.uid)
        emit("submission_withdrawn", uid=stored.uid)
    return stored


def take_back_forgotten_drafts() -> int:
    """What nobody has touched for a year is taken back, and forgotten in its time. Returns how many."""
    drafts = Submission.objects.filter(
        state=SubmissionState.DRAFT, changed_at__lt=clock.now() - FORGOTTEN_AFTER
    )
    count = 0
    for draft in drafts.order_by("pk")[:1_000]:
        with suppress(NotToBeChanged):
            withdraw_submission(draft, by="retention", at=clock.now())
            count += 1
    return count


def _send_receipt(submission: Submission, *, to: Any) -> None:
    if isinstance(to, str):
        return
    context = {
        "submission": submission,
        "link": submission_url(submission, language=to.language),
        "has_open_questions": bool(open_safety(submission)),
        "cut_here": CUT_HERE,
    }
    headers = {"Reply-To": reply_address(submission)}
    send_mail("newsroom-receipt", to=to.email, language=to.language, context=context, headers=headers)
