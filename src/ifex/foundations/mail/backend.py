"""Django's and allauth's own mails go through the outbox too: this is the EMAIL_BACKEND."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import get_language

from .domain.outbox import queue_message

PURPOSE = "django"


class OutboxBackend(BaseEmailBackend):
    """Queues; the worker sends. One row for each recipient: nobody reads the others' addresses."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                self._queue(message)
        return len(email_messages)

    def _queue(self, message: EmailMessage) -> None:
        if message.attachments:
            raise ValueError("The outbox takes no attachments: link to a file instead.")
        headers = {str(name): str(value) for name, value in message.extra_headers.items()}
        sender = headers.pop("From", "") or message.from_email
        if message.reply_to:
            headers.setdefault("Reply-To", ", ".join(map(str, message.reply_to)))
        for recipient in message.recipients():
            queue_message(
                headers.get("X-Purpose", PURPOSE),
                to=recipient,
                language=get_language() or settings.LANGUAGE_CODE,
                subject=str(message.subject),
                text=_plain(message),
                html=_html(message),
                sender=str(sender or ""),
                headers=headers,
            )


def _plain(message: EmailMessage) -> str:
    return "" if message.content_subtype == "html" else str(message.body)


def _html(message: EmailMessage) -> str:
    if message.content_subtype == "html":
        return str(message.body)
    if isinstance(message, EmailMultiAlternatives):
        return next((str(part[0]) for part in message.alternatives if part[1] == "text/html"), "")
    return ""
