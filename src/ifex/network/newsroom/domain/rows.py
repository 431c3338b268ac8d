"""How the verbs of submissions read and write a row: locked, and with its version counted up."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from ifex.foundations.core.sealed import unsealed
from ifex.network.newsroom.enums import SubmissionState
from ifex.network.newsroom.models import Submission


class NotToBeChanged(Exception):
    """It is with the editors, or closed."""


class ChangedMeanwhile(Exception):
    """Somebody has saved it since it was opened. `stored` is what stands now."""

    def __init__(self, stored: Submission) -> None:
        super().__init__(stored.uid)
        self.stored = stored


def lock_submission(
    submission: Submission, *, states: Collection[SubmissionState], seen: int | None = None
) -> Submission:
    """The row as it stands, locked until the transaction ends. `seen` is the version that was looked at.

    Raises NotToBeChanged where it is in none of `states`, ChangedMeanwhile.
    """
    stored = Submission.objects.select_for_update().get(pk=submission.pk)
    if stored.state not in states:
        raise NotToBeChanged(stored.uid)
    if seen is not None and stored.version != seen:
        raise ChangedMeanwhile(stored)
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
