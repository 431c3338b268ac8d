"""An incident as an alert of the interchange format."""

import re
from datetime import datetime
from typing import Any

from .addressees import recommended_actions
from .facts import ABOUT_LAW, ABOUT_OUTLET, ABOUT_PERSON, ABOUT_PUBLIC, Facts
from .organisations import Organisation
from .people import Person
from .tables import organisation_words
from .telling import Teller

_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
_STATE_AGENTS = frozenset(
    [
        "police",
        "armed-forces",
        "intelligence-services",
        "border-authorities",
        "prison-authorities",
        "courts",
        "prosecutors",
        "legislature",
        "media-regulator",
        "local-officials",
        "national-officials",
    ]
)
_PLAIN_KINDS = ("statement", "report", "capsule", "joint-statement")
_LIVING_WITHOUT_NAME = "unknown"


def alert_object(
    facts: Facts, uid: str, serial: int, *, case: str | None = None, updates: str | None = None
) -> dict[str, Any]:
    """The alert. `serial` numbers alerts of the whole world: addresses are made from it."""
    versions = {
        code: Teller(facts, code).tell(is_source=number == 0) for number, code in enumerate(facts.languages)
    }
    is_good = facts.mood == "good"
    violations = [] if is_good else _violations(facts)
    return {
        "type": "alert",
        "uid": uid,
        "kind": _kind(facts, updates),
        "urgency": facts.event.facts["urgency"],
        "published": facts.published.isoformat() + "Z",
        "embargo_until": None,
        "happened": _happened(facts),
        "countries": [facts.country.code],
        "place": _place(facts),
        "issues": _issues(facts),
        "violations": violations,
        "developments": [facts.event.slug] if is_good else [],
        "targets": _targets(facts),
        "perpetrators": _perpetrators(facts),
        "expression_link": facts.link,
        "verification": _verification(facts),
        "sources": _sources(facts, serial),
        "actions": recommended_actions(facts),
        "case": case,
        "updates": updates,
        "legacy_urls": _legacy_urls(facts, versions, serial),
        "attachments": [],
        "corrections": [],
        "versions": versions,
        "extra": {},
    }


def _kind(facts: Facts, updates: str | None) -> str:
    kind = facts.event.facts.get("kind")
    if kind == "positive-development":
        return str(kind)
    if updates is not None:
        return "update"
    if facts.closes is not None and facts.dice & 3 == 0:
        return "urgent-appeal"
    if kind is None and facts.dice % 23 == 0:
        return str(facts.pick(_PLAIN_KINDS, 35))
    return str(kind or "alert")


def _happened(facts: Facts) -> dict[str, Any]:
    if facts.precision == "unknown":
        return {"from": None, "to": None, "precision": "unknown"}
    day = facts.day
    if facts.precision == "month":
        day = day.replace(day=1)
    elif facts.precision == "year":
        day = day.replace(month=1, day=1)
    until = facts.until.isoformat() if facts.until is not None else None
    return {"from": day.isoformat(), "to": until, "precision": facts.precision}


def _place(facts: Facts) -> dict[str, Any] | None:
    if facts.dice % 14 == 3:
        return None
    city = facts.city
    is_national = facts.about == ABOUT_LAW
    return {
        "name": city.names["en"],
        "lat": city.latitude,
        "lon": city.longitude,
        "precision": "country" if is_national else "city",
    }


def _issues(facts: Facts) -> list[str]:
    issues = [facts.event.facts["issues"][facts.dice % len(facts.event.facts["issues"])]]
    if facts.event.facts.get("by_charge"):
        issues.insert(0, facts.charge["issue"])
    if facts.law is not None:
        issues.insert(0, facts.law["issue"])
    if facts.dice & 128:
        issues.append(facts.topic["issue"])
    if facts.event.facts.get("women"):
        issues.append("gender")
    return list(dict.fromkeys(issues))


def _violations(facts: Facts) -> list[str]:
    violations = [facts.event.slug]
    if facts.event.facts.get("by_charge"):
        violations.append(facts.charge["v"])
    also = facts.event.facts.get("also", ())
    violations += [slug for number, slug in enumerate(also) if facts.dice >> (8 + number) & 1]
    return list(dict.fromkeys(violations))


def _targets(facts: Facts) -> list[dict[str, Any]]:
    if facts.about == ABOUT_PERSON:
        targets = [
            _person_target(person, facts) for person in (facts.person, facts.second) if person is not None
        ]
        if facts.event.facts["target"] == "person" and facts.dice & 7 == 5 and facts.outlet is not None:
            targets.append(_thing(facts.outlet.name, facts.outlet.target_kind))
        return targets
    if facts.about == ABOUT_OUTLET and facts.outlet is not None:
        return [_thing(facts.outlet.name, facts.outlet.target_kind)]
    if facts.work is not None and facts.work_title is not None and facts.author is not None:
        author = _person_target(facts.author, facts)
        return [_thing(facts.work_title["en"], facts.work["kind"]), author]
    if facts.about == ABOUT_PUBLIC:
        return [_thing("", "protesters" if facts.event.key == "protest-repressed" else "general-public")]
    return [_thing("", "general-public")]


def _person_target(person: Person, facts: Facts) -> dict[str, Any]:
    is_named = person.shown is not None
    factor = "unknown"
    if person.gender == "f" and is_named:
        factor = "yes" if facts.event.facts.get("women") else ("possible" if facts.dice & 56 == 56 else "no")
    return {
        "name": person.name.latin if is_named else None,
        "variants": [person.name.arabic, *person.variants] if is_named and person.pseudonym is None else [],
        "kind": person.kind,
        "gender": person.gender,
        "nationality": person.nationality,
        "outlet": person.outlet.name if person.outlet is not None else None,
        "pseudonym": person.pseudonym,
        "consent": person.consent,
        "gender_factor": factor,
        "person": person.uid if is_named else None,
        "organisation": None,
    }


def _thing(name: str, kind: str) -> dict[str, Any]:
    return {
        "name": name or None,
        "variants": [],
        "kind": kind,
        "gender": "unknown",
        "nationality": None,
        "outlet": None,
        "pseudonym": None,
        "consent": "public" if name else "unknown",
        "gender_factor": "unknown",
        "person": None,
        "organisation": None,
    }


def _perpetrators(facts: Facts) -> list[dict[str, Any]]:
    if facts.mood == "good" or not facts.event.facts["agents"]:
        return []
    if facts.agent == "unknown":
        certainty = "unknown"
    elif facts.agent in _STATE_AGENTS and facts.mood != "violent":
        certainty = "established"
    else:
        certainty = facts.pick(("established", "credible", "alleged", "alleged", "claimed"), 21)
    claimed_by = facts.organisation.acronym if certainty == "alleged" else None
    return [{"kind": facts.agent, "name": None, "certainty": certainty, "claimed_by": claimed_by}]


def _verification(facts: Facts) -> str:
    if facts.has_differing_accounts:
        return "disputed"
    if facts.further_sources:
        return "confirmed"
    return str(facts.pick(("confirmed", "likely", "likely", "likely", "possible", "unverified"), 25))


def _sources(facts: Facts, serial: int) -> list[dict[str, Any]]:
    sources = [_member_source(facts.organisation, serial)]
    for other in facts.further_sources:
        if isinstance(other, Organisation):
            source = _member_source(other, serial)
            if facts.has_differing_accounts:
                source["facts"] = {
                    "persons_involved": 2 + facts.dice % 5,
                    "hour": f"{8 + facts.dice % 12}:30",
                }
            sources.append(source)
        else:
            outside = facts.pick(organisation_words()["outside"], 7)
            sources.append({"organisation": outside["en"], "url": None, "facts": {}})
    return sources


def _member_source(member: Organisation, serial: int) -> dict[str, Any]:
    return {"organisation": member.uid, "url": f"{member.website}/alerts/{serial}", "facts": {}}


def _legacy_urls(facts: Facts, versions: dict[str, dict[str, str]], serial: int) -> list[str]:
    """Where the alert stood on the network's earlier sites."""
    moment: datetime = facts.published
    if moment.year < 2009:
        return [f"/{code}/content/view/full/{10000 + serial}" for code in versions if code != "ar"]
    if moment.year > 2018:
        return []
    country = _NOT_IN_SLUGS.sub("_", facts.country.names["en"].lower()).strip("_")
    words = facts.event.key.replace("-", "_")
    return [f"/{country}/{moment:%Y/%m/%d}/{words}_{serial}/"]
