from datetime import timedelta

from ifex.foundations.core.personal import Keep, declare

from .models import InboundMessage, Message

_SENT = Keep(
    "to answer whether a mail was sent: 90 days",
    after=timedelta(days=90),
    since="queued_at",
    whole_row=True,
)
_RECEIVED = Keep(
    "to read a received mail again: 90 days", after=timedelta(days=90), since="received_at", whole_row=True
)

declare(
    Message,
    personal={"to": _SENT, "subject": _SENT, "text": _SENT, "html": _SENT, "headers": _SENT},
    impersonal=[
        "message_id",
        "sender",
        "language",
        "purpose",
        "state",
        "queued_at",
        "due_at",
        "leased_until",
        "attempts",
        "sent_at",
        "bounced_at",
        "refusal",
    ],
)
declare(
    InboundMessage,
    personal={"raw": _RECEIVED, "recipient": _RECEIVED, "sender": _RECEIVED},
    impersonal=["sha256", "is_cut", "state", "received_at", "due_at", "attempts", "refusal"],
)
