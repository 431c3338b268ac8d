"""Entries into the database: a batch in one short transaction, everything that belongs to it included."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from ifex.foundations.core import clock
from ifex.foundations.core.sealed import unsealed
from ifex.instruments.search.enums import Priority
from ifex.instruments.taxonomy.domain.unmapped import Sighting, note_unmapped_values
from ifex.network.archive.domain.facts import facts_of, texts_of
from ifex.network.archive.domain.gates import Refusal, refusals_of
from ifex.network.archive.domain.parts import AlertParts, CaseParts
from ifex.network.archive.domain.sealing import Sealing, seal
from ifex.network.archive.enums import PublicationReason, RecordState, SubjectKind
from ifex.network.archive.models import (
    Alert,
    AlertAttachment,
    AlertText,
    Case,
    CasePerson,
    CaseText,
    LegacyAddress,
    PendingReference,
    Perpetrator,
    Person,
    RecommendedAction,
    Situation,
    Source,
    Target,
)
from ifex.network.members.models import Organisation, OrganisationText, Standing

from .histories import restore_histories
from .reading import Entry, OrganisationParts, PersonParts


@dataclass
class Stored:
    """What a batch did. `kept_as_draft` names the entries that a gate kept from the public, with the reasons."""

    counts: Counter[str] = field(default_factory=Counter)
    kept_as_draft: list[tuple[Entry, list[Refusal]]] = field(default_factory=list)


def store_new(entries: list[Entry], *, at: datetime, by: Any) -> Stored:
    """Store entries whose identifiers are new; call it in a transaction."""
    done = Stored()
    by_kind: dict[str, list[Entry]] = {"organisation": [], "person": [], "case": [], "alert": []}
    for entry in entries:
        by_kind[entry.kind].append(entry)
        done.counts[entry.kind] += 1
    records = [*by_kind["case"], *by_kind["alert"]]
    for entry in records:
        _decide_state(entry, at, done)
    with transaction.atomic():
        _create_organisations([entry.parts for entry in by_kind["organisation"]])
        Person.objects.bulk_create(entry.parts.record for entry in by_kind["person"])
        Case.objects.bulk_create(entry.parts.record for entry in by_kind["case"])
        create_children_of_cases([entry.parts for entry in by_kind["case"]])
        _create_alerts(by_kind["alert"])
        create_children_of_alerts([entry.parts for entry in by_kind["alert"]])
        keep_what_is_open(entries)
        restore_histories([entry for entry in records if entry.history])
        published = [entry for entry in records if _goes_out(entry)]
        seal([first_sealing(entry, at) for entry in published], by=by, priority=Priority.BULK)
    return done


def _create_alerts(entries: list[Entry]) -> None:
    """An alert that updates another one of the same batch comes after it; where two update each other, one waits."""
    while entries:
        ready = [e for e in entries if e.parts.record.updates is None or e.parts.record.updates.pk]
        if not ready:
            first = entries[0].parts.record
            entries[0].pending["updates"], first.updates = first.updates.uid, None
            continue
        Alert.objects.bulk_create(entry.parts.record for entry in ready)
        entries = [entry for entry in entries if entry.parts.record.pk is None]


def _decide_state(entry: Entry, at: datetime, done: Stored) -> None:
    record = entry.parts.record
    record.published_at = entry.published
    if entry.history or entry.state == RecordState.SCHEDULED:
        record.state = entry.state or RecordState.PUBLISHED
        return
    if entry.published is None or entry.state == RecordState.DRAFT:
        record.published_at, record.state = None, RecordState.DRAFT
        return
    refusals = refusals_of(entry.parts)
    if refusals:
        record.published_at, record.state = None, RecordState.DRAFT
        done.kept_as_draft.append((entry, refusals))
    elif record.embargo_until and record.embargo_until > at:
        record.published_at, record.state = None, RecordState.SCHEDULED
    else:
        record.state = RecordState.PUBLISHED


def _goes_out(entry: Entry) -> bool:
    return entry.parts.record.state == RecordState.PUBLISHED and not entry.history


def first_sealing(entry: Entry, at: datetime) -> Sealing:
    """Known to the public since it was first published, wherever that was."""
    moment = min(entry.published or at, clock.now())
    return Sealing(
        SubjectKind(entry.kind), entry.uid, public_facts(entry), texts_of(entry.parts), PublicationReason.FIRST, {},
        moment, None, moment,
    )  # fmt: skip


def public_facts(entry: Entry) -> dict[str, Any]:
    """The facts, with what waits for its counterpart named by identifier already."""
    return facts_of(entry.parts) | entry.pending


def _create_organisations(parts: list[OrganisationParts]) -> None:
    Organisation.objects.bulk_create(part.record for part in parts)
    OrganisationText.objects.bulk_create(text for part in parts for text in part.texts)
    with unsealed(Standing):
        Standing.objects.bulk_create(
            Standing(organisation=part.record, status=status, from_on=start, until_on=end)
            for part in parts
            for status, start, end in part.standings
        )


def create_children_of_cases(parts: list[CaseParts]) -> None:
    CaseText.objects.bulk_create(text for part in parts for text in part.texts)
    CasePerson.objects.bulk_create(person.row for part in parts for person in part.persons)
    Situation.objects.bulk_create(
        row for part in parts for person in part.persons for row in person.situations
    )
    _create_legacy_addresses(SubjectKind.CASE, parts)


def create_children_of_alerts(parts: list[AlertParts]) -> None:
    AlertText.objects.bulk_create(row for part in parts for row in part.texts)
    Target.objects.bulk_create(row for part in parts for row in part.targets)
    Perpetrator.objects.bulk_create(row for part in parts for row in part.perpetrators)
    Source.objects.bulk_create(row for part in parts for row in part.sources)
    RecommendedAction.objects.bulk_create(row for part in parts for row in part.actions)
    AlertAttachment.objects.bulk_create(row for part in parts for row in part.attachments)
    _create_legacy_addresses(SubjectKind.ALERT, parts)


def _create_legacy_addresses(kind: SubjectKind, parts: Iterable[AlertParts | CaseParts]) -> None:
    rows = [
        LegacyAddress(path=path, kind=kind, uid=part.record.uid)
        for part in parts
        for path in part.legacy_paths
    ]
    if rows:
        LegacyAddress.objects.bulk_create(rows, ignore_conflicts=True)


def keep_what_is_open(entries: list[Entry]) -> None:
    """References to what has not come yet, and words that no vocabulary knows."""
    pending = [
        PendingReference(kind=entry.kind, uid=entry.uid, field=name, wanted=uid)
        for entry in entries
        for name, uid in entry.pending.items()
    ] + [
        PendingReference(kind=entry.kind, uid=entry.uid, field="merged_into", wanted=entry.parts.merged_into)
        for entry in entries
        if isinstance(entry.parts, OrganisationParts | PersonParts) and entry.parts.merged_into
    ]
    if pending:
        PendingReference.objects.bulk_create(pending, ignore_conflicts=True)
    sightings = [
        Sighting(name, value, entry.kind, entry.uid)
        for entry in entries
        for name, values in entry.unmapped.items()
        for value in values
    ]
    if sightings:
        note_unmapped_values(sightings)


_TARGETS: dict[tuple[str, str], tuple[type[Model], type[Model]]] = {
    ("alert", "case"): (Alert, Case),
    ("alert", "updates"): (Alert, Alert),
    ("person", "merged_into"): (Person, Person),
    ("organisation", "merged_into"): (Organisation, Organisation),
}


def resolve_pending_references() -> int:
    """Set each reference whose counterpart has arrived. Returns how many still wait."""
    for row in PendingReference.objects.order_by("pk").iterator(chunk_size=500):
        model, target = _TARGETS[row.kind, row.field]
        found = target._default_manager.filter(uid=row.wanted).values_list("pk", flat=True).first()
        if found is not None:
            with transaction.atomic():
                model._default_manager.filter(uid=row.uid).update(**{f"{row.field}_id": found})
                row.delete()
    return PendingReference.objects.count()
