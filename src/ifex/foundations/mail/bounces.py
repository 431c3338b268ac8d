"""Returned mail: delivery status notifications (RFC 3464), and which of our messages they speak of."""

import re
from dataclasses import dataclass
from email.message import Message as ParsedMail

from django.conf import settings

from .models import Message
from .reading import decode_part, read_header, walk_parts

_STATUS = re.compile(r"^status:\s*([245])\.\d+\.\d+", re.I | re.M)
_MESSAGE_ID = re.compile(r"^message-id:\s*<([^<>\s]+)>", re.I | re.M)
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Bounce:
    """`is_permanent` when the status says 5.x.x: do not write there again."""

    message: Message | None
    is_permanent: bool


def read_bounce(mail: ParsedMail, *, recipient: str) -> Bounce | None:
    """The bounce that `mail` is, or None when it is an ordinary mail. `message` is None when it is not
    ours.
    """
    if mail.get_content_type() != "multipart/report":
        return None
    statuses, original_ids = [], []
    for part in walk_parts(mail)[1:]:
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            original_ids += _MESSAGE_ID.findall(decode_part(part))
        elif (found := read_header(part, "message-id")) and part is not mail:
            original_ids.append(found.strip("<> "))
        if (status := read_header(part, "status")) or kind == "message/delivery-status":
            statuses += _STATUS.findall(f"Status: {status}")
    if not statuses:
        return None
    return Bounce(_find_message(recipient, original_ids), is_permanent="5" in statuses)


def token_of_return_address(recipient: str) -> str | None:
    """The token in `bounces+<token>@…`, if `recipient` is our address for returned mail."""
    if not settings.IFEX_MAIL_BOUNCES:
        return None
    local, _at, domain = settings.IFEX_MAIL_BOUNCES.lower().rpartition("@")
    found, _at, its_domain = recipient.lower().rpartition("@")
    name, _plus, token = found.rpartition("+")
    is_ours = name == local and its_domain == domain and _TOKEN.fullmatch(token)
    return token if is_ours else None


def _find_message(recipient: str, original_ids: list[str]) -> Message | None:
    token = token_of_return_address(recipient)
    if token:
        return Message.objects.filter(message_id__startswith=f"{token}@").first()
    return Message.objects.filter(message_id__in=original_ids[:10]).first()
