"""Files that come with a submission: stored as soon as they arrive, attached to what may still be written."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.sealed import unsealed
from ifex.foundations.core.stored_text import clean_text, cut_text
from ifex.foundations.files.domain.upload import store_upload
from ifex.network.newsroom.enums import WRITABLE_STATES, SubmissionState
from ifex.network.newsroom.models import Submission, SubmissionFile

from .rows import lock_submission, unsent, write_submission
from .submissions import KIND

MOST_FILES = 20
LONGEST_NAME = 200


class TooManyFiles(Exception):
    """A submission has MOST_FILES already."""


def attach_upload(
    submission: Submission,
    *,
    upload: Any,
    caption: str = "",
    credit: str = "",
    states: Collection[SubmissionState] = WRITABLE_STATES,
    by: Any,
    at: datetime,
) -> SubmissionFile:
    """Store and attach it; the same content twice is one. Raises FileRefused, TooManyFiles, NotToBeChanged.

    Mail may bring a file in OPEN_STATES; the form only while it may be written.
    """
    if submission.files.count() >= MOST_FILES:
        raise TooManyFiles(submission.uid)
    file = store_upload(upload, by=by)
    with transaction.atomic(), unsealed(SubmissionFile):
        stored = lock_submission(submission, states=states)
        attached, is_new = SubmissionFile.objects.get_or_create(
            submission=stored,
            file=file,
            defaults={"caption": caption, "credit": credit, "given_name": _given_name(upload)},
        )
        if is_new:
            is_written = states == WRITABLE_STATES
            write_submission(stored, at=at, **(unsent(stored, at) if is_written else {}))
            record_act(
                "submission-file-added", by=by, subject_kind=KIND, subject=stored.uid, file=file.sha256
            )
    return attached


def _given_name(upload: Any) -> str:
    return cut_text(" ".join(clean_text(str(upload.name or "")).split()), LONGEST_NAME)


def remove_file(attached: SubmissionFile, *, by: Any, at: datetime) -> None:
    """Detach it. The stored file stays: another record may show the same. Raises NotToBeChanged."""
    with transaction.atomic(), unsealed(SubmissionFile):
        stored = lock_submission(attached.submission, states=WRITABLE_STATES)
        record_act(
            "submission-file-removed", by=by, subject_kind=KIND, subject=stored.uid, file=attached.file.sha256
        )
        attached.delete()
        write_submission(stored, at=at, **unsent(stored, at))
