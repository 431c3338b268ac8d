"""Publication, correction, withdrawal: the one door through which anything reaches the public.

Each act seals one `Publication` row; pages, index, feeds and numbers follow from it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core import clock
from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.events import emit
from ifex.foundations.core.labels import Labels
from ifex.network.archive.enums import GoesOut, PublicationReason, RecordState, SubjectKind
from ifex.network.archive.models import Alert, Case, Publication

from .checking import not_passed, open_findings, refusals_of_findings
from .facts import Facts, Texts, facts_of, texts_of
from .gates import Refusal, refusals_of, refusals_of_note, refusals_of_reason
from .overruling import overrule, overrule_findings
from .parts import Parts, parts_of
from .safety import refusals_of_kept_out, refusals_of_kept_out_in_note, safety_refusals
from .sealing import Sealing, seal
from .withholding import earlier_give_hidden_name

SCHEDULE = "schedule"
TRANSLATION = "translation"


class PublicationRefused(Exception):
    """A gate is shut. `refusals` says which, and why."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.refusals = refusals


class NothingToPublish(Exception):
    """What is published already says the same."""


class CorrectionNeedsNote(Exception):
    """A correction of what is published says in words what has changed."""


class NotPublished(Exception):
    """Only what is published can be withdrawn."""


def kind_of(record: Alert | Case) -> SubjectKind:
    return SubjectKind.ALERT if isinstance(record, Alert) else SubjectKind.CASE


def current_publication(kind: str, uid: str) -> Publication | None:
    return Publication.objects.filter(kind=kind, uid=uid, valid_to=None).first()


def publish(
    record: Alert | Case,
    *,
    by: Any,
    at: datetime | None = None,
    note: Labels | None = None,
    overruling: str = "",
    passing: Mapping[str, str] | None = None,
    withholding: bool = False,
) -> Publication | None:
    """Seal what the working rows say. A first publication under an embargo, or one whose languages go out together and
    are not all ready, is scheduled, and None comes back.

    A person who publishes passes the checklist and the safety gate; the schedule and an approved translation, the
    safety gate alone. Any other program does what a person has let through. `passing` gives for what the checklist
    found (by its digest) why it may stand.

    `overruling` is the reason why alarms of the gate of names are false; `withholding` takes texts and notes of earlier
    publications from the public, which happens unasked where they give a name that is hidden now.

    Raises PublicationRefused, NothingToPublish, CorrectionNeedsNote.
    """
    moment = at or clock.now()
    kind = kind_of(record)
    with transaction.atomic():
        record = type(record).objects.select_for_update().get(pk=record.pk)
        parts = parts_of(record)
        shut = [*refusals_of(parts), *refusals_of_kept_out(parts, note), *refusals_of_note(parts, note or {})]
        _pass_gates(parts, shut, overruling, by=by)
        before = current_publication(kind, record.uid)
        if by in (SCHEDULE, TRANSLATION):
            _pass_safety(parts, before)
        if not isinstance(by, str):
            _pass_editors_gates(parts, before, passing or {}, by=by)
        if before is None and (_is_embargoed(record, moment) or languages_awaited(parts)):
            _schedule(record, by=by)
            return None
        record.published_at = record.published_at or moment
        facts, texts = facts_of(parts), texts_of(parts)
        reason = reason_for(before, facts, texts, withholding=withholding)
        if reason == PublicationReason.CORRECTION and not note:
            raise CorrectionNeedsNote(record.uid)
        _move_texts(record, before, texts)
        _move_state(record, RecordState.PUBLISHED)
        withholds = (withholding and before is not None) or earlier_give_hidden_name(parts, before=before)
        [publication] = seal([Sealing(kind, record.uid, facts, texts, reason, note or {}, moment, before,
                                      record.published_at, withholds)], by=by)  # fmt: skip
        record_act(f"{kind}-published", by=by, subject_kind=kind, subject=record.uid, number=publication.number,
                   reason=reason)  # fmt: skip
        verb = "published" if reason == PublicationReason.FIRST else "corrected"
        emit(f"{kind}_{verb}", uid=record.uid, number=publication.number)
    return publication


def _is_embargoed(record: Alert | Case, moment: datetime) -> bool:
    return bool(record.embargo_until and record.embargo_until > moment)


def languages_awaited(parts: Parts) -> list[str]:
    """Those that are to go out together with the others and are not ready."""
    if parts.record.goes_out != GoesOut.TOGETHER:
        return []
    ready = texts_of(parts)
    return [code for code in parts.record.awaited_languages if code not in ready]


def _pass_gates(parts: Parts, refusals: list[Refusal], overruling: str, *, by: Any) -> None:
    """Raises PublicationRefused, unless all that the gates have are alarms and there is a reason against them."""
    if not refusals:
        return
    passages = tuple(passage for refusal in refusals for passage in refusal.passages)
    shut = [refusal for refusal in refusals if not (overruling and refusal.passages)]
    if overruling:
        shut += refusals_of_reason(parts, overruling)
    if shut:
        raise PublicationRefused(shut)
    overrule(kind_of(parts.record), parts.record.uid, passages, reason=overruling, by=by)


def _pass_editors_gates(
    parts: Parts, before: Publication | None, passing: Mapping[str, str], *, by: Any
) -> None:
    """What is asked of people alone. Raises PublicationRefused."""
    shut = list(safety_refusals(parts, before))
    findings = open_findings(parts, before=before)
    shut += refusals_of_findings(not_passed(findings, passing))
    shut += refusals_of_reason(parts, "\n".join(passing.values()))
    if shut:
        raise PublicationRefused(shut)
    overrule_findings(kind_of(parts.record), parts.record.uid, findings, passing=passing, by=by)


def _pass_safety(parts: Parts, before: Publication | None) -> None:
    """What a person let through may have changed since. Raises PublicationRefused."""
    if shut := list(safety_refusals(parts, before)):
        raise PublicationRefused(shut)


def withdraw(
    record: Alert | Case, *, by: Any, note: Labels, at: datetime | None = None, overruling: str = ""
) -> Publication:
    """Take it back in public: its address says so, with `note` as the reason; `overruling` as in `publish`.

    Raises NotPublished, PublicationRefused (a name in the note).
    """
    moment = at or clock.now()
    kind = kind_of(record)
    with transaction.atomic():
        record = type(record).objects.select_for_update().get(pk=record.pk)
        before = current_publication(kind, record.uid)
        if before is None or record.state != RecordState.PUBLISHED:
            raise NotPublished(record.uid)
        parts = parts_of(record)
        shut = [*refusals_of_note(parts, note), *refusals_of_kept_out_in_note(parts, note)]
        _pass_gates(parts, shut, overruling, by=by)
        _move_state(record, RecordState.WITHDRAWN)
        reason = PublicationReason.WITHDRAWAL
        withholds = earlier_give_hidden_name(parts, before=before)
        [publication] = seal(
            [Sealing(kind, record.uid, {}, {}, reason, note, moment, before, moment, withholds)], by=by
        )
        record_act(f"{kind}-withdrawn", by=by, subject_kind=kind, subject=record.uid)
        emit(f"{kind}_withdrawn", uid=record.uid, number=publication.number)
    return publication


def publish_what_is_due() -> int:
    """Publish scheduled records whose embargo has ended; one that a gate refuses becomes a draft again."""
    done = 0
    is_over = Q(embargo_until=None) | Q(embargo_until__lte=clock.now())
    for model in (Alert, Case):
        for record in model.objects.filter(is_over, state=RecordState.SCHEDULED):
            if not languages_awaited(parts_of(record)):
                _publish_scheduled(record)
                done += 1
    return done


def publish_translation(kind: str, uid: str) -> Publication | None:
    """A translation has been approved: it goes out where the record's languages go out each for itself. Whoever follows
    publications is told where a gate refuses; None where there is nothing to publish.
    """
    model = Alert if kind == SubjectKind.ALERT else Case
    record = model.objects.filter(uid=uid, state=RecordState.PUBLISHED, goes_out=GoesOut.EACH).first()
    if record is None:
        return None
    try:
        return publish(record, by=TRANSLATION)
    except (PublicationRefused, CorrectionNeedsNote) as refused:
        _tell_refusal(record, refused, by=TRANSLATION)
    except NothingToPublish:
        pass
    return None


def _publish_scheduled(record: Alert | Case) -> None:
    try:
        publish(record, by=SCHEDULE)
    except (PublicationRefused, NothingToPublish, CorrectionNeedsNote) as refused:
        with transaction.atomic():
            _move_state(record, _state_before_schedule(record))
            _tell_refusal(record, refused, by=SCHEDULE)


def _tell_refusal(record: Alert | Case, refused: Exception, *, by: str) -> None:
    with transaction.atomic():
        record_act("publication-refused", by=by, subject_kind=kind_of(record), subject=record.uid,
                   reason=type(refused).__name__)  # fmt: skip
        emit("publication_refused", kind=kind_of(record).value, uid=record.uid)


def reason_for(
    before: Publication | None, facts: Facts, texts: Texts, *, withholding: bool = False
) -> PublicationReason:
    """Why a publication that says this follows `before`. Raises NothingToPublish.

    To withhold what was published before is a correction by itself.
    """
    if before is None:
        return PublicationReason.FIRST
    if before.reason == PublicationReason.WITHDRAWAL:
        return PublicationReason.CORRECTION
    if before.facts == facts and before.texts == texts:
        if withholding:
            return PublicationReason.CORRECTION
        raise NothingToPublish(before.uid)
    only_added = before.facts == facts and all(texts.get(code) == text for code, text in before.texts.items())
    return PublicationReason.TRANSLATION if only_added else PublicationReason.CORRECTION


def stale_languages(source: str, before: Texts, after: Texts) -> set[str]:
    """The languages whose text stayed as it was while the text they were translated from changed."""
    if not source or before.get(source) == after.get(source):
        return set()
    return {code for code in after if code != source and before.get(code) == after[code]}


def _move_texts(record: Alert | Case, before: Publication | None, texts: Texts) -> None:
    stale = stale_languages(record.source_language, before.texts if before else {}, texts)
    rows = record.texts.model.objects.filter(**{kind_of(record).value: record})
    rows.filter(language__in=set(texts) - stale).update(state=VersionState.PUBLISHED)
    rows.filter(language__in=stale).update(state=VersionState.STALE)


def _move_state(record: Alert | Case, state: RecordState) -> None:
    record.state = state
    record.save(update_fields=["state", "published_at", "changed_at"])


def _schedule(record: Alert | Case, *, by: Any) -> None:
    _move_state(record, RecordState.SCHEDULED)
    record_act(f"{kind_of(record)}-scheduled", by=by, subject_kind=kind_of(record), subject=record.uid)


def take_off_schedule(record: Alert | Case, *, by: Any) -> None:
    """It waits for somebody who may publish; they are told."""
    _move_state(record, _state_before_schedule(record))
    record_act(f"{kind_of(record)}-unscheduled", by=by, subject_kind=kind_of(record), subject=record.uid)
    emit("publication_refused", kind=kind_of(record).value, uid=record.uid)


def _state_before_schedule(record: Alert | Case) -> RecordState:
    return RecordState.PUBLISHED if record.published_at else RecordState.DRAFT


def history_of(kind: str, uid: str) -> Iterable[Publication]:
    """Every publication, oldest first."""
    return Publication.objects.filter(kind=kind, uid=uid).order_by("number")
