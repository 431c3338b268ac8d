"""A person, as publications show them: nothing here comes from the editors' row of the person."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ifex.foundations.core.languages import LANGUAGE_TABLE, Language
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.enums import Gender
from ifex.network.archive.models import Publication

from .cases import ShownSituation, shown_situation
from .facts import Fact, Value

Facts = dict[str, Any]


@dataclass
class KnownPerson:
    """What a set of publications says of one person, newest first."""

    names: dict[str, str] = field(default_factory=dict)
    further_names: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)

    def name(self, language: str) -> str:
        """In the reader's language, else as the newest publication writes it."""
        return self.names.get(language) or next(iter([*self.names.values(), *self.further_names]), "")

    def other_names(self, language: str) -> list[tuple[Language | None, str]]:
        """Every other way of writing it, with its language where that is known."""
        shown = {self.name(language)}
        others: list[tuple[Language | None, str]] = []
        for row in LANGUAGE_TABLE:
            name = self.names.get(row.code, "")
            if name and name not in shown:
                shown.add(name)
                others.append((row, name))
        for name in self.further_names:
            if name not in shown:
                shown.add(name)
                others.append((None, name))
        return others


def known_person(uids: list[str], alerts: list[Publication], cases: list[Publication]) -> KnownPerson:
    known = KnownPerson()
    for case in cases:
        for row in _persons_of(case.facts, uids):
            for code, name in (row.get("names") or {}).items():
                known.names.setdefault(code, name)
    for alert in alerts:
        for target in _targets_of(alert.facts, uids):
            _add(known.further_names, target["name"], *(target.get("variants") or []))
            _add(known.kinds, target["kind"])
            _add(known.genders, target["gender"])
            _add(known.nationalities, target.get("nationality"))
            _add(known.outlets, target.get("outlet"))
    return known


def _targets_of(facts: Facts, uids: list[str]) -> list[Facts]:
    return [target for target in facts.get("targets", []) if target.get("person") in uids]


def _persons_of(facts: Facts, uids: list[str]) -> list[Facts]:
    return [row for row in facts.get("persons", []) if row.get("person") in uids]


def _add(values: list[str], *found: str | None) -> None:
    values += [value for value in dict.fromkeys(found) if value and value not in values]


def situations_of_person(uids: list[str], cases: list[Publication]) -> list[ShownSituation]:
    spans = [span for case in cases for row in _persons_of(case.facts, uids) for span in row["situations"]]
    return sorted((shown_situation(span) for span in spans), key=lambda span: span.start)


def facts_of_person(known: KnownPerson) -> list[Fact]:
    genders = [slug for slug in known.genders if slug != Gender.UNKNOWN]
    shown = [
        Fact(_("Who they are"), [Value(term_label(Vocabulary.TARGET_KINDS, slug)) for slug in known.kinds]),
        Fact(_("Gender"), [Value(dict(Gender.choices).get(slug, slug)) for slug in genders]),
        Fact(_("Nationality"), [Value(country_label(code)) for code in known.nationalities]),
        Fact(_("Outlet"), [Value(name) for name in known.outlets]),
    ]
    return [fact for fact in shown if fact.texts]
