"""What publishing would do, before anything is written: an editor's form asks, so that a refusal costs nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ifex.foundations.core import clock
from ifex.network.archive.checklist.rule import Finding
from ifex.network.archive.enums import PublicationReason
from ifex.network.archive.models import Alert, Case

from .checking import not_passed, open_findings
from .facts import facts_of, texts_of
from .gates import Refusal, refusals_of
from .naming import Passage
from .parts import parts_of
from .publication import NothingToPublish, current_publication, kind_of, reason_for
from .safety import refusals_of_kept_out, safety_refusals


@dataclass(frozen=True)
class Outlook:
    """`reason` is None where a gate of all publications refuses, and where what is published says the same already.

    `findings` are those of the checklist that stand without a reason.
    """

    refusals: list[Refusal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    reason: PublicationReason | None = None
    is_for_later: bool = False

    @property
    def needs_note(self) -> bool:
        return self.reason == PublicationReason.CORRECTION and not self.is_for_later

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What the gate of names took for part of a hidden name. For those who may read the names."""
        return tuple(passage for refusal in self.refusals for passage in refusal.passages)

    @property
    def says_nothing_new(self) -> bool:
        return not self.refusals and not self.findings and self.reason is None


def outlook_of(
    record: Alert | Case,
    *,
    is_overruling: bool = False,
    passing: Mapping[str, str] | None = None,
    withholding: bool = False,
) -> Outlook:
    """For the record with the children it has in hand, saved or not, and a person who publishes. Writes nothing.

    `is_overruling`: the editor has given a reason against alarms of the gate of names; the others as in `publish`.
    """
    parts = parts_of(record)
    refusals = [
        refusal
        for refusal in [*refusals_of(parts), *refusals_of_kept_out(parts)]
        if not (is_overruling and refusal.passages)
    ]
    if refusals:
        return Outlook(refusals)
    before = current_publication(kind_of(record), record.uid)
    is_for_later = bool(record.embargo_until and record.embargo_until > clock.now())
    try:
        reason = reason_for(before, facts_of(parts), texts_of(parts), withholding=withholding)
    except NothingToPublish:
        return Outlook()
    refusals = list(safety_refusals(parts, before))
    findings = not_passed(open_findings(parts, before=before), passing or {})
    return Outlook(refusals, findings, reason, is_for_later)
