"""Reads of what is published. Working rows are read by the editors' pages only."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from ifex.foundations.core import clock
from ifex.network.members.directory import hidden_uids

from .enums import HELD_SITUATIONS, Consent, PublicationReason, SubjectKind
from .models import LegacyAddress, Mention, Person, Publication, PublishedSituation, Target

ORGANISATION_KINDS = ("source", "organisation")
"""What an organisation is in a mention: who reports, or whom it hit."""

_PAGE = 500


def current_publications(kind: str) -> QuerySet[Publication]:
    """What stands today; withdrawals are left out."""
    return Publication.objects.filter(kind=kind, valid_to=None).exclude(reason=PublicationReason.WITHDRAWAL)


def publications_by_uid(kind: str, uids: Iterable[str]) -> dict[str, Publication]:
    return {row.uid: row for row in current_publications(kind).filter(uid__in=list(uids))}


def publications_in_order(kind: str, uids: list[str]) -> list[Publication]:
    """In the order of `uids`; what is not published any more is left out."""
    found = publications_by_uid(kind, uids)
    return [found[uid] for uid in uids if uid in found]


def walk_publications(
    kind: str, *, after: str = "", known_on: datetime | None = None
) -> Iterator[Publication]:
    """All that stand (or stood at `known_on`), by uid, with flat memory, also while others write."""
    rows = current_publications(kind)
    if known_on is not None:
        standing = Q(valid_to=None) | Q(valid_to__gt=known_on)
        rows = Publication.objects.filter(standing, kind=kind, valid_from__lte=known_on).exclude(
            reason=PublicationReason.WITHDRAWAL
        )
    while page := list(rows.filter(uid__gt=after).order_by("uid")[:_PAGE]):
        yield from page
        after = page[-1].uid


def mentions_of(
    thing_kind: str, things: Iterable[str], *, kind: str = SubjectKind.ALERT
) -> QuerySet[Mention]:
    """The published records that name one of the things, newest first."""
    return Mention.objects.filter(kind=kind, thing_kind=thing_kind, thing__in=list(things)).order_by(
        "-at", "-id"
    )


def cases_naming(thing_kind: str, things: Iterable[str]) -> list[Publication]:
    uids = list(mentions_of(thing_kind, things, kind=SubjectKind.CASE).values_list("uid", flat=True)[:100])
    return publications_in_order(SubjectKind.CASE, list(dict.fromkeys(uids)))


def persons_by_uid(uids: Iterable[str]) -> dict[str, Person]:
    """Each uid with its person, or with the one they have been merged into."""
    rows = Person.objects.filter(uid__in=set(uids)).select_related("merged_into")
    return {row.uid: row.merged_into or row for row in rows}


def merged_uids(uids: Iterable[str]) -> dict[str, list[str]]:
    """Each uid with itself and those of everybody merged into them."""
    groups = {uid: [uid] for uid in uids}
    merged = Person.objects.filter(merged_into__uid__in=list(groups)).order_by("uid")
    for root, uid in merged.values_list("merged_into__uid", "uid"):
        groups[root].append(uid)
    return groups


def uids_of_person(person: Person) -> list[str]:
    """The person's own uid and those of everybody merged into them."""
    return [person.uid, *person.merged.values_list("uid", flat=True)]


def situations_on(
    day: date,
    *,
    known_at: datetime | None = None,
    country: str | None = None,
    kinds: Iterable[str] = HELD_SITUATIONS,
) -> QuerySet[PublishedSituation]:
    """Who stood in one of the situations on `day`, as known at `known_at` (by default now)."""
    moment = known_at or clock.now()
    rows = PublishedSituation.objects.filter(
        Q(until_on=None) | Q(until_on__gt=day),
        Q(known_to=None) | Q(known_to__gt=moment),
        situation__in=list(kinds),
        from_on__lte=day,
        known_from__lte=moment,
    )
    return rows.filter(country=country) if country else rows


def count_held_by_country(day: date, *, known_at: datetime | None = None) -> dict[str, int]:
    """How many persons were in prison on `day`, by country; each person once in each country."""
    rows = (
        situations_on(day, known_at=known_at)
        .values("country")
        .annotate(persons=Count("person", distinct=True))
    )
    return {row["country"]: row["persons"] for row in rows}


def find_legacy_address(*paths: str) -> LegacyAddress | None:
    """The record that the first known of these addresses of old leads to; with or without the slash at its end."""
    wanted = list(
        dict.fromkeys(one for path in paths for one in (path, path.rstrip("/"), f"{path.rstrip('/')}/"))
    )
    found = {row.path: row for row in LegacyAddress.objects.filter(path__in=wanted)}
    return next((found[path] for path in wanted if path in found), None)


def history(kind: str, uid: str) -> list[dict[str, Any]]:
    """The publications of a record without their texts, oldest first; `is_withheld`: readers see no note either."""
    fields = ("number", "reason", "note", "valid_from", "valid_to", "withholds_earlier")
    rows = list(Publication.objects.filter(kind=kind, uid=uid).order_by("number").values(*fields))
    first_shown = withheld_before((row["number"], row.pop("withholds_earlier")) for row in rows)
    withheld: dict[bool, dict[str, Any]] = {
        True: {"note": {}, "is_withheld": True},
        False: {"is_withheld": False},
    }
    return [row | withheld[row["number"] < first_shown] for row in rows]


def all_publications(kind: str, uid: str, *, newest: int = 200) -> list[Publication]:
    """The publications of a record with their texts, oldest first; of a very long history the newest."""
    rows = Publication.objects.filter(kind=kind, uid=uid).order_by("-number")
    return list(rows[:newest])[::-1]


def publications_of_both(alerts: Iterable[str], cases: Iterable[str]) -> dict[tuple[str, str], Publication]:
    """Alerts and cases that stand, by kind and uid, in one query."""
    wanted = Q(kind=SubjectKind.ALERT, uid__in=set(alerts)) | Q(kind=SubjectKind.CASE, uid__in=set(cases))
    rows = Publication.objects.filter(wanted, valid_to=None).exclude(reason=PublicationReason.WITHDRAWAL)
    return {(row.kind, row.uid): row for row in rows}


def withheld_before(publications: Iterable[tuple[int, bool]]) -> int:
    """The number before which readers see no texts and notes; of each publication (number, withholds_earlier)."""
    return max((number for number, withholds in publications if withholds), default=0)


def persons_not_to_be_named() -> QuerySet[Person]:
    """By their own row, or by that of the person they are part of."""
    own = Q(pseudonym__gt="") | Q(consent=Consent.REFUSED)
    kept = Q(merged_into__pseudonym__gt="") | Q(merged_into__consent=Consent.REFUSED)
    rows: QuerySet[Person] = Person.objects.filter(own | kept)
    return rows


def targets_not_to_be_named() -> QuerySet[Target]:
    """Hidden in their alert, and known from nowhere else."""
    rows: QuerySet[Target] = Target.objects.filter(person=None)
    return rows.filter(Q(pseudonym__gt="") | Q(consent=Consent.REFUSED))


def mentions_still_naming() -> QuerySet[Mention]:
    """What is published today with the name of a person or organisation that has been hidden since then."""
    persons = Q(thing_kind="person", thing__in=persons_not_to_be_named().values("uid"))
    organisations = Q(thing_kind__in=ORGANISATION_KINDS, thing__in=hidden_uids())
    return Mention.objects.filter(persons | organisations).order_by("thing", "-at", "-id")


def mentions_still_naming_person(person: Person) -> QuerySet[Mention]:
    """And everybody merged into them."""
    return mentions_still_naming().filter(thing_kind="person", thing__in=uids_of_person(person))
