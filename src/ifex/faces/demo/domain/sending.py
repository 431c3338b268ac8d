"""What a member of the demonstration has sent, so that the newsroom has something to do."""

from datetime import datetime, timedelta
from typing import Any

from ifex.faces.demo.world.tables import submissions
from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.network.newsroom.domain.desk import decline_submission, note_on_submission, return_submission
from ifex.network.newsroom.domain.submissions import (
    CONTENT,
    begin_submission,
    save_submission,
    send_submission,
)
from ifex.network.newsroom.enums import Door
from ifex.network.newsroom.models import Submission
from ifex.network.newsroom.queries import organisations_that_send


def send_submissions(*, contributor: User, editor: User) -> None:
    """Once; the mail that they cause is shown with the rest."""
    at = clock.now()
    senders = organisations_that_send(contributor, at)
    if not senders or Submission.objects.exists():
        return
    for told in submissions():
        draft = begin_submission(senders[0], by=contributor, language=told["language"], door=Door.WEB, at=at)
        draft = save_submission(
            draft, changes=_content_of(told, at), seen=draft.version, by=contributor, at=at
        )
        if told["then"] != "draft":
            _decide(send_submission(draft, by=contributor, at=at), told, by=editor, at=at)


def _content_of(told: dict[str, Any], at: datetime) -> dict[str, Any]:
    content = {name: told[name] for name in CONTENT if name in told}
    content |= {
        "country": "TN",
        "happened_from": (at - timedelta(days=told["days"])).date(),
        "targets": [told["target"]],
    }
    if "closes_in" in told:
        content["closes_on"] = (at + timedelta(days=told["closes_in"])).date()
    return content


def _decide(submission: Submission, told: dict[str, Any], *, by: User, at: datetime) -> None:
    if told["then"] == "returned":
        note_on_submission(submission, text=told["note"], by=by, at=at)
        return_submission(submission, question=told["question"], by=by, at=at)
    elif told["then"] == "declined":
        decline_submission(submission, reason=told["reason"], by=by, at=at)
