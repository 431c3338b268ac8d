from ifex.foundations.core.personal import PUBLIC_RECORD, WORKING_RECORD, Keep, declare

from .models import (
    Alert,
    AlertAttachment,
    AlertText,
    Case,
    CasePerson,
    CaseText,
    EditLock,
    ImportRun,
    LegacyAddress,
    Mention,
    OverruledAlarm,
    PendingReference,
    Perpetrator,
    Person,
    Publication,
    PublishedSituation,
    RecommendedAction,
    Situation,
    Source,
    Target,
)

_RECORD = [
    "uid", "state", "published_at", "embargo_until", "goes_out", "awaited_languages",
    "source_language", "imported_digest", "created_at", "changed_at",
    "latest_revision", "locked", "locked_at", "locked_by",
]  # fmt: skip
_WHO_EDITS = Keep("who has the form open: gone with the lease")

declare(
    Alert,
    personal=dict.fromkeys(("place_name", "place_latitude", "place_longitude", "extra", "unmapped"), WORKING_RECORD),
    impersonal=[
        *_RECORD, "kind", "urgency", "happened_from", "happened_to", "happened_precision", "country",
        "further_countries", "is_international", "place_precision", "primary_issue", "further_issues",
        "primary_violation", "further_violations", "developments", "expression_link", "verification",
        "naming_may_harm", "is_member_at_risk", "concerns_minors",
        "case", "updates",
    ],
)  # fmt: skip
declare(
    AlertText,
    personal=dict.fromkeys(("title", "summary", "body", "motive", "justification"), WORKING_RECORD),
    impersonal=["language", "state", "alert"],
)
declare(
    Target,
    personal=dict.fromkeys(
        ("name", "variants", "gender", "nationality", "outlet", "pseudonym", "consent", "gender_factor", "person"),
        WORKING_RECORD,
    ),
    impersonal=["alert", "sort_order", "kind", "organisation"],
)  # fmt: skip
declare(
    Perpetrator,
    personal={"name": WORKING_RECORD, "claimed_by": WORKING_RECORD},
    impersonal=["alert", "sort_order", "kind", "certainty"],
)
declare(
    Source,
    personal={"name": WORKING_RECORD, "url": WORKING_RECORD, "facts": WORKING_RECORD},
    impersonal=["alert", "sort_order", "organisation"],
)
declare(
    RecommendedAction,
    personal={"text": WORKING_RECORD, "addressees": PUBLIC_RECORD, "copies": PUBLIC_RECORD},
    impersonal=["alert", "sort_order", "kind", "closes_on"],
)
declare(
    AlertAttachment,
    personal=dict.fromkeys(("caption", "alternative_text", "credit"), WORKING_RECORD),
    impersonal=["alert", "sort_order", "file", "is_lead", "licence"],
)
declare(
    Person,
    personal=dict.fromkeys(
        ("names", "variants", "gender", "nationalities", "born_year", "outlets", "pseudonym", "consent", "extra"),
        WORKING_RECORD,
    ),
    impersonal=["uid", "kind", "merged_into", "imported_digest", "changed_at"],
)  # fmt: skip
declare(
    Case,
    personal={"extra": WORKING_RECORD},
    impersonal=[
        *_RECORD, "status", "country", "further_countries", "opened_on", "violated_on", "accountability",
        "accountability_on",
    ],
)  # fmt: skip
declare(
    CaseText,
    personal=dict.fromkeys(("title", "summary", "body", "state_reply", "outcome"), WORKING_RECORD),
    impersonal=["language", "state", "case"],
)
declare(CasePerson, personal={"person": WORKING_RECORD}, impersonal=["case", "sort_order"])
declare(
    Situation,
    personal={"source": WORKING_RECORD},
    impersonal=["case_person", "situation", "from_on", "until_on", "precision", "country"],
)
declare(
    Publication,
    personal={"facts": PUBLIC_RECORD, "texts": PUBLIC_RECORD, "note": PUBLIC_RECORD},
    impersonal=["kind", "uid", "number", "reason", "withholds_earlier", "valid_from", "valid_to", "actor"],
)
declare(OverruledAlarm, personal={"key": WORKING_RECORD}, impersonal=["uid", "at"])
declare(Mention, personal={"thing": PUBLIC_RECORD}, impersonal=["kind", "uid", "thing_kind", "at"])
declare(
    PublishedSituation,
    personal={"person": PUBLIC_RECORD},
    impersonal=["case", "situation", "country", "from_on", "until_on", "known_from", "known_to"],
)
declare(LegacyAddress, personal={"path": PUBLIC_RECORD}, impersonal=["kind", "uid"])
declare(
    ImportRun,
    impersonal=[
        "name", "format", "digest", "state", "lines_done", "counts", "rejects_size", "started_at", "finished_at",
        "actor",
    ],
)  # fmt: skip
declare(PendingReference, impersonal=["kind", "uid", "field", "wanted"])
declare(EditLock, personal={"user": _WHO_EDITS}, impersonal=["kind", "uid", "until"])
