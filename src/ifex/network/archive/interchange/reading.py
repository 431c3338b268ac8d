"""An interchange object becomes working rows, not yet stored. Pure but for what `References` holds."""

import hashlib
import itertools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.network.archive.enums import Consent, Gender
from ifex.network.archive.models import Person, Publication
from ifex.network.members.enums import OrganisationKind
from ifex.network.members.models import Organisation, OrganisationText

from .reading_history import read_history
from .references import References
from .values import (
    Object,
    Unreadable,
    take_choice,
    take_date,
    take_each,
    take_flag,
    take_labels,
    take_moment,
    take_object,
    take_text,
    take_texts,
    take_uid,
    take_year,
)
from .vocabulary import Terms


@dataclass
class OrganisationParts:
    record: Organisation
    texts: list[OrganisationText] = field(default_factory=list)
    standings: list[tuple[str, date, date | None]] = field(default_factory=list)
    merged_into: str | None = None


@dataclass
class PersonParts:
    record: Person
    merged_into: str | None = None


@dataclass
class Entry:
    """One object read: its rows, and what could not be resolved yet."""

    kind: str
    uid: str
    digest: str
    parts: Any  # AlertParts, CaseParts, OrganisationParts or PersonParts, as `kind` says
    unmapped: dict[str, list[str]] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    published: datetime | None = None
    state: str = ""
    overruled: list[str] = field(default_factory=list)
    history: list[Publication] = field(default_factory=list)


Reader = Callable[[Object, References, Terms], Entry]
_readers: dict[str, Reader] = {}


def reads(kind: str) -> Callable[[Reader], Reader]:
    def register(reader: Reader) -> Reader:
        _readers[kind] = reader
        return reader

    return register


def read_object(item: Any, references: References) -> Entry:
    """Raises Unreadable with a sentence that names the key."""
    if not isinstance(item, dict):
        raise Unreadable("the line is not a JSON object")
    kind = item.get("type") or "alert"
    reader = _readers.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise Unreadable(f"type is {str(kind)[:40]!r}, not one of {', '.join(sorted(_readers))}")
    terms = Terms()
    entry = reader(item, references, terms)
    entry.unmapped = terms.unmapped
    return entry


def digest_of(item: Object) -> str:
    text = json.dumps(item, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def demand_uid(item: Object) -> str:
    uid = take_uid(item, "uid")
    if uid is None:
        raise Unreadable("uid is missing: without it a second import would make a double")
    return uid


def take_extra(item: Object, known: frozenset[str]) -> Object:
    """What the object's `extra` holds, and every key that the format does not know."""
    unknown = {key: value for key, value in item.items() if key not in known}
    return take_object(item, "extra") | unknown


def take_state(version: Object, is_published: bool) -> VersionState:
    default = VersionState.PUBLISHED if is_published else VersionState.READY
    return VersionState(take_choice(version, "state", VersionState, default))


def take_versions(item: Object) -> dict[str, Object]:
    versions = take_object(item, "versions")
    for code, version in versions.items():
        if code not in LANGUAGE_CODES:
            raise Unreadable(f"versions has a text in {str(code)[:20]!r}, which is no language of the table")
        if not isinstance(version, dict):
            raise Unreadable(f"versions.{code} is not an object")
    return versions


def take_source_language(item: Object, versions: dict[str, Object]) -> str:
    given = take_text(item, "source_language", at_most=8)
    if given and given not in LANGUAGE_CODES:
        raise Unreadable(f"source_language is {given!r}, which is no language of the table")
    return given or next(iter(versions), "")


_PASSAGE_KEY = re.compile(r"[0-9a-f]{64}")
_DAYS_OF_THE_UNDATED = 50_000

_ORGANISATION_KEYS = frozenset(
    [
        "type",
        "uid",
        "acronym",
        "names",
        "kind",
        "country",
        "website",
        "founded",
        "hidden",
        "standings",
        "versions",
        "merged_into",
        "extra",
    ]
)


@reads("organisation")
def read_organisation(item: Object, references: References, terms: Terms) -> Entry:
    uid = demand_uid(item)
    names = take_labels(item, "names", LANGUAGE_CODES, at_most=300)
    acronym = take_text(item, "acronym", at_most=40)
    if not names and not acronym:
        raise Unreadable("an organisation needs a name or an acronym")
    website = take_text(item, "website", at_most=500)
    if website and not website.startswith(("http://", "https://")):
        raise Unreadable(f"website is {website[:80]!r}, not an address that begins with http")
    row = Organisation(
        uid=uid,
        acronym=acronym,
        names=names,
        kind=take_choice(item, "kind", OrganisationKind, OrganisationKind.NGO),
        country=terms.take_country(item, "country"),
        website=website,
        founded_year=take_year(item, "founded"),
        is_hidden=take_flag(item, "hidden"),
        extra=take_extra(item, _ORGANISATION_KEYS),
        imported_digest=digest_of(item),
    )
    texts = [
        OrganisationText(
            organisation=row,
            language=code,
            state=take_state(version, True),
            description=take_text(version, "description", at_most=20_000),
        )
        for code, version in take_versions(item).items()
    ]
    parts = OrganisationParts(row, texts, _take_standings(item, terms), take_uid(item, "merged_into"))
    return Entry("organisation", uid, row.imported_digest, parts)


def _take_standings(item: Object, terms: Terms) -> list[tuple[str, date, date | None]]:
    spans = [span for span in take_each(item, "standings", lambda row: _take_standing(row, terms)) if span[0]]
    ordered = sorted(spans, key=lambda span: span[1])
    for (_, _, end), (_, following, _) in itertools.pairwise(ordered):
        if end is None or end > following:
            raise Unreadable(f"standings: one runs into that of {following}")
    return ordered


def _take_standing(row: Object, terms: Terms) -> tuple[str, date, date | None]:
    status = terms.take_term(row, "status", Vocabulary.MEMBERSHIP_STATUSES)
    start, end = take_date(row, "from"), take_date(row, "until")
    if start is None:
        raise Unreadable("from is missing")
    if end is not None and end <= start:
        raise Unreadable(f"until is {end}, not after {start}")
    return status, start, end


_PERSON_KEYS = frozenset(
    [
        "type",
        "uid",
        "names",
        "variants",
        "gender",
        "nationalities",
        "kind",
        "born",
        "pseudonym",
        "consent",
        "outlets",
        "merged_into",
        "extra",
    ]
)


@reads("person")
def read_person(item: Object, references: References, terms: Terms) -> Entry:
    uid = demand_uid(item)
    names = take_labels(item, "names", LANGUAGE_CODES, at_most=300)
    pseudonym = take_text(item, "pseudonym", at_most=200)
    if not names and not pseudonym:
        raise Unreadable("a person needs a name or a pseudonym")
    row = Person(
        uid=uid,
        names=names,
        variants=take_texts(item, "variants"),
        kind=terms.take_term(item, "kind", Vocabulary.TARGET_KINDS, default="journalists"),
        gender=take_choice(item, "gender", Gender, Gender.UNKNOWN),
        nationalities=terms.take_countries(item, "nationalities"),
        born_year=take_year(item, "born"),
        outlets=take_texts(item, "outlets"),
        pseudonym=pseudonym,
        consent=take_choice(item, "consent", Consent, Consent.UNKNOWN),
        extra=take_extra(item, _PERSON_KEYS),
        imported_digest=digest_of(item),
    )
    return Entry("person", uid, row.imported_digest, PersonParts(row, take_uid(item, "merged_into")))


def take_publication(item: Object, entry: Entry, references: References, happened: date | None) -> Entry:
    """When it was published ("now": with this import), its state and (in a full export) every publication and every
    passage that was judged to give no hidden name.
    """
    is_now = item.get("published") == "now"
    entry.published = (
        _moment_of_import(references.now, happened) if is_now else take_moment(item, "published")
    )
    entry.state = take_text(item, "state", at_most=12)
    entry.overruled = _take_overruled(item)
    entry.history = read_history(entry.kind, entry.uid, item)
    return entry


def _take_overruled(item: Object) -> list[str]:
    keys = take_texts(item, "overruled", at_most=64)
    if not all(map(_PASSAGE_KEY.fullmatch, keys)):
        raise Unreadable("overruled holds something that is not the digest of a passage")
    return keys


def _moment_of_import(now: datetime, happened: date | None) -> datetime:
    """A millisecond before the import for each day since the event, so that what comes at once is listed by its day."""
    days = (now.date() - happened).days if happened else _DAYS_OF_THE_UNDATED
    return now - timedelta(milliseconds=max(days, 0))


def take_legacy_paths(item: Object) -> list[str]:
    return [_path(path) for path in take_texts(item, "legacy_urls", at_most=500)]


def _path(path: str) -> str:
    if not path.startswith("/") or path.startswith("//"):
        raise Unreadable(f"legacy_urls holds {path[:80]!r}: a path begins with one slash, without host")
    return path
