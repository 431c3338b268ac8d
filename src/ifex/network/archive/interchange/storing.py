"""Entries into the database: a batch in one short transaction, everything that belongs to it included."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from ifex.foundations.core import clock
from ifex.foundations.core.bulk import Conflict, Numbers, PreparedRows, insert_rows, prepare_rows, write_rows
from ifex.foundations.core.sealed import unsealed
from ifex.instruments.search.enums import Priority
from ifex.instruments.taxonomy.domain.unmapped import Sighting, note_unmapped_values
from ifex.network.archive.domain.facts import facts_of, texts_of
from ifex.network.archive.domain.gates import Refusal, refusals_of
from ifex.network.archive.domain.overruling import restore_overruled
from ifex.network.archive.domain.parts import AlertParts, CaseParts
from ifex.network.archive.domain.reindexing import index_again, reindex_mentions
from ifex.network.archive.domain.sealing import PreparedSealing, Sealing, prepare_sealing, write_sealing
from ifex.network.archive.enums import PERSON, PublicationReason, RecordState, SubjectKind
from ifex.network.archive.findable_organisations import ORGANISATION
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
class NewRecords:
    """A batch of entries whose identifiers are new, ready to be written.

    `kept_as_draft` names the entries that a gate keeps from the public, with the reasons.
    """

    entries: list[Entry]
    counts: Counter[str] = field(default_factory=Counter)
    kept_as_draft: list[tuple[Entry, list[Refusal]]] = field(default_factory=list)
    rows: list[PreparedRows] = field(default_factory=list)
    sealing: PreparedSealing | None = None


def prepare_new(entries: list[Entry], numbers: Numbers, *, at: datetime, by: Any) -> NewRecords:
    """All that costs time; call it outside a transaction. Nothing is stored."""
    new = NewRecords(entries)
    parts: dict[str, list[Any]] = {"organisation": [], "person": [], "case": [], "alert": []}
    for entry in entries:
        parts[entry.kind].append(entry.parts)
        new.counts[entry.kind] += 1
        if entry.kind in ("case", "alert"):
            _decide_state(entry, at, new)
    for kind, model in (("organisation", Organisation), ("person", Person), ("case", Case), ("alert", Alert)):
        numbers.give(model, [part.record for part in parts[kind]])
        new.rows.append(prepare_rows(model, [part.record for part in parts[kind]]))
    new.rows += _prepare_children_of_organisations(parts["organisation"])
    new.rows += prepare_children_of_cases(parts["case"], numbers)
    new.rows += prepare_children_of_alerts(parts["alert"])
    sealings = [first_sealing(entry, at) for entry in entries if _goes_out(entry)]
    new.sealing = prepare_sealing(sealings, numbers, by=by)
    return new


def store_new(new: NewRecords, *, by: Any) -> None:
    """Write what `prepare_new` made; call it in a transaction."""
    with transaction.atomic(), unsealed(Standing):
        write_rows(*new.rows)
        keep_what_is_open(new.entries)
        restore_histories([entry for entry in new.entries if entry.history])
        restore_overruled({entry.uid: entry.overruled for entry in new.entries if entry.overruled})
        if new.sealing and new.sealing.sealings:
            write_sealing(new.sealing, by=by, priority=Priority.BULK)
        index_again(
            ORGANISATION,
            [entry.uid for entry in new.entries if entry.kind == ORGANISATION],
            priority=Priority.BULK,
        )


def _decide_state(entry: Entry, at: datetime, new: NewRecords) -> None:
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
        new.kept_as_draft.append((entry, refusals))
    elif record.embargo_until and record.embargo_until > at:
        record.published_at, record.state = None, RecordState.SCHEDULED
    else:
        record.state = RecordState.PUBLISHED


def _goes_out(entry: Entry) -> bool:
    is_record = entry.kind in ("case", "alert")
    return is_record and entry.parts.record.state == RecordState.PUBLISHED and not entry.history


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


def _prepare_children_of_organisations(parts: list[OrganisationParts]) -> list[PreparedRows]:
    standings = [
        Standing(organisation=part.record, status=status, from_on=start, until_on=end)
        for part in parts
        for status, start, end in part.standings
    ]
    texts = prepare_rows(OrganisationText, [text for part in parts for text in part.texts])
    return [texts, prepare_rows(Standing, standings)]


def prepare_children_of_cases(parts: list[CaseParts], numbers: Numbers) -> list[PreparedRows]:
    persons = [person for part in parts for person in part.persons]
    numbers.give(CasePerson, [person.row for person in persons])
    return [
        prepare_rows(CaseText, [text for part in parts for text in part.texts]),
        prepare_rows(CasePerson, [person.row for person in persons]),
        prepare_rows(Situation, [row for person in persons for row in person.situations]),
        _prepare_legacy_addresses(SubjectKind.CASE, parts),
    ]


def prepare_children_of_alerts(parts: list[AlertParts]) -> list[PreparedRows]:
    return [
        prepare_rows(AlertText, [row for part in parts for row in part.texts]),
        prepare_rows(Target, [row for part in parts for row in part.targets]),
        prepare_rows(Perpetrator, [row for part in parts for row in part.perpetrators]),
        prepare_rows(Source, [row for part in parts for row in part.sources]),
        prepare_rows(RecommendedAction, [row for part in parts for row in part.actions]),
        prepare_rows(AlertAttachment, [row for part in parts for row in part.attachments]),
        _prepare_legacy_addresses(SubjectKind.ALERT, parts),
    ]


def _prepare_legacy_addresses(kind: SubjectKind, parts: Iterable[AlertParts | CaseParts]) -> PreparedRows:
    rows = [
        LegacyAddress(path=path, kind=kind, uid=part.record.uid)
        for part in parts
        for path in part.legacy_paths
    ]
    return prepare_rows(LegacyAddress, rows, conflict=Conflict())


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
        insert_rows(PendingReference, pending, conflict=Conflict())
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
                if target is Person:
                    reindex_mentions(PERSON, [row.uid])
    return PendingReference.objects.count()
