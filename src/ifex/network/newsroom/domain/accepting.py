"""A submission becomes part of the archive: a new alert, an update to one, or one more source of it.

The alert is a draft for the editor: nothing goes out here. What the member wrote stays as it was sent.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.events import emit
from ifex.foundations.core.html import plain_text_to_html
from ifex.network.archive.domain.editing import save_edit
from ifex.network.archive.domain.naming import Found, find_names
from ifex.network.archive.enums import KINDS_OF_NO_PERSONS, Answer, Consent
from ifex.network.archive.models import (
    Alert,
    AlertAttachment,
    AlertText,
    Perpetrator,
    RecommendedAction,
    Source,
    Target,
)
from ifex.network.newsroom.enums import Outcome, SubmissionState
from ifex.network.newsroom.models import Submission

from .chosen import ChosenFacts, facts_with, write_persons
from .desk import AT_THE_DESK, tell_sender
from .differing import facts_to_keep
from .rows import lock_submission, write_submission
from .submissions import KIND

NOTHING_CHOSEN = ChosenFacts()


class NotSentAgain(Exception):
    """The member is changing what they were asked about, and has not sent it."""


def accept_as_alert(
    submission: Submission,
    *,
    updates: Alert | None = None,
    chosen: ChosenFacts = NOTHING_CHOSEN,
    with_unsent: bool = False,
    seen: int | None = None,
    by: Any,
    at: datetime,
) -> Alert:
    """A new draft of an alert, or of an update to `updates`, with all that was told and what an editor has `chosen` of
    what the text seems to say. Raises NotToBeChanged, ChangedMeanwhile where it is not as `seen`, and NotSentAgain
    unless unsent words are taken knowingly, as they were seen.
    """
    with transaction.atomic():
        stored = _lock_to_accept(submission, with_unsent=with_unsent, seen=seen)
        facts = facts_with(_facts_of(stored), chosen)
        alert = Alert(**facts, updates=updates, case=updates.case if updates else None)
        save_edit(alert, write=alert.save, fields=["submission"], seen=None, by=by)
        _write_children(stored, alert)
        write_persons(alert, chosen)
        _close(stored, alert, Outcome.UPDATE if updates else Outcome.ALERT, by=by, at=at)
    return alert


def accept_as_source(
    submission: Submission,
    *,
    alert: Alert,
    with_unsent: bool = False,
    seen: int | None = None,
    by: Any,
    at: datetime,
) -> Alert:
    """One more source of `alert`; what it tells otherwise is kept beside it, and where it knows of a danger the alert
    is held to that. Raises as `accept_as_alert`.
    """
    with transaction.atomic():
        stored = _lock_to_accept(submission, with_unsent=with_unsent, seen=seen)
        place = alert.sources.count()
        dangers = more_careful(stored, alert)

        def write() -> None:
            source = source_of(stored, alert)
            source.sort_order, source.facts = place, facts_to_keep(stored, alert)
            source.save()
            for name, answer in dangers.items():
                setattr(alert, name, answer)
            alert.save(update_fields=["changed_at", *dangers])
            if stored.consent == Consent.REFUSED:
                refuse_names(stored, alert)

        save_edit(alert, write=write, fields=["sources", *dangers], seen=None, by=by)
        _close(stored, alert, Outcome.SOURCE, by=by, at=at)
    return alert


def _lock_to_accept(submission: Submission, *, with_unsent: bool, seen: int | None) -> Submission:
    stored = lock_submission(submission, states=AT_THE_DESK, seen=seen)
    if stored.rewritten_at and not (with_unsent and seen):
        raise NotSentAgain(stored.uid)
    return stored


def knows_of_danger(submission: Submission, alert: Alert) -> bool:
    """Whether the alert is held to more as soon as the submission is one of its sources."""
    return bool(more_careful(submission, alert)) or submission.consent == Consent.REFUSED


def more_careful(submission: Submission, alert: Alert) -> dict[str, str]:
    """The answers of safety in which the submission sees more danger than the alert; “no” settles nothing there."""
    danger = {"": 0, Answer.NO: 0, Answer.UNSURE: 1, Answer.YES: 2}
    names = ("naming_may_harm", "concerns_minors")
    answers = {name: (getattr(submission, name), getattr(alert, name)) for name in names}
    return {name: theirs for name, (theirs, ours) in answers.items() if danger[theirs] > danger[ours]}


def refuse_names(submission: Submission, alert: Alert) -> None:
    """Somebody does not agree to be named: whom the submission names, or everybody where that fits nobody."""
    names = [row["name"] for row in submission.targets if row["name"]]
    persons = [row for row in alert.targets.all() if row.kind not in KINDS_OF_NO_PERSONS]
    meant = [row for row in persons if find_names(names, [row.name, *row.variants]) != Found()]
    alert.targets.filter(pk__in=[row.pk for row in meant or persons]).update(consent=Consent.REFUSED)


def _close(stored: Submission, alert: Alert, outcome: Outcome, *, by: Any, at: datetime) -> None:
    write_submission(
        stored, at=at, state=SubmissionState.ACCEPTED, alert=alert, outcome=outcome, closed_at=at
    )
    record_act(
        "submission-accepted",
        by=by,
        subject_kind=KIND,
        subject=stored.uid,
        alert=alert.uid,
        outcome=outcome.value,
    )
    emit("submission_accepted", uid=stored.uid, alert=alert.uid)
    tell_sender(stored, "newsroom-accepted")


def _facts_of(submission: Submission) -> dict[str, Any]:
    violations = submission.violations
    return {
        "urgency": submission.urgency or "standard",
        "happened_from": submission.happened_from,
        "happened_to": submission.happened_to,
        "happened_precision": submission.happened_precision,
        "country": submission.country,
        "place_name": submission.place,
        "primary_violation": violations[0] if violations else "",
        "further_violations": violations[1:],
        "expression_link": submission.expression_link,
        "source_language": submission.language,
        "naming_may_harm": submission.naming_may_harm,
        "is_member_at_risk": submission.is_member_at_risk,
        "concerns_minors": submission.concerns_minors,
    }


def _write_children(submission: Submission, alert: Alert) -> None:
    body = [submission.account, submission.perpetrators, submission.stance, submission.context]
    AlertText.objects.create(
        alert=alert,
        language=submission.language,
        state=VersionState.DRAFT,
        title=submission.headline,
        body=plain_text_to_html("\n\n".join(part for part in body if part)),
        motive=submission.motive,
        justification=submission.justification,
    )
    for number, told in enumerate(submission.targets):
        _target_of(submission, told, alert, number).save()
    if submission.perpetrator_kind or submission.perpetrators:
        kind = submission.perpetrator_kind or "unknown"
        certainty = "alleged" if submission.perpetrator_kind else "unknown"
        Perpetrator.objects.create(alert=alert, kind=kind, certainty=certainty)
    source_of(submission, alert).save()
    if submission.action:
        words = "\n\n".join(part for part in (submission.action, submission.action_to) if part)
        RecommendedAction.objects.create(
            alert=alert, text={submission.language: words}, closes_on=submission.closes_on
        )
    for number, row in enumerate(submission.files.select_related("file")):
        caption = {submission.language: row.caption} if row.caption else {}
        AlertAttachment.objects.create(
            alert=alert, sort_order=number, file=row.file, caption=caption, credit=row.credit
        )


def _target_of(submission: Submission, told: dict[str, str], alert: Alert, number: int) -> Target:
    is_person = told["kind"] not in KINDS_OF_NO_PERSONS
    persons = [row for row in submission.targets if row["kind"] not in KINDS_OF_NO_PERSONS]
    return Target(
        alert=alert,
        sort_order=number,
        name=told["name"],
        kind=told["kind"] or "journalists",
        gender=told["gender"] or "unknown",
        outlet=told["outlet"],
        consent=(submission.consent or "unknown") if is_person else "unknown",
        # With several persons the desk says whose it is.
        pseudonym=submission.pseudonym if is_person and len(persons) == 1 else "",
    )


def source_of(submission: Submission, alert: Alert) -> Source:
    """The member; for one at risk, or that is not sure, the network itself: nothing in the archive leads to it."""
    if submission.is_member_at_risk != Answer.NO:
        return Source(alert=alert, name=settings.IFEX_NAME)
    return Source(alert=alert, organisation=submission.organisation, url=submission.original_url)
