"""Two rows that are one person, and back. Alerts and cases keep pointing where they pointed."""

from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.events import emit
from ifex.network.archive.models import Person

from .reindexing import reindex_mentions


class CannotMerge(ValueError):
    """A person is merged into themselves, or the kept one is part of another."""


def merge_persons(kept: Person, *, merged: Person, by: Any) -> None:
    """`merged` becomes part of `kept`: their address leads there, their alerts stand there. Raises CannotMerge."""
    if kept.pk == merged.pk or kept.merged_into_id is not None:
        raise CannotMerge(f"{merged.uid} into {kept.uid}")
    with transaction.atomic():
        Person.objects.filter(merged_into=merged).update(merged_into=kept)
        merged.merged_into = kept
        merged.save(update_fields=["merged_into", "changed_at"])
        record_act("persons-merged", by=by, subject_kind="person", subject=kept.uid, merged=merged.uid)
        reindex_mentions("person", [merged.uid])
        emit("person_changed", uid=merged.uid)


def split_person(merged: Person, *, by: Any) -> None:
    """`merged` stands alone again, with everything that was theirs before. Raises CannotMerge."""
    kept = merged.merged_into
    if kept is None:
        raise CannotMerge(f"{merged.uid} is not merged")
    with transaction.atomic():
        merged.merged_into = None
        merged.save(update_fields=["merged_into", "changed_at"])
        record_act("person-split", by=by, subject_kind="person", subject=merged.uid, kept=kept.uid)
        reindex_mentions("person", [merged.uid, kept.uid])
