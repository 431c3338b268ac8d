"""All that a text seems to say, in one go."""

from dataclasses import dataclass, field
from datetime import date

from .days import SuggestedDay, suggest_days
from .persons import SuggestedPerson, suggest_persons
from .places import suggest_countries
from .told import ToldText
from .violations import cues_in, suggest_violations


@dataclass(frozen=True)
class SuggestedFacts:
    """Codes of countries, slugs of violations; the likeliest first in each."""

    countries: list[str] = field(default_factory=list)
    days: list[SuggestedDay] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    persons: list[SuggestedPerson] = field(default_factory=list)


def suggest_facts(told: ToldText, *, sent_on: date) -> SuggestedFacts:
    """`sent_on` is the day in whose light a date without a year is read."""
    cues = cues_in(told)
    return SuggestedFacts(
        countries=suggest_countries(told),
        days=suggest_days(told, cues, sent_on=sent_on),
        violations=suggest_violations(told, cues),
        persons=suggest_persons(told),
    )
