"""How the verbs of submissions read and write a row: locked, and with its version counted up."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from ifex.foundations.core.sealed import unsealed
from ifex.network.newsroom.enums import SubmissionState
from ifex.network.newsroom.models import Submission


class NotToBeChanged(Exception):
    """It is with the editors, or closed."""


def lock_submission(submission: Submission, *, states: Collection[SubmissionState]) -> Submission:
    """The row as it stands, locked until the transaction ends. Raises NotToBeChanged: it is in none of `states`."""
    stored = Submission.objects.select_for_update().get(pk=submission.pk)
    if stored.state not in states:
        raise NotToBeChanged(stored.uid)
    return stored


def unsent(stored: Submission, at: datetime) -> dict[str, datetime]:
    """What to write besides where the member changes what they were asked about: it is not sent again yet."""
    return {"rewritten_at": at} if stored.state == SubmissionState.RETURNED else {}


def write_submission(stored: Submission, *, at: datetime, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.changed_at = at
    with unsealed(Submission):
        stored.save(update_fields=[*changes, "version", "changed_at"])
