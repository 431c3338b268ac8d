from datetime import timedelta

from ifex.foundations.core.personal import Keep, declare

from .models import ReaderReport

_A_YEAR = Keep(
    "what a reader wrote, and where to answer: until a year after it was closed",
    after=timedelta(days=365),
    since="closed_at",
)

declare(
    ReaderReport,
    personal={"words": _A_YEAR, "address": _A_YEAR, "answer": _A_YEAR},
    impersonal=["kind", "about", "language", "state", "sent_at", "closed_at"],
)
