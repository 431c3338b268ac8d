"""Making cases: an arc played out over years, its alerts, its persons' situations, its outcome."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .arcs import ARCS, KILLED, STEPS_AFTER_WHICH_ALL_IS_OVER, Arc
from .chances import FREER_COUNTRIES, Wheel
from .facts import ABOUT_PERSON, Facts
from .grammar import of
from .incidents import Cast, make_facts
from .people import Person
from .tables import LANGUAGES, Country, events, phrases, shared

_WHEEL = Wheel(ARCS, [arc.weight for arc in ARCS])
ACTIVE = timedelta(days=400)
QUIET = timedelta(days=1800)


@dataclass(slots=True, eq=False)
class Case:
    uid: str
    arc: Arc
    steps: list[Facts]
    person: Person | None
    situations: list[dict[str, Any]]
    status: str
    accountability: str | None
    accountability_on: date | None
    is_complete: bool

    @property
    def is_crime(self) -> bool:
        return self.arc.kind in ("murder", "disappearance", "abduction", "attack")


def make_case(cast: Cast, uid: str, most_steps: int) -> Case:
    """A case that begins on a day of the world's years and goes as far as today allows."""
    rng, today = cast.rng, cast.chances.today
    arc = _WHEEL.draw(rng)
    day = cast.chances.draw_day(rng)
    if arc.latest_years is not None:
        day = today - timedelta(days=rng.randint(20, arc.latest_years * 365))
    country = _draw_country(cast, arc, day.year)
    person, outlet = None, None
    if arc.kind == "outlet":
        outlet = cast.find_outlet(country, (), day.year)
    else:
        person = cast.make_person(country, _groups(arc), day, always_named=True)
        person.born = day.year - rng.randint(24, 61)
    steps: list[Facts] = []
    for number, step in enumerate(arc.steps[:most_steps]):
        if number:
            day = max(day, steps[-1].published.date()) + timedelta(days=rng.randint(*step.after))
            if day > today - timedelta(days=2):
                break
        facts = make_facts(cast, events()[step.event], country, day, person=person, outlet=outlet)
        _carry_over(facts, steps)
        steps.append(facts)
    return _close(uid, arc, steps, person, today)


def _draw_country(cast: Cast, arc: Arc, year: int) -> Country:
    while True:
        country = cast.chances.draw_country(cast.rng, year)
        suits = all(
            country.code in events()[step.event].facts.get("countries", (country.code,)) for step in arc.steps
        )
        is_mild = arc.kind in ("attack", "prosecution")
        if suits and (is_mild or country.code not in FREER_COUNTRIES):
            return country


def _groups(arc: Arc) -> tuple[str, ...]:
    return ("media", "free", "air", "civic") if arc.kind in ("murder", "abduction", "attack") else ()


def _carry_over(facts: Facts, steps: list[Facts]) -> None:
    """What stays the same through a case; the organisation that began it goes on while it is a member."""
    terms = phrases()["terms"]
    facts.precision, facts.until, facts.second = "day", None, None
    facts.first_day = steps[0].day if steps else facts.day
    if not steps:
        facts.term = terms[3 + facts.dice % (len(terms) - 3)]
        return
    first = steps[0]
    facts.city, facts.charge, facts.term = first.city, first.charge, first.term
    facts.topic, facts.piece, facts.piece_on, facts.link = (
        first.topic,
        first.piece,
        first.piece_day,
        first.link,
    )
    if facts.event.key == "sentence-reduced":
        facts.term = terms[2]
    if first.organisation.was_member(date(facts.published.year, 1, 1)):
        facts.organisation = first.organisation
    facts.further_sources = [other for other in facts.further_sources if other is not facts.organisation]
    facts.has_differing_accounts = facts.has_differing_accounts and bool(facts.further_sources)


def _close(uid: str, arc: Arc, steps: list[Facts], person: Person | None, today: date) -> Case:
    is_complete = len(steps) == len(arc.steps)
    accountability, accountability_on = None, None
    situations: list[dict[str, Any]] = []
    for step, facts in zip(arc.steps, steps, strict=False):
        if step.accountability:
            accountability, accountability_on = step.accountability, facts.day
        if step.situation:
            _begin_situation(situations, step.situation, facts)
    status = _status(arc, steps, situations, today, is_complete)
    return Case(uid, arc, steps, person, situations, status, accountability, accountability_on, is_complete)


def case_as_of(case: Case, steps: int, day: date) -> Case:
    """The case as it stood on `day`, after so many of its steps."""
    return _close(case.uid, case.arc, case.steps[:steps], case.person, day)


def _begin_situation(situations: list[dict[str, Any]], situation: str, facts: Facts) -> None:
    day = facts.day.isoformat()
    if situations:
        if situations[-1]["situation"] == situation:
            return
        situations[-1]["until"] = day
    situations.append(
        {
            "situation": situation,
            "from": day,
            "until": None,
            "precision": "day",
            "country": facts.country.code,
            "source": facts.organisation.acronym,
        }
    )


def _status(
    arc: Arc, steps: list[Facts], situations: list[dict[str, Any]], today: date, is_complete: bool
) -> str:
    silence = today - steps[-1].day
    last = situations[-1]["situation"] if situations else ""
    if is_complete and (arc.ends_well or last in STEPS_AFTER_WHICH_ALL_IS_OVER):
        return "resolved-positive" if arc.ends_well else "resolved-negative"
    if silence < ACTIVE:
        return "active-campaign" if steps[0].dice & 1 else "open"
    if silence > QUIET and last not in KILLED:
        return "dormant"
    return "monitoring"


def case_object(case: Case) -> dict[str, Any]:
    """The case in the interchange format."""
    first = case.steps[0]
    languages = tuple(code for code in LANGUAGES if any(code in step.languages for step in case.steps))
    return {
        "type": "case",
        "uid": case.uid,
        "status": case.status,
        "countries": [first.country.code],
        "opened": first.day.isoformat(),
        "violated": first.day.isoformat() if case.is_crime else None,
        "accountability": case.accountability,
        "accountability_on": case.accountability_on and case.accountability_on.isoformat(),
        "published": first.published.isoformat() + "Z",
        "persons": [{"person": case.person.uid, "situations": case.situations}] if case.person else [],
        "versions": {code: _version(case, code) for code in languages},
        "legacy_urls": [],
        "extra": {},
    }


def _version(case: Case, language: str) -> dict[str, str]:
    first = case.steps[0]
    words, agreement = _case_words(first, language)
    summary = shared()["case_summary"][case.arc.kind][language].fill(words, agreement)
    body = first.pick(shared()["case_body"], 2)[language].fill(words, agreement)
    reply = ""
    if first.dice & 16:
        reply = first.pick(shared()["case_reply"], 4)[language].fill(words, agreement)
    title = (
        f"{words['name'][0].upper()}{words['name'][1:]} ({first.country.names[language]}, {first.day.year})"
    )
    return {
        "title": title,
        "summary": summary,
        "body": f"<p>{summary} {body}</p>",
        "state_reply": reply,
        "outcome": "",
    }


def _case_words(first: Facts, language: str) -> tuple[dict[str, str], str]:
    if first.about == ABOUT_PERSON and first.person is not None:
        name, agreement = first.person.name.full(language), first.person.agreement
    else:
        assert first.outlet is not None
        name, agreement = first.outlet.mention[language], first.outlet.gender[language]
    return {"name": name, "of_name": of(name, language), "in_city": first.city.in_[language],
            "city": first.city.names[language]}, agreement  # fmt: skip
