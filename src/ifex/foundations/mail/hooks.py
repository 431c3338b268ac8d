"""Mail that a provider hands over by HTTP, through django-anymail: received mail, and news of returned mail."""

import logging
from typing import Any

from anymail.signals import inbound, tracking
from django.db import transaction

from ifex.foundations.core import clock
from ifex.foundations.core.events import emit

from .domain.inbound import MessageTooLarge, receive_message, receive_too_large
from .models import Message

logger = logging.getLogger(__name__)

_RETURNED = frozenset(["bounced", "rejected"])


def take_inbound(sender: Any, event: Any, esp_name: str, **kwargs: Any) -> None:
    mail = event.message
    recipient = mail.envelope_recipient or ""
    try:
        raw = _written_down(mail)
    except Exception:
        logger.exception("a mail that was handed over cannot be written down")
        receive_too_large(_headers_of(mail), recipient=recipient)
        return
    try:
        receive_message(raw, recipient=recipient)
    except MessageTooLarge:
        receive_too_large(raw[:100_000].partition(b"\n\n")[0] + b"\n\n", recipient=recipient)


def _written_down(mail: Any) -> bytes:
    """Without those of its headers that nobody can write: its words are worth more than its number."""
    policy = mail.policy.clone(refold_source="none")
    for name, value in mail.raw_items():
        try:
            policy.fold_binary(name, value)
        except Exception:
            logger.warning("a mail that was handed over has a header %r that cannot be written", name)
            del mail[name]
    written: bytes = mail.as_bytes(policy=policy)
    return written


def _headers_of(mail: Any) -> bytes:
    """As they came; the library's way to write them is what has failed."""
    lines = [f"{name}: {' '.join(str(value).split())}\n" for name, value in mail.raw_items()]
    return "".join(lines).encode("utf-8", "replace")[:100_000] + b"\n"


def take_tracking(sender: Any, event: Any, esp_name: str, **kwargs: Any) -> None:
    """Only what has come back counts: nobody's reading is followed."""
    if event.event_type not in _RETURNED or not event.message_id:
        return
    with transaction.atomic():
        ours = Message.objects.filter(message_id=str(event.message_id).strip("<>"), bounced_at__isnull=True)
        message = ours.first()
        if message is not None and ours.update(bounced_at=clock.now()):
            emit("mail_bounced", message_id=message.pk, is_permanent=event.event_type == "bounced")


def connect() -> None:
    inbound.connect(take_inbound, dispatch_uid="ifex.mail")
    tracking.connect(take_tracking, dispatch_uid="ifex.mail")
