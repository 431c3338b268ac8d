"""The one verb of a discussion."""

from collections.abc import Iterator
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
    """Say something about the thing. The caller has asked whether `by` may. Raises NothingSaid.

    What is longer than LONGEST characters becomes several posts; the first is given back.
    """
    words = text.strip()
    if not words:
        raise NothingSaid
    author = None if isinstance(by, str) else by
    about = {
        "subject_kind": subject_kind,
        "subject": subject,
        "author": author,
        "audience": audience,
        "at": at,
    }
    posts = [Post(text=part, **about) for part in _parts(words)]
    act = "note-written" if audience == Audience.STAFF else "post-written"
    with transaction.atomic(), unsealed(Post):
        for post in posts:
            post.save()
        record_act(act, by=by, subject_kind=subject_kind, subject=subject)
    return posts[0]


def _parts(words: str) -> Iterator[str]:
    """The whole text, cut between words where there are any."""
    while len(words) > LONGEST:
        at = max(words.rfind(" ", 0, LONGEST), words.rfind("\n", 0, LONGEST))
        at = at if at > LONGEST // 2 else LONGEST
        yield words[:at].rstrip()
        words = words[at:].lstrip()
    yield words
