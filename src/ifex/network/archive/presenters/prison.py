"""Who stood in prison on a day, as known on another. Names come from the cases as they are published today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from ifex.foundations.core import clock
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.models import Publication, PublishedSituation
from ifex.network.archive.queries import publications_by_uid

from .cases import name_of_person


@dataclass(frozen=True)
class Prisoner:
    """One person held, with the case that says so. A name that is no longer published is not given."""

    name: str
    person_url: str | None
    case_url: str | None
    situation: str
    country: str
    since: date


def prisoners_of(
    rows: QuerySet[PublishedSituation], *, at_most: int, offset: int = 0, countries: Iterable[str] = ()
) -> list[Prisoner]:
    """In the order of `countries` (codes), those held longest first. Two queries, whatever the number."""
    places = [When(country=code, then=Value(place)) for place, code in enumerate(countries)]
    order = Case(*places, default=Value(len(places))) if places else F("country")
    page = list(rows.order_by(order, "from_on", "person", "pk")[offset : offset + at_most])
    cases = publications_by_uid(SubjectKind.CASE, {row.case for row in page}) if page else {}
    return [_prisoner(row, cases.get(row.case)) for row in page]


def _prisoner(row: PublishedSituation, case: Publication | None) -> Prisoner:
    person = _person_in(case, row.person)
    uid = person.get("person") if person else None
    return Prisoner(
        name=name_of_person(person) if person else _("Name not published any more"),
        person_url=reverse("archive:person-show", args=[uid]) if uid else None,
        case_url=reverse("archive:case-show", args=[row.case]) if case else None,
        situation=term_label(Vocabulary.PERSON_SITUATIONS, row.situation),
        country=country_label(row.country),
        since=row.from_on,
    )


def _person_in(case: Publication | None, person: str) -> dict[str, Any] | None:
    """By identifier; somebody under a pseudonym stands at their place in the case (`uid/number`)."""
    if case is None:
        return None
    people = case.facts["persons"]
    found = next((row for row in people if row.get("person") == person), None)
    uid, slash, number = person.rpartition("/")
    if found is None and slash and uid == case.uid and number.isdecimal() and int(number) < len(people):
        found = people[int(number)]
        return None if found.get("person") else found
    return found


@dataclass(frozen=True)
class Asked:
    """The day asked about, the day of knowledge, and what was not understood."""

    on: date
    known_on: date
    known_at: datetime
    not_understood: list[str]


def read_days(on: str, known: str) -> Asked:
    """Days of an address; what is no day, or lies ahead, becomes today, and is told."""
    today, refused = clock.today(), []
    days = []
    for text in (on.strip(), known.strip()):
        day = _day(text)
        if text and (day is None or day > today):
            refused.append(text[:20])
            day = None
        days.append(day or today)
    known_at = clock.now() if days[1] == today else _end_of(days[1])
    return Asked(days[0], days[1], known_at, refused)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _end_of(day: date) -> datetime:
    return (
        datetime.combine(day, time.max, UTC)
        if day == date.max
        else datetime.combine(day + timedelta(days=1), time.min, UTC)
    )
