from datetime import timedelta

from ifex.foundations.core.personal import Keep, declare

from .models import FeedItem, MemberFeed, ReaderReport, Submission, SubmissionFile

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

_TWO_YEARS = Keep(
    "what a member sent, as it was sent: until two years after the editors decided or it was taken back",
    after=timedelta(days=730),
    since="closed_at",
)

declare(
    Submission,
    personal=dict.fromkeys(
        (
            "headline", "account", "place", "targets", "perpetrators", "motive", "justification", "stance", "context",
            "action", "action_to", "sources", "original_url", "contact", "pseudonym", "decline_reason",
        ),
        _TWO_YEARS,
    ),
    impersonal=[
        "uid", "organisation", "sender", "door", "state", "version", "written_in", "origin", "language",
        "happened_from", "happened_to", "happened_precision", "country", "urgency", "violation",
        "further_violations", "perpetrator_kind", "expression_link", "closes_on", "assigned_to", "outcome", "alert",
        "consent", "naming_may_harm", "is_member_at_risk", "concerns_minors", "created_at", "changed_at", "sent_at",
        "rewritten_at", "closed_at",
    ],
)  # fmt: skip
declare(
    SubmissionFile,
    personal=dict.fromkeys(
        ("caption", "credit", "given_name"), Keep("said of a file that was sent: goes with its submission")
    ),
    impersonal=["submission", "file"],
)
declare(
    MemberFeed,
    personal={"entered_by": Keep("who entered a feed: as long as the feed's row")},
    impersonal=[
        "uid", "organisation", "url", "language", "entered_at", "ended_at", "etag", "modified", "due_at", "read_at",
        "failures", "failing_since", "trouble", "told_at",
    ],
)  # fmt: skip
declare(FeedItem, impersonal=["feed", "key", "submission", "read_at"])
