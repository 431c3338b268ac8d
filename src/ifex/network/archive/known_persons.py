"""Persons as publications show them: nothing here comes from the editors' row but whether they may be named."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from ifex.foundations.core.languages import LANGUAGE_TABLE, Language, get_language_row
from ifex.instruments.search.analysis.words import ARABIC
from ifex.network.archive.models import Mention, Person, Publication

from .enums import PERSON, SubjectKind
from .queries import merged_uids, persons_by_uid, publications_of_both

Facts = dict[str, Any]
MOST_READ = 5
"""So many of the newest alerts, and of the newest cases, say how somebody of a list is called."""


@dataclass
class KnownPerson:
    """What a set of publications says of one person, newest first."""

    names: dict[str, str] = field(default_factory=dict)
    further_names: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)

    def name(self, language: str) -> str:
        """In the reader's language, else in its script, else as the newest publication writes it."""
        names = [*self.names.values(), *self.further_names]
        return self.names.get(language) or in_script_of(language, names) or next(iter(names), "")

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


@dataclass
class NamedPerson:
    """Somebody who may be named and is; `newest_at` is the moment of the newest publication that names them."""

    uid: str
    known: KnownPerson
    newest_at: datetime


def in_script_of(language: str, names: Iterable[str]) -> str:
    """The first of the names that is written as the language is; "" for none."""
    is_arabic = get_language_row(language).direction == "rtl"
    return next((name for name in names if name and bool(ARABIC.search(name)) == is_arabic), "")


def known_person(uids: list[str], alerts: list[Publication], cases: list[Publication]) -> KnownPerson:
    known = KnownPerson()
    for case in cases:
        for row in persons_of(case.facts, uids):
            for code, name in (row.get("names") or {}).items():
                known.names.setdefault(code, name)
            _add(known.countries, *case.facts["countries"])
    for alert in alerts:
        for target in _targets_of(alert.facts, uids):
            _add(known.further_names, target["name"], *(target.get("variants") or []))
            _add(known.kinds, target["kind"])
            _add(known.genders, target["gender"])
            _add(known.nationalities, target.get("nationality"))
            _add(known.outlets, target.get("outlet"))
            _add(known.countries, *alert.facts["countries"])
    return known


def named_persons(uids: Iterable[str]) -> dict[str, NamedPerson]:
    """By their own uid, also where one of `uids` was merged into them. Four queries, whatever the number."""
    found = {row.uid: row for row in persons_by_uid(uids).values() if may_be_listed(row)}
    merged = merged_uids(found)
    root_of = {uid: root for root, group in merged.items() for uid in group}
    mentions: dict[str, list[Mention]] = {uid: [] for uid in found}
    for mention in _newest_mentions(root_of):
        mentions[root_of[mention.thing]].append(mention)
    publications = _publications_of([mention for group in mentions.values() for mention in group])
    return {uid: _named(uid, merged[uid], group, publications) for uid, group in mentions.items() if group}


def may_be_listed(person: Person) -> bool:
    return person.merged_into_id is None and person.may_be_named


def _newest_mentions(uids: Iterable[str]) -> list[Mention]:
    place = Window(
        RowNumber(), partition_by=[F("thing"), F("kind")], order_by=[F("at").desc(), F("id").desc()]
    )
    rows = Mention.objects.filter(thing_kind=PERSON, thing__in=list(uids)).annotate(place=place)
    return list(rows.filter(place__lte=MOST_READ).order_by("-at", "-id"))


def _publications_of(mentions: list[Mention]) -> dict[tuple[str, str], Publication]:
    uids = {kind: [one.uid for one in mentions if one.kind == kind] for kind in SubjectKind}
    return publications_of_both(uids[SubjectKind.ALERT], uids[SubjectKind.CASE]) if mentions else {}


def _named(
    uid: str, uids: list[str], mentions: list[Mention], publications: dict[tuple[str, str], Publication]
) -> NamedPerson:
    rows = [publications[key] for one in mentions if (key := (one.kind, one.uid)) in publications]
    alerts = [row for row in rows if row.kind == SubjectKind.ALERT]
    cases = [row for row in rows if row.kind == SubjectKind.CASE]
    return NamedPerson(uid, known_person(uids, alerts, cases), mentions[0].at)


def _targets_of(facts: Facts, uids: list[str]) -> list[Facts]:
    return [target for target in facts.get("targets", []) if target.get("person") in uids]


def persons_of(facts: Facts, uids: list[str]) -> list[Facts]:
    """What a case says of the person."""
    return [row for row in facts.get("persons", []) if row.get("person") in uids]


def _add(values: list[str], *found: str | None) -> None:
    values += [value for value in dict.fromkeys(found) if value and value not in values]
