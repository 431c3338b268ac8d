"""Two rows that are one organisation, and back."""

from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.events import emit
from ifex.network.members.models import Organisation


class CannotMerge(ValueError):
    """An organisation is merged into itself, or the kept one is itself part of another."""


def merge_organisations(kept: Organisation, *, merged: Organisation, by: Any) -> None:
    """`merged` becomes part of `kept`: its address leads there, its alerts count there. Raises CannotMerge."""
    if kept.pk == merged.pk or kept.merged_into_id is not None:
        raise CannotMerge(f"{merged.uid} into {kept.uid}")
    with transaction.atomic():
        # What was merged into the merged one follows it.
        Organisation.objects.filter(merged_into=merged).update(merged_into=kept)
        merged.merged_into = kept
        merged.save(update_fields=["merged_into", "changed_at"])
        record_act(
            "organisations-merged", by=by, subject_kind="organisation", subject=kept.uid, merged=merged.uid
        )
        emit("organisation_merged", uid=kept.uid, merged=merged.uid)


def split_organisation(merged: Organisation, *, by: Any) -> None:
    """`merged` is an organisation of its own again, with everything that was its own before."""
    kept = merged.merged_into
    if kept is None:
        raise CannotMerge(f"{merged.uid} is not merged")
    with transaction.atomic():
        merged.merged_into = None
        merged.save(update_fields=["merged_into", "changed_at"])
        record_act(
            "organisation-split", by=by, subject_kind="organisation", subject=merged.uid, kept=kept.uid
        )
        emit("organisation_merged", uid=kept.uid, merged=merged.uid)
