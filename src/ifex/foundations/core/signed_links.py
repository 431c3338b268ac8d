"""Links that carry a right by mail (a preview, an invitation) without a log-in."""

from typing import Any

from django.core import signing

Payload = dict[str, Any]


class LinkRefused(Exception):
    """The link is forged, damaged or past its time."""


def sign_link(purpose: str, payload: Payload) -> str:
    """A token for one `purpose`; a token of one purpose never opens another."""
    return signing.dumps(payload, salt=f"ifex.link.{purpose}", compress=True)


def read_link(purpose: str, token: str, *, max_age_seconds: int) -> Payload:
    """The payload of `token`. Raises LinkRefused."""
    try:
        payload: Payload = signing.loads(token, salt=f"ifex.link.{purpose}", max_age=max_age_seconds)
    except signing.BadSignature as refused:
        raise LinkRefused(purpose) from refused
    return payload
