from datetime import timedelta

from ifex.foundations.core.personal import Keep, declare

from .models import Subscriber

_NEVER_CONFIRMED = Keep(
    "an address that somebody typed and nobody confirmed",
    after=timedelta(days=7),
    since="pending_since",
    whole_row=True,
)
_WHILE_SUBSCRIBED = Keep("needed to send what was asked for: until the subscriber leaves")

declare(
    Subscriber,
    personal={
        "address": _NEVER_CONFIRMED,
        "occupation": _WHILE_SUBSCRIBED,
        "country": _WHILE_SUBSCRIBED,
        "secret": _WHILE_SUBSCRIBED,
    },
    impersonal=[
        "language", "bulletins", "state", "pending_since", "confirmed_at", "paused_until", "mailed_at", "mailed_times",
    ],
)  # fmt: skip
