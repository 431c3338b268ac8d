"""Mail as its sender is shown it, to say whether it is theirs."""

from typing import Any

from django.db.models import QuerySet

from ifex.foundations.mail.models import InboundMessage
from ifex.foundations.mail.reading import parse_mail, read_attachments, read_header, read_words

MOST_SHOWN = 50
_BEGINNING = 400


def shown_mails(rows: QuerySet[InboundMessage]) -> dict[str, Any]:
    """Context of `newsroom/confirm_mail.html`: each with subject, beginning and the names of its files."""
    return {"mails": [_shown(row) for row in rows[:MOST_SHOWN]], "older": max(0, rows.count() - MOST_SHOWN)}


def _shown(message: InboundMessage) -> dict[str, Any]:
    mail = parse_mail(bytes(message.raw))
    words = read_words(mail).strip()
    return {
        "pk": message.pk,
        "at": message.received_at,
        "subject": read_header(mail, "subject"),
        "beginning": words[:_BEGINNING] + ("…" if len(words) > _BEGINNING else ""),
        "files": [name for name, _content in read_attachments(mail)],
    }
