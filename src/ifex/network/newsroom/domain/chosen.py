"""Facts that an editor has taken from what a text seems to say, on their way into an alert."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ifex.network.archive.enums import DatePrecision
from ifex.network.archive.models import Alert, Person, Target


@dataclass(frozen=True)
class ChosenFacts:
    """`persons` maps uids to the name as the text has it."""

    countries: list[str] = field(default_factory=list)
    day: tuple[date, DatePrecision] | None = None
    violations: list[str] = field(default_factory=list)
    persons: dict[str, str] = field(default_factory=dict)


def facts_with(facts: dict[str, Any], chosen: ChosenFacts) -> dict[str, Any]:
    """What the member told stands; what was chosen fills the gaps, or stands behind it."""
    countries = list(
        dict.fromkeys([facts["country"], *chosen.countries]) if facts["country"] else chosen.countries
    )
    told = [facts["primary_violation"], *facts["further_violations"]] if facts["primary_violation"] else []
    violations = list(dict.fromkeys([*told, *chosen.violations]))
    filled = {
        **facts,
        "country": countries[0] if countries else "",
        "further_countries": countries[1:],
        "primary_violation": violations[0] if violations else "",
        "further_violations": violations[1:],
    }
    if chosen.day and not facts["happened_from"]:
        filled["happened_from"], filled["happened_precision"] = chosen.day
    return filled


def write_persons(alert: Alert, chosen: ChosenFacts) -> None:
    """Each becomes a target, or the target of that name is known to be them."""
    targets = {target.name.casefold(): target for target in alert.targets.all()}
    for person in Person.objects.filter(uid__in=chosen.persons).order_by("pk"):
        written = chosen.persons[person.uid]
        told = targets.get(written.casefold())
        if told is not None:
            told.person = person
            told.save(update_fields=["person"])
            continue
        Target.objects.create(
            alert=alert,
            sort_order=len(targets),
            name=written,
            kind=person.kind,
            gender=person.gender,
            person=person,
            pseudonym=person.pseudonym,
        )
        targets[written.casefold()] = Target(name=written)
