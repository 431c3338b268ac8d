"""Addresses of the newsroom that stand in mail: of its pages, and to reply to."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from .models import Submission

REPLY_PATTERN = r"answer-(?P<uid>[0-9a-z-]{3,40})-(?P<token>[0-9a-f]{20})"
CUT_HERE = "--- 8< ---"
"""Stands in each mail that asks; what is below it is not the answer."""


def submission_url(submission: Submission, *, language: str) -> str:
    with translation.override(language):
        return settings.IFEX_BASE_URL + reverse("newsroom:submission-show", args=[submission.uid])


def reply_address(submission: Submission) -> str:
    """Nobody guesses it: whoever writes there has had the mail in hand."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    return f"answer-{submission.uid}-{token_of(submission.uid)}@{domain}"


def token_of(uid: str) -> str:
    return salted_hmac("ifex.newsroom.answer", uid, algorithm="sha256").hexdigest()[:20]
