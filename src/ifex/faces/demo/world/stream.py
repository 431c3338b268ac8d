"""The world as a stream of interchange objects."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from .alerts import alert_object
from .cases import Case, case_object, make_case
from .chances import Chances
from .facts import Facts
from .histories import publications_of
from .incidents import Cast, make_incident
from .organisations import Network, organisation_object
from .people import Person, person_object

ALERTS_IN_A_GENERATION = 3000
SHARE_IN_CASES = 1 / 8
SHARE_OF_TRACKED_PERSONS = 0.15
MOST_OF_THE_LAST_DAYS = 25
LAST_DAYS = 12

Object = dict[str, Any]


def world(alerts: int, seed: int, today: date) -> Iterator[Object]:
    """Organisations, persons, cases and `alerts` alerts of an invented world, as it stands on `today`.

    The same arguments give the same objects. Whatever an object names has come before it. Beyond 3,000 alerts
    persons, cases and alerts follow in generations, each spread over all years, so that memory stays flat.
    """
    chances = Chances(today)
    network = Network(_dice(seed, "network"), today)
    yield from (organisation_object(organisation) for organisation in network.organisations)
    made = 0
    while made < alerts:
        count = min(ALERTS_IN_A_GENERATION, alerts - made)
        yield from _generation(seed, made, count, chances, network)
        made += count


def _dice(seed: int, what: str) -> Random:
    return Random(f"{seed}/{what}")  # noqa: S311 invented people need no secrets


def _generation(seed: int, made: int, count: int, chances: Chances, network: Network) -> Iterator[Object]:
    rng = _dice(seed, f"generation {made}")
    cast = Cast(rng, chances, network)
    cases = _make_cases(cast, made, int(count * SHARE_IN_CASES))
    in_cases = sum(len(case.steps) for case in cases)
    incidents = _make_incidents(cast, count - in_cases, is_first=made == 0)
    yield from (person_object(person) for person in _track_persons(rng, cases, incidents, made))
    for case in cases:
        item = case_object(case)
        yield item | {"publications": publications_of(case, item["versions"])}
    yield from _alerts(cases, incidents, made)


def _make_cases(cast: Cast, made: int, share: int) -> list[Case]:
    cases: list[Case] = []
    left = share
    while left > 0:
        case = make_case(cast, f"demo-c-{made + len(cases) + 1:07d}", most_steps=left)
        left -= len(case.steps)
        cases.append(case)
    return cases


def _make_incidents(cast: Cast, count: int, *, is_first: bool) -> list[Facts]:
    """In the order of their days, so that nobody is arrested after their death."""
    recent = min(MOST_OF_THE_LAST_DAYS, count // 20) if is_first else 0
    days = [cast.chances.draw_day(cast.rng) for _ in range(count - recent)]
    days += [cast.chances.today - timedelta(days=cast.rng.randint(2, LAST_DAYS)) for _ in range(recent)]
    return [make_incident(cast, day) for day in sorted(days)]


def _track_persons(rng: Random, cases: list[Case], incidents: list[Facts], made: int) -> list[Person]:
    """Those with a record of their own: everybody in a case, whoever was met twice, and some others."""
    tracked: list[Person] = []
    seen: dict[int, int] = {}
    for case in cases:
        if case.person is not None:
            tracked.append(case.person)
    for facts in incidents:
        person = facts.person
        if person is None or person.shown is None:
            continue
        seen[id(person)] = seen.get(id(person), 0) + 1
        is_new = seen[id(person)] == 1
        if (is_new and rng.random() < SHARE_OF_TRACKED_PERSONS) or seen[id(person)] == 2:
            tracked.append(person)
    unique = list({id(person): person for person in tracked}.values())
    for number, person in enumerate(unique, made + 1):
        person.uid = f"demo-p-{number:07d}"
    return unique


def _alerts(cases: list[Case], incidents: list[Facts], made: int) -> Iterator[Object]:
    """In the order of publication; an update names the alert before it in its case."""
    rows: list[tuple[Facts, Case | None, int]] = [(facts, None, 0) for facts in incidents]
    rows += [(facts, case, number) for case in cases for number, facts in enumerate(case.steps)]
    rows.sort(key=lambda row: row[0].published)
    latest: dict[str, str] = {}
    for serial, (facts, case, number) in enumerate(rows, made + 1):
        uid = f"demo-a-{serial:07d}"
        if case is None:
            yield alert_object(facts, uid, serial)
            continue
        yield alert_object(
            facts, uid, serial, case=case.uid, updates=latest.get(case.uid) if number else None
        )
        latest[case.uid] = uid
