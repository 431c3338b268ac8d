from ifex.foundations.core.personal import PUBLIC_RECORD, Keep, declare

from .models import Mandate, Organisation, OrganisationText, ProgramKey, Standing

_THE_REGISTER = Keep("who acted for a member, and when: kept with the register")

declare(
    Organisation,
    personal={"extra": PUBLIC_RECORD},
    impersonal=[
        "uid", "acronym", "names", "kind", "country", "website", "founded_year", "is_hidden", "frozen_at",
        "merged_into", "imported_digest", "changed_at",
    ],
)  # fmt: skip
declare(OrganisationText, impersonal=["organisation", "language", "state", "description"])
declare(Standing, impersonal=["organisation", "status", "from_on", "until_on"])
declare(
    Mandate,
    personal={"user": _THE_REGISTER},
    impersonal=["organisation", "kind", "from_on", "until_on"],
)
declare(
    ProgramKey,
    personal={"given_by": _THE_REGISTER},
    impersonal=["uid", "organisation", "name", "digest", "given_at", "used_on", "ended_at"],
)
