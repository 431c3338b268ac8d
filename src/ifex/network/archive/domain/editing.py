"""An editor's save: the record with its children, audited, and never over what moved meanwhile."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.events import emit
from ifex.network.archive.enums import RecordState
from ifex.network.archive.models import Alert, Case, Person
from ifex.network.archive.permissions import can_publish_alert
from ifex.network.archive.queries import uids_of_person

from .facts import Texts, texts_of
from .parts import parts_of
from .publication import kind_of, take_off_schedule
from .reindexing import reindex_mentions

Saved = TypeVar("Saved")


class ChangedMeanwhile(Exception):
    """The stored record is not the one that the editor began with. `stored` is what stands now."""

    def __init__(self, stored: Alert | Case | Person) -> None:
        super().__init__(stored.uid)
        self.stored = stored


def save_edit(
    record: Alert | Case, *, write: Callable[[], Saved], fields: Iterable[str], seen: str | None, by: Any
) -> Saved:
    """Call `write()` with the row locked, and audit the names of the changed fields.

    `seen` is `version_mark` of what the editor began with; None for a new record. Raises ChangedMeanwhile. What
    only the domain moves (state, moment of publication …) is set to its stored value before.

    Where somebody who may not publish changes the texts that are scheduled, they are scheduled no more: nobody who may
    has seen them.
    """
    with transaction.atomic():
        if record.pk is not None:
            keep_what_the_domain_moved(record, seen=seen)
        is_new = record.pk is None
        scheduled = _scheduled_texts(record)
        saved = write()
        act = "added" if is_new else "edited"
        record_act(
            f"{kind_of(record)}-{act}", by=by, subject_kind=kind_of(record), subject=record.uid,
            fields=", ".join(sorted(fields)),
        )  # fmt: skip
        if scheduled != _scheduled_texts(record) and not can_publish_alert(by, record):
            take_off_schedule(record, by=by)
    return saved


def save_translation(record: Alert | Case, *, language: str, write: Callable[[], None], by: Any) -> None:
    """As `save_edit`, for what a second person has read on the translations board: one more language joins what is
    scheduled, another text in the place of one that an editor let through does not.
    """
    with transaction.atomic():
        before = _scheduled_texts(record).get(language)
        write()
        fields = f"texts.{language}"
        record_act(
            f"{kind_of(record)}-edited",
            by=by,
            subject_kind=kind_of(record),
            subject=record.uid,
            fields=fields,
        )
        if before and before != _scheduled_texts(record).get(language) and not can_publish_alert(by, record):
            take_off_schedule(record, by=by)


def _scheduled_texts(record: Alert | Case) -> Texts:
    if record.state != RecordState.SCHEDULED:
        return {}
    return texts_of(parts_of(type(record).objects.get(pk=record.pk)))


def keep_what_the_domain_moved(record: Alert | Case, *, seen: str | None) -> None:
    stored = type(record).objects.select_for_update().get(pk=record.pk)
    if seen is not None and version_mark(stored) != seen:
        raise ChangedMeanwhile(stored)
    for name in record.MOVED_BY_THE_DOMAIN:
        if hasattr(stored, name):
            setattr(record, name, getattr(stored, name))


def save_person(
    person: Person, *, write: Callable[[], Saved], fields: Iterable[str], seen: str | None, by: Any
) -> Saved:
    """As `save_edit`; published alerts that name the person are found by the new names. Raises ChangedMeanwhile."""
    with transaction.atomic():
        is_new = person.pk is None
        if not is_new:
            stored = Person.objects.select_for_update().get(pk=person.pk)
            if seen is not None and version_mark(stored) != seen:
                raise ChangedMeanwhile(stored)
            person.merged_into = stored.merged_into
        saved = write()
        act = "person-added" if is_new else "person-edited"
        record_act(act, by=by, subject_kind="person", subject=person.uid, fields=", ".join(sorted(fields)))
        if not is_new:
            reindex_mentions("person", uids_of_person(person))
        emit("person_changed", uid=person.uid)
    return saved


def version_mark(record: Alert | Case | Person) -> str:
    """Differs after every save, publication and withdrawal."""
    return record.changed_at.isoformat() if record.pk else ""
