"""An object that is here already and comes again, changed: the archive follows, unless an editor has been at it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ifex.foundations.core.bulk import Numbers, insert_rows, write_rows
from ifex.foundations.core.events import emit
from ifex.foundations.core.labels import Labels
from ifex.instruments.search.enums import Priority
from ifex.network.archive.domain.facts import texts_of
from ifex.network.archive.domain.gates import Refusal, refusals_of
from ifex.network.archive.domain.parts import AlertParts, CaseParts
from ifex.network.archive.domain.publication import NothingToPublish, current_publication, reason_for
from ifex.network.archive.domain.reindexing import reindex_mentions
from ifex.network.archive.domain.sealing import Sealing, seal
from ifex.network.archive.domain.withholding import earlier_give_hidden_name
from ifex.network.archive.enums import PublicationReason, RecordState, SubjectKind
from ifex.network.archive.queries import uids_of_person
from ifex.network.members.domain.organisations import save_organisation
from ifex.network.members.domain.standings import replace_standings
from ifex.network.members.models import OrganisationText

from .reading import Entry, OrganisationParts, PersonParts
from .storing import keep_what_is_open, prepare_children_of_alerts, prepare_children_of_cases, public_facts

IMPORTED_AGAIN: Labels = {
    "en": "Brought into line with its source.",
    "fr": "Mis en conformité avec sa source.",
    "es": "Actualizado conforme a su fuente.",
    "ar": "جرت مطابقته مع مصدره.",
}


_NOT_BY_THE_SOURCE = {"created_at", "changed_at", "merged_into", "imported_digest"}


class ChangedHere(Exception):
    """The record has been edited since it was imported: the import must not undo that."""


def replace_entry(entry: Entry, existing: Any, *, at: datetime, by: Any) -> list[Refusal]:
    """Make the stored record say what the entry says. Raises ChangedHere.

    What comes back are the gates that keep the change from the public: until an editor acts, what is published
    stays as it was.
    """
    if not existing.imported_digest or getattr(existing, "latest_revision_id", None):
        raise ChangedHere(entry.uid)
    refusals: list[Refusal] = []
    with transaction.atomic():
        record = entry.parts.record
        record.pk = existing.pk
        if isinstance(entry.parts, OrganisationParts):
            _replace_organisation(entry.parts, existing, by)
        elif isinstance(entry.parts, PersonParts):
            record.merged_into_id = existing.merged_into_id
            record.save()
            reindex_mentions("person", uids_of_person(record))
            emit("person_changed", uid=record.uid)
        else:
            refusals = _replace_record(entry, entry.parts, existing, at, by)
        keep_what_is_open([entry])
    return refusals


def _replace_organisation(parts: OrganisationParts, existing: Any, by: Any) -> None:
    row = parts.record

    def write() -> None:
        row.save()
        OrganisationText.objects.filter(organisation=existing).delete()
        insert_rows(OrganisationText, parts.texts)

    changed = [
        field.name for field in row._meta.concrete_fields if _value(field, row) != _value(field, existing)
    ]
    save_organisation(row, write=write, fields={*changed} - _NOT_BY_THE_SOURCE or {"texts"}, seen=None, by=by)
    replace_standings(row, spans=parts.standings, by=by)


def _value(field: Any, row: Any) -> Any:
    return getattr(row, field.attname)


def _replace_record(
    entry: Entry, parts: AlertParts | CaseParts, existing: Any, at: datetime, by: Any
) -> list[Refusal]:
    record = parts.record
    record.created_at, record.state = existing.created_at, existing.state
    record.published_at = existing.published_at
    refusals = refusals_of(parts) if entry.published is not None else []
    goes_out = entry.published is not None and not refusals
    if goes_out:
        record.published_at = record.published_at or entry.published
        record.state = RecordState.PUBLISHED
    record.save(force_update=True)
    if isinstance(parts, AlertParts):
        for name in ("texts", "targets", "perpetrators", "sources", "actions", "attachments"):
            getattr(type(record), name).rel.related_model.objects.filter(alert=existing).delete()
        write_rows(*prepare_children_of_alerts([parts]))
    else:
        for name in ("texts", "persons"):
            getattr(type(record), name).rel.related_model.objects.filter(case=existing).delete()
        numbers = Numbers(at_once=max(len(parts.persons), 1))
        write_rows(*prepare_children_of_cases([parts], numbers))
    if goes_out:
        _publish_again(entry, parts, at, by)
    return refusals


def _publish_again(entry: Entry, parts: AlertParts | CaseParts, at: datetime, by: Any) -> None:
    kind = SubjectKind(entry.kind)
    before = current_publication(kind, entry.uid)
    facts, texts = public_facts(entry), texts_of(parts)
    try:
        reason = reason_for(before, facts, texts)
    except NothingToPublish:
        return
    note = IMPORTED_AGAIN if reason == PublicationReason.CORRECTION else {}
    moment = at if before else min(entry.published or at, at)
    withholds = earlier_give_hidden_name(parts, before=before)
    seal([Sealing(kind, entry.uid, facts, texts, reason, note, moment, before, parts.record.published_at, withholds)],
         by=by, priority=Priority.BULK)  # fmt: skip
