from ifex.foundations.core.personal import Keep, declare

from .models import Country, Generation, Term, UnmappedValue

FOREIGN_WORDS = Keep(
    "words of a foreign file that may by mistake hold a name: kept until an editor has mapped them"
)

declare(
    Term,
    impersonal=[
        "vocabulary", "slug", "name", "scope_note", "parent", "group", "attributes", "maps", "position",
        "is_retired", "replaced_by", "is_shipped", "edited_fields",
    ],
)  # fmt: skip
declare(
    Country,
    impersonal=[
        "code", "alpha3", "name", "region", "from_year", "until_year", "successors", "aliases", "is_disputed",
        "note", "is_shipped", "edited_fields",
    ],
)  # fmt: skip
declare(
    UnmappedValue,
    personal={"value": FOREIGN_WORDS, "key": FOREIGN_WORDS},
    impersonal=[
        "vocabulary",
        "count",
        "first_seen_at",
        "subject_kind",
        "subject",
        "mapped_to",
        "mapped_at",
        "set_aside_at",
    ],
)
declare(Generation, impersonal=["token", "digest"])
