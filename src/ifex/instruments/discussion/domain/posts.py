"""The one verb of a discussion."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.sealed import unsealed
from ifex.instruments.discussion.enums import Audience
from ifex.instruments.discussion.models import Post

LONGEST = 20_000


class NothingSaid(ValueError):
    """The text is empty."""


def write_post(
    subject_kind: str, subject: str, *, text: str, audience: Audience, by: Any, at: datetime
) -> Post:
    """Say something about the thing. The caller has asked whether `by` may. Raises NothingSaid."""
    words = text.strip()[:LONGEST]
    if not words:
        raise NothingSaid
    author = None if isinstance(by, str) else by
    post = Post(
        subject_kind=subject_kind, subject=subject, author=author, audience=audience, text=words, at=at
    )
    act = "note-written" if audience == Audience.STAFF else "post-written"
    with transaction.atomic(), unsealed(Post):
        post.save()
        record_act(act, by=by, subject_kind=subject_kind, subject=subject)
    return post
