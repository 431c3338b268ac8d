"""The verbs of the audit trail."""

from collections.abc import Iterable
from typing import Any

from ifex.foundations.core import clock
from ifex.foundations.core.bulk import insert_rows
from ifex.foundations.core.sealed import unsealed

from .models import AuditLine

Actor = Any
"""A user (anything with a `pk`), or a plain name such as "import" for the system itself."""


def name_actor(by: Actor) -> str:
    return f"system:{by}" if isinstance(by, str) else f"user:{by.pk}"


def record_act(act: str, *, by: Actor, subject_kind: str, subject: object, **details: Any) -> None:
    """Write one line, in the caller's transaction. `act` is a stored slug such as "alert-published"."""
    record_acts(act, by=by, subject_kind=subject_kind, subjects=[subject], **details)


def record_acts(
    act: str, *, by: Actor, subject_kind: str, subjects: Iterable[object], **details: Any
) -> None:
    """The same line for many subjects in one statement (imports)."""
    at, actor = clock.now(), name_actor(by)
    with unsealed(AuditLine):
        insert_rows(
            AuditLine,
            (
                AuditLine(
                    at=at,
                    act=act,
                    actor=actor,
                    subject_kind=subject_kind,
                    subject=str(subject),
                    details=details,
                )
                for subject in subjects
            ),
        )
