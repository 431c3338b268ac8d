"""An organisation's own facts."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.erasures import note_erasure
from ifex.foundations.core.events import emit
from ifex.network.members.directory import forget_member_rows
from ifex.network.members.models import Organisation

Saved = TypeVar("Saved")

HIDDEN, SHOWN = "organisation-hidden", "organisation-shown"


class ChangedMeanwhile(Exception):
    """The stored row is not the one that the form began with."""


def save_organisation(
    organisation: Organisation,
    *,
    write: Callable[[], Saved],
    fields: Iterable[str],
    seen: str | None,
    by: Any,
) -> Saved:
    """Call `write()` with the row locked, audit the names of the changed fields, and tell the rooms above.

    `seen` is `version_mark` of what the form began with; None for a new row. Raises ChangedMeanwhile.
    """
    with transaction.atomic():
        is_new = organisation.pk is None
        if not is_new:
            stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
            if seen is not None and version_mark(stored) != seen:
                raise ChangedMeanwhile(stored.uid)
            organisation.merged_into = stored.merged_into
            if stored.is_hidden != organisation.is_hidden:
                note_erasure(HIDDEN if organisation.is_hidden else SHOWN, organisation.uid)
        saved = write()
        act = "organisation-added" if is_new else "organisation-edited"
        record_act(
            act,
            by=by,
            subject_kind="organisation",
            subject=organisation.uid,
            fields=", ".join(sorted(fields)),
        )
        emit("organisation_changed", uid=organisation.uid)
    forget_member_rows()
    return saved


def hide_organisation(organisation: Organisation, *, by: Any) -> None:
    """Name it nowhere in public from now on. Harmless when repeated; showing it again is left to the register."""
    organisation.is_hidden = True
    save_organisation(
        organisation,
        write=lambda: organisation.save(update_fields=["is_hidden", "changed_at"]),
        fields=["is_hidden"],
        seen=None,
        by=by,
    )


def hide_organisation_again(uid: str) -> bool:
    """After a restore: one that asked to be hidden since the backup was made."""
    organisation = Organisation.objects.filter(uid=uid, is_hidden=False).first()
    if organisation is None:
        return False
    hide_organisation(organisation, by="system:restore")
    return True


def version_mark(organisation: Organisation) -> str:
    """Differs after every save."""
    return organisation.changed_at.isoformat() if organisation.pk else ""
