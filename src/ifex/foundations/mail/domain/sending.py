"""The `mail` loop: hands each queued mail to the mail server, once.

A mail is marked as being sent before it is handed over and as sent right after. Whoever is killed in
between (the server has said yes, the mark is not yet written: about a millisecond) leaves a mail that is
handed over again when its lease ends. No sender can close that window; both copies carry the same
Message-ID, which mail servers and programs commonly show once.
"""

import logging
import smtplib
from datetime import timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q

from ifex.foundations.core import clock
from ifex.foundations.jobs.leases import pause_after
from ifex.foundations.jobs.loops import is_stopping
from ifex.foundations.mail.enums import MessageState
from ifex.foundations.mail.models import Message
from ifex.foundations.mail.transport import open_transport

logger = logging.getLogger(__name__)

BATCH = 50
# Longer than the transport's own time limit for one mail (EMAIL_TIMEOUT for each of a handful of answers).
LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
TRIED_FOR = timedelta(days=3)
# Authentication is the operator's to mend, not the recipient's fault.
_NOT_THE_MAILS_FAULT = {530, 534, 535, 538}


def send_due_mail() -> int:
    """Send up to fifty. Returns how many were tried, 0 when the server could not be reached."""
    if settings.IFEX_MAIL_IS_KEPT:
        return 0
    moment = clock.now()
    owed = Q(state=MessageState.QUEUED) | Q(state=MessageState.SENDING, leased_until__lt=moment)
    batch = list(Message.objects.filter(owed, due_at__lte=moment).order_by("due_at", "pk")[:BATCH])
    if not batch:
        return 0
    tried = 0
    connection = open_transport()
    try:
        for message in batch:
            if is_stopping():
                break
            if _claim(message, owed):
                tried += 1
                if not _send(message, connection):
                    return 0
    finally:
        _close(connection)
    return tried


def retry_failed_mail() -> int:
    """Queue again what had failed (the operator has mended something). Returns how many."""
    moment = clock.now()
    return Message.objects.filter(state=MessageState.FAILED).update(
        state=MessageState.QUEUED, due_at=moment, attempts=0, queued_at=moment
    )


def compose(message: Message) -> EmailMultiAlternatives:
    """The mail as it goes out. Returned mail comes back to an address that names this one."""
    headers = {
        "Auto-Submitted": "auto-generated",
        **message.headers,
        "Message-ID": f"<{message.message_id}>",
        "From": message.sender,
        "Content-Language": message.language,
    }
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=return_address(message),
        to=[message.to],
        headers=headers,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def return_address(message: Message) -> str:
    """The envelope's sender: `bounces+<token>@…` where an address for returned mail is set."""
    if not settings.IFEX_MAIL_BOUNCES:
        return parseaddr(message.sender)[1] or message.sender
    local, _at, domain = settings.IFEX_MAIL_BOUNCES.rpartition("@")
    return f"{local}+{message.message_id.partition('@')[0]}@{domain}"


def _claim(message: Message, owed: Q) -> bool:
    claimed = Message.objects.filter(owed, pk=message.pk, attempts=message.attempts).update(
        state=MessageState.SENDING, leased_until=clock.now() + LEASE, attempts=F("attempts") + 1
    )
    message.attempts += 1
    return claimed == 1


def _send(message: Message, connection: Any) -> bool:
    """Whether the next one may be tried on this connection."""
    mine = Message.objects.filter(pk=message.pk, attempts=message.attempts, state=MessageState.SENDING)
    try:
        connection.open()
        connection.send_messages([compose(message)])
    except Exception as refused:
        is_over = _is_final(refused) or clock.now() - message.queued_at > TRIED_FOR
        logger.warning("mail %s, attempt %s: %s", message, message.attempts, type(refused).__name__)
        mine.update(
            state=MessageState.FAILED if is_over else MessageState.QUEUED,
            due_at=clock.now() + pause_after(message.attempts, first=FIRST_PAUSE),
            leased_until=None,
            refusal=_name_refusal(refused),
        )
        _close(connection)
        return _is_final(refused)
    mine.update(state=MessageState.SENT, sent_at=clock.now(), leased_until=None, refusal="")
    return True


def _close(connection: Any) -> None:
    try:
        connection.close()
    except Exception:
        # The server may have hung up first; what was sent is sent.
        logger.info("mail server hung up", exc_info=True)
        connection.connection = None


def _is_final(refused: Exception) -> bool:
    """Whether the mail itself was refused for good."""
    if isinstance(refused, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in refused.recipients.values())
    if isinstance(refused, smtplib.SMTPResponseException):
        return refused.smtp_code >= 500 and refused.smtp_code not in _NOT_THE_MAILS_FAULT
    return isinstance(refused, ValueError)


def _name_refusal(refused: Exception) -> str:
    """The code only: a server's words may quote the address."""
    code = getattr(refused, "smtp_code", "")
    if isinstance(refused, smtplib.SMTPRecipientsRefused):
        code = ", ".join(str(code) for code, _reason in refused.recipients.values())
    return f"{type(refused).__name__} {code}".strip()[:200]
