"""Making incidents: one event, its country, its people and the circumstances."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from .chances import Chances, draw_publication
from .facts import ABOUT_LAW, ABOUT_OUTLET, ABOUT_PERSON, ABOUT_PUBLIC, ABOUT_WORK, Facts
from .organisations import Network
from .outlets import AIR, PRINT, Outlet, make_outlets
from .people import Person, make_person
from .tables import Country, Event, phrases
from .tongues import choose_languages

_OUTLET_TARGETS: dict[str, tuple[str, ...]] = {
    "outlet": (),
    "print": PRINT,
    "air": AIR,
    "net": ("site",),
}
_MEDIA = ("media", "air")
_OUTLETS_OF_ROLES = {
    "broadcasters": AIR,
    "camera-operators": ("television",),
    "cartoonists": (*PRINT, "site"),
    "columnists": (*PRINT, "site"),
    "photojournalists": (*PRINT, "agency", "site"),
    "fact-checkers": ("site", "agency", "daily"),
}
_LONGEST_MEMORY = timedelta(days=3000)
SHARE_MET_BEFORE = 0.07
SHARE_WITH_SECOND = 0.09
SHARE_WITH_FURTHER_SOURCE = 0.16
SHARE_OF_OUTSIDE_SOURCES = 0.04
_PRECISIONS = (("day", 0.85), ("month", 0.89), ("range", 0.94), ("year", 0.95), ("unknown", 1.0))
_SUITS = {
    "range": frozenset(
        [
            "internet-shutdown",
            "hacking",
            "coverage-obstructed",
            "protest-repressed",
            "torture",
            "physical-assault",
        ]
    ),
    "unknown": frozenset(
        ["threat", "death-threat", "physical-assault", "torture", "forced-exile", "dismissal"]
    ),
}


@dataclass
class Cast:
    """Who may appear: the network, and for each country its media and the persons met so far."""

    rng: Random
    chances: Chances
    network: Network
    outlets: dict[str, tuple[Outlet, ...]] = field(default_factory=dict)
    persons: dict[str, list[Person]] = field(default_factory=dict)

    def find_outlet(self, country: Country, kinds: tuple[str, ...], year: int) -> Outlet:
        if country.code not in self.outlets:
            self.outlets[country.code] = make_outlets(self.rng, country)
        fitting = [
            outlet
            for outlet in self.outlets[country.code]
            if (not kinds or outlet.kind in kinds) and (outlet.since <= year or kinds == ("site",))
        ]
        return self.rng.choice(fitting)

    def find_person(self, country: Country, event: Event, day: date) -> Person:
        """Somebody met before, now and then; else somebody new."""
        groups = tuple(event.facts.get("only", ()))
        known = self.persons.setdefault(country.code, [])
        if known and not event.facts.get("women") and self.rng.random() < SHARE_MET_BEFORE:
            person = self.rng.choice(known)
            fits = not groups or phrases()["roles"][person.kind]["g"] in groups
            if fits and not person.is_dead and person.last_seen and day - person.last_seen < _LONGEST_MEMORY:
                person.last_seen = day
                return person
        person = self.make_person(country, groups, day, women=bool(event.facts.get("women")))
        if person.shown is person.name:
            known.append(person)
        return person

    def make_person(
        self,
        country: Country,
        groups: tuple[str, ...],
        day: date,
        *,
        women: bool = False,
        always_named: bool = False,
    ) -> Person:
        kind = self.chances.draw_role(self.rng, groups, day.year)
        outlet = None
        if phrases()["roles"][kind]["g"] in _MEDIA:
            outlet = self.find_outlet(country, _OUTLETS_OF_ROLES.get(kind, ()), day.year)
        person = make_person(
            self.rng, country, kind=kind, outlet=outlet, women=women, always_named=always_named
        )
        person.last_seen = day
        return person


def make_incident(
    cast: Cast, day: date, *, country: Country | None = None, event: Event | None = None
) -> Facts:
    """A standalone incident of that day."""
    country = country or cast.chances.draw_country(cast.rng, day.year)
    event = event or cast.chances.draw_event(cast.rng, country, day.year)
    return make_facts(cast, event, country, day)


def make_facts(
    cast: Cast,
    event: Event,
    country: Country,
    day: date,
    *,
    person: Person | None = None,
    outlet: Outlet | None = None,
) -> Facts:
    """The facts of `event`; who or what it is about is found where it is not given."""
    rng, words = cast.rng, phrases()
    published = draw_publication(rng, day, cast.chances.today)
    facts = Facts(
        event=event,
        about=_about(event),
        day=day,
        published=published,
        country=country,
        city=rng.choice((country.cities[0], *country.cities)),
        organisation=cast.network.draw_source(rng, country, published.year),
        dice=rng.getrandbits(60),
        topic=rng.choice(words["topics"]),
        piece="article",
        agent=rng.choice(event.facts["agents"] or ["unknown"]),
        scene=rng.randrange(len(words["scenes"])),
        charge=rng.choice(words["charges"]),
        term=_draw_term(rng, event),
        sum=rng.choice(words["sums"]),
        link=rng.choice(event.facts["link"]),
        person=person,
        outlet=outlet,
    )
    _fill_subject(cast, facts)
    _fill_circumstances(cast, facts)
    return facts


def _about(event: Event) -> str:
    target = event.facts["target"]
    if target in ("person", "foreign"):
        return ABOUT_PERSON
    if target in _OUTLET_TARGETS:
        return ABOUT_OUTLET
    return {"work": ABOUT_WORK, "law": ABOUT_LAW}.get(target, ABOUT_PUBLIC)


def _draw_term(rng: Random, event: Event) -> Any:
    terms = phrases()["terms"]
    if event.key == "outlet-suspended":
        return rng.choice(terms[:3])
    return rng.choice(terms[2:] if event.key in ("conviction", "restrictive-law-proposed") else terms)


def _fill_subject(cast: Cast, facts: Facts) -> None:
    rng, event, country, day = cast.rng, facts.event, facts.country, facts.day
    if facts.about == ABOUT_PERSON:
        if event.facts["target"] == "foreign":
            facts.person = facts.person or _make_foreigner(cast, facts)
        facts.person = facts.person or cast.find_person(country, event, day)
        facts.outlet = facts.person.outlet
        facts.piece = rng.choice(phrases()["roles"][facts.person.kind]["pieces"])
        facts.person.is_dead = facts.person.is_dead or bool(event.facts.get("deadly"))
        if facts.person.gender == "m" and facts.scene == 0 and event.key == "sexual-harassment":
            facts.scene = 5
    elif facts.about == ABOUT_OUTLET:
        kinds = _OUTLET_TARGETS[event.facts["target"]]
        facts.outlet = facts.outlet or cast.find_outlet(country, kinds, day.year)
        on_air = facts.outlet.kind in AIR
        facts.piece = rng.choice(("programme", "report") if on_air else ("article", "inquiry", "editorial"))
    elif facts.about == ABOUT_WORK:
        facts.work = rng.choice(phrases()["works"])
        facts.work_title = rng.choice(phrases()["work_titles"])
        facts.author = make_person(rng, country, kind="writers", outlet=None, always_named=True)
    elif facts.about == ABOUT_LAW:
        laws = phrases()["good_laws" if event.facts.get("good_law") else "laws"]
        facts.law = rng.choice([law for law in laws if law.get("since", 0) <= day.year])


def _make_foreigner(cast: Cast, facts: Facts) -> Person:
    rng = cast.rng
    home = cast.chances.draw_country(rng, facts.day.year)
    outlet = cast.find_outlet(home, (), facts.day.year)
    return make_person(rng, home, kind="foreign-correspondents", outlet=outlet, always_named=True)


def _fill_circumstances(cast: Cast, facts: Facts) -> None:
    rng = cast.rng
    draw = rng.random()
    facts.precision = next(name for name, up_to in _PRECISIONS if draw < up_to)
    if facts.precision in _SUITS and facts.event.key not in _SUITS[facts.precision]:
        facts.precision = "day"
    if facts.precision == "range":
        facts.until = facts.day + timedelta(days=rng.randint(1, 5))
        if facts.until > facts.published.date():
            facts.precision, facts.until = "day", None
    if (
        facts.about == ABOUT_PERSON
        and facts.event.facts["mood"] != "good"
        and rng.random() < SHARE_WITH_SECOND
    ):
        groups = tuple(facts.event.facts.get("only", ())) or ("media", "free", "air", "net")
        facts.second = cast.make_person(facts.country, groups, facts.day, always_named=True)
        if facts.second.name == (facts.person.name if facts.person else None):
            facts.second = None
    if rng.random() < SHARE_WITH_FURTHER_SOURCE:
        other = cast.network.draw_source(rng, facts.country, facts.published.year)
        if other is not facts.organisation:
            facts.further_sources.append(other)
            facts.has_differing_accounts = rng.random() < 0.25
    elif rng.random() < SHARE_OF_OUTSIDE_SOURCES:
        facts.further_sources.append("outside")
    urgency = facts.event.facts["urgency"]
    if urgency in ("flash", "urgent") and rng.random() < 0.35:
        facts.closes = facts.published.date() + timedelta(days=rng.randint(14, 70))
    facts.languages = choose_languages(rng, facts.country, facts.published.year)
