"""Receiving mail: stored whole at once, routed by the worker to the room that owns the address."""

import hashlib
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from email.message import Message as ParsedMail
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from ifex.foundations.core import clock
from ifex.foundations.core.bell import ring_after_commit
from ifex.foundations.core.events import emit
from ifex.foundations.core.limits import LimitReached
from ifex.foundations.core.stored_text import clean_text
from ifex.foundations.jobs.leases import lease_end, pause_after
from ifex.foundations.jobs.loops import is_stopping
from ifex.foundations.mail.bounces import read_bounce
from ifex.foundations.mail.enums import InboundState
from ifex.foundations.mail.models import InboundMessage, Message
from ifex.foundations.mail.reading import parse_head, parse_mail, read_address, read_recipients

logger = logging.getLogger(__name__)

BATCH = 20
MOST_ATTEMPTS = 12

Handler = Callable[..., None]
_routes: list[tuple[re.Pattern[str], Handler]] = []


class MessageTooLarge(ValueError):
    """The mail is larger than IFEX_MAIL_MEGABYTES."""


def route_inbound(pattern: str, handler: Handler) -> None:
    """Give mail whose address, before the @, matches the whole `pattern` (a regular expression) to `handler`.

    `handler(message, **groups)` gets the InboundMessage and the named groups; it must bear being called
    twice. Read the mail with `mail.reading`. The first route that matches has it. Where it raises LimitReached the mail
    waits until then and is tried anew.
    """
    _routes.append((re.compile(pattern, re.I), handler))


def receive_message(raw: bytes, *, recipient: str = "") -> InboundMessage:
    """Store one mail. `recipient` is the envelope's; else it is read from the headers. Raises
    MessageTooLarge.

    The same bytes for the same address twice (a mail server that asks again) are one message.
    """
    if len(raw) > settings.IFEX_MAIL_MEGABYTES * 1024 * 1024:
        raise MessageTooLarge
    return _store(raw, recipient=recipient, is_cut=False)


def receive_too_large(headers: bytes, *, recipient: str = "") -> InboundMessage:
    """Store that a mail came which is too large to take: its headers alone, so that its sender can be told."""
    return _store(headers, recipient=recipient, is_cut=True)


def _store(raw: bytes, *, recipient: str, is_cut: bool) -> InboundMessage:
    mail = parse_head(raw)
    address = clean_text(recipient).strip().lower()[:320] or _recipient_of(mail)
    moment = clock.now()
    with transaction.atomic():
        message, _is_new = InboundMessage.objects.get_or_create(
            sha256=hashlib.sha256(raw + b"\0" + address.encode()).hexdigest(),
            defaults={
                "raw": raw,
                "is_cut": is_cut,
                "recipient": address,
                "sender": read_address(mail, "from", "sender"),
                "received_at": moment,
                "due_at": moment,
            },
        )
    ring_after_commit("inbound-mail")
    return message


def _recipient_of(mail: ParsedMail) -> str:
    """Whoever writes to us and others means us: the first address that has a room here, else the first."""
    addresses = read_recipients(mail)
    ours = (address for address in addresses if _route_to(address))
    return next(ours, addresses[0] if addresses else "")


def _route_to(address: str) -> tuple[Handler, dict[str, Any]] | None:
    local = address.rpartition("@")[0]
    for pattern, handler in _routes:
        if match := pattern.fullmatch(local):
            return handler, match.groupdict()
    return None


def route_due_messages() -> int:
    """The `inbound-mail` loop. Returns how many were tried."""
    tried = 0
    due = InboundMessage.objects.filter(state=InboundState.WAITING, due_at__lte=clock.now())
    for message in due.order_by("due_at", "pk")[:BATCH]:
        if is_stopping():
            break
        if message.attempts >= MOST_ATTEMPTS:
            # Claimed so often and never told of: it ends whoever reads it.
            due.filter(pk=message.pk).update(state=InboundState.FAILED, refusal="Killed")
            continue
        claimed = InboundMessage.objects.filter(
            pk=message.pk, attempts=message.attempts, state=InboundState.WAITING
        ).update(attempts=F("attempts") + 1, due_at=lease_end())
        if claimed:
            message.attempts += 1
            _route(message)
            tried += 1
    return tried


def forget_words(message: InboundMessage) -> None:
    """What came for nobody here is not kept: that it came is."""
    InboundMessage.objects.filter(pk=message.pk).update(raw=b"")


def _route(message: InboundMessage) -> None:
    mine = InboundMessage.objects.filter(pk=message.pk, state=InboundState.WAITING)
    try:
        state = _take_bounce(message) or _give_to_handler(message)
    except LimitReached as too_many:
        # A flood from one sender: each has its turn later, and nothing is lost.
        mine.update(due_at=clock.now() + timedelta(seconds=too_many.retry_after_seconds), attempts=0)
    except Exception as refused:
        logger.exception("received mail %s", message.pk)
        is_over = message.attempts >= MOST_ATTEMPTS
        mine.update(
            state=InboundState.FAILED if is_over else InboundState.WAITING,
            due_at=clock.now() + pause_after(message.attempts),
            refusal=type(refused).__name__,
        )
    else:
        mine.update(state=state, refusal="")


def _take_bounce(message: InboundMessage) -> InboundState | None:
    bounce = read_bounce(parse_mail(bytes(message.raw)), recipient=message.recipient)
    if bounce is None or (bounce.message is None and _route_to(message.recipient)):
        return None
    if bounce.message is not None:
        with transaction.atomic():
            ours = Message.objects.filter(pk=bounce.message.pk, bounced_at__isnull=True)
            if ours.update(bounced_at=clock.now()):
                emit("mail_bounced", message_id=bounce.message.pk, is_permanent=bounce.is_permanent)
    return InboundState.BOUNCE


def _give_to_handler(message: InboundMessage) -> InboundState:
    found = _route_to(message.recipient)
    if found is None:
        return InboundState.UNROUTED
    handler, named = found
    handler(message, **named)
    return InboundState.DONE
