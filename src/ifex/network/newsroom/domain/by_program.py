"""What an organisation's own program sends: cleaned by the form that its people write in, one for each reference."""

from datetime import datetime
from typing import Any

from ifex.network.members.models import ProgramKey
from ifex.network.newsroom.enums import Door
from ifex.network.newsroom.models import Submission

from .submissions import begin_submission, send_submission, submission_from

LONGEST_REFERENCE = 150


def take_from_program(
    key: ProgramKey, *, reference: str, language: str, at: datetime, **content: Any
) -> tuple[Submission, bool]:
    """With the editors at once, and whether it is new. The same `reference` again gives what is there, unchanged.

    It answers no questions that it does not answer: they stay open, and gate the publication.
    """
    by, origin = f"program {key.name}", f"api:{reference}"
    known = submission_from(key.organisation, origin)
    submission = known or begin_submission(
        key.organisation, by=by, language=language, door=Door.API, at=at, origin=origin, **content
    )
    if submission.sent_at is None:
        submission = send_submission(submission, by=by, at=at)
    return submission, known is None
