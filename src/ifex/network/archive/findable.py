"""An alert as search sees it: one document, all its languages, made from the publication alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ifex.foundations.core.html import html_to_text
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.search.declarations import SearchKind, Stamp
from ifex.instruments.search.documents import Document, Texts
from ifex.instruments.taxonomy.domain.crosswalks import sdg_headline_category
from ifex.instruments.taxonomy.enums import INTERNATIONAL, Vocabulary
from ifex.instruments.taxonomy.queries import country_row, region_of, term
from ifex.instruments.taxonomy.tables import CountryRow, TermRow
from ifex.network.members.models import Organisation
from ifex.network.members.queries import organisations_by_uid

from .domain.facts import without_organisation
from .enums import DatePrecision, SubjectKind
from .models import Person, Publication
from .queries import current_publications, persons_by_uid, publications_by_uid, walk_publications

_BATCH = 200
_KNOWN_TO_THE_MONTH = (DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.RANGE)


@dataclass
class Surroundings:
    """What a batch of alerts names, read once for all of them."""

    persons: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    cases: dict[str, Publication] = field(default_factory=dict)


def alert_kind() -> SearchKind:
    return SearchKind(
        slug=SubjectKind.ALERT.value, load=load_documents, iterate=iterate_documents, stamps=stamps
    )


def load_documents(uids: list[str]) -> Iterable[Document]:
    rows = current_publications(SubjectKind.ALERT).filter(uid__in=uids)
    return documents_of(list(rows))


def iterate_documents(after: str) -> Iterator[Document]:
    batch: list[Publication] = []
    for publication in walk_publications(SubjectKind.ALERT, after=after):
        batch.append(publication)
        if len(batch) == _BATCH:
            yield from documents_of(batch)
            batch = []
    yield from documents_of(batch)


def stamps(after: str) -> Iterator[Stamp]:
    rows = current_publications(SubjectKind.ALERT).filter(uid__gt=after).order_by("uid")
    for uid, pk in rows.values_list("uid", "pk").iterator(chunk_size=5_000):
        yield Stamp(uid, str(pk))


def documents_of(publications: list[Publication]) -> list[Document]:
    around = surroundings_of(publications)
    return [document_of(publication, around) for publication in publications]


def surroundings_of(publications: list[Publication]) -> Surroundings:
    facts = [publication.facts for publication in publications]
    persons = {t["person"] for f in facts for t in f["targets"] if t.get("person")}
    organisations = {
        row["organisation"]
        for f in facts
        for row in [*f["sources"], *f["targets"]]
        if row.get("organisation")
    }
    cases = {f["case"] for f in facts if f.get("case")}
    return Surroundings(
        persons=persons_by_uid(persons) if persons else {},
        organisations=organisations_by_uid(organisations) if organisations else {},
        cases=publications_by_uid(SubjectKind.CASE, cases) if cases else {},
    )


def document_of(publication: Publication, around: Surroundings) -> Document:
    facts = publication.facts
    day = day_of(facts)
    first_at = publication_date(publication)
    return Document(
        kind=SubjectKind.ALERT.value,
        uid=publication.uid,
        at=first_at,
        stamp=str(publication.pk),
        texts={code: _texts(text) for code, text in publication.texts.items()},
        labels=labels_of(facts, around),
        names=names_of(facts, around),
        facets=facets_of(publication, around),
        day=day,
        year=day.year if day else first_at.year,
    )


def publication_date(publication: Publication) -> datetime:
    """When the record was first published (later publications carry it in their facts)."""
    first = publication.facts.get("published")
    return datetime.fromisoformat(first) if first else publication.valid_from


def day_of(facts: dict[str, Any]) -> date | None:
    start = facts["happened"]["from"]
    return date.fromisoformat(start) if start else None


def regions_of(facts: dict[str, Any]) -> list[str]:
    """Those of its countries, or "international"."""
    found = _distinct(region_of(code) for code in facts["countries"])
    return found or ([INTERNATIONAL] if facts.get("international") else [])


def _texts(text: dict[str, str]) -> Texts:
    motive = " ".join(html_to_text(text[name]) for name in ("motive", "justification") if text.get(name))
    return Texts(
        title=text.get("title", ""),
        summary=html_to_text(text.get("summary", "")),
        body=f"{html_to_text(text.get('body', ''))} {motive}".strip(),
    )


def labels_of(facts: dict[str, Any], around: Surroundings) -> dict[str, list[str]]:
    """The names of all its terms in every language, so that a question in one finds a text in another."""
    rows: list[CountryRow | TermRow | None] = [country_row(code) for code in facts["countries"]]
    rows += [term(Vocabulary.REGIONS, slug) for slug in regions_of(facts)[:1]]
    rows += [term(Vocabulary.ISSUE_AREAS, slug) for slug in facts["issues"]]
    rows += [term(Vocabulary.VIOLATION_TYPES, slug) for slug in facts["violations"]]
    rows += [term(Vocabulary.POSITIVE_DEVELOPMENTS, slug) for slug in facts.get("developments", [])]
    rows += [
        term(Vocabulary.TARGET_KINDS, slug) for slug in dict.fromkeys(t["kind"] for t in facts["targets"])
    ]
    labels: dict[str, list[str]] = {}
    for row in rows:
        for code, name in (row.name if row else {}).items():
            labels.setdefault(code, []).append(name)
    for source in facts["sources"]:
        organisation = around.organisations.get(source.get("organisation") or "")
        if organisation and not organisation.is_hidden:
            for code in LANGUAGE_CODES:
                if name := organisation.names.get(code):
                    labels.setdefault(code, []).append(name)
    return labels


def names_of(facts: dict[str, Any], around: Surroundings) -> list[str]:
    """People, outlets and members by every name and in every script in which they may be shown.

    Somebody who may not be named any more is found by what the publication itself says, and by nothing else.
    """
    names: dict[str, None] = {}
    for row in facts["targets"]:
        target = without_organisation(row) if _is_hidden(row, around) else row
        names.update(dict.fromkeys([target["name"], *target.get("variants", []), target.get("outlet") or ""]))
        person = around.persons.get(target.get("person") or "")
        if person and person.may_be_named:
            names.update(dict.fromkeys([*person.names.values(), *person.variants]))
    names.update(dict.fromkeys(row["name"] or "" for row in facts["perpetrators"]))
    names.update(dict.fromkeys(row["name"] for row in facts["sources"] if not _is_hidden(row, around)))
    names[(facts["place"] or {}).get("name", "")] = None
    names.pop("", None)
    return list(names)


def _is_hidden(row: dict[str, Any], around: Surroundings) -> bool:
    """Whether a source or target is a hidden organisation."""
    organisation = around.organisations.get(row.get("organisation") or "")
    return organisation is not None and organisation.is_hidden


def facets_of(publication: Publication, around: Surroundings) -> dict[str, list[str]]:
    facts = publication.facts
    case = around.cases.get(facts.get("case") or "")
    day = day_of(facts)
    return {
        "year": [str(day.year if day else publication_date(publication).year)],
        "region": regions_of(facts),
        "country": list(facts["countries"]),
        "issue": facts["issues"],
        "violation": facts["violations"],
        "target": _distinct(target["kind"] for target in facts["targets"]),
        "perpetrator": _distinct(row["kind"] for row in facts["perpetrators"]),
        "member": _members(facts, around),
        "language": list(publication.texts),
        "kind": [facts["kind"]],
        "status": [case.facts["status"]] if case else [],
        "situation": _situations_now(case, facts) if case else [],
        "primary": facts["violations"][:1],
        "month": [day.isoformat()[:7]]
        if day and facts["happened"]["precision"] in _KNOWN_TO_THE_MONTH
        else [],
        "sdg": _distinct([_sdg_of(facts)]),
    }


def _sdg_of(facts: dict[str, Any]) -> str | None:
    """The category of SDG indicator 16.10.1 under which the alert adds one to its headline count."""
    return sdg_headline_category(
        facts["violations"],
        target_kinds=[target["kind"] for target in facts["targets"]],
        verification=facts["verification"],
        expression_link=facts["expression_link"],
    )


def _members(facts: dict[str, Any], around: Surroundings) -> list[str]:
    rows = [around.organisations.get(source.get("organisation") or "") for source in facts["sources"]]
    return _distinct(row.uid for row in rows if row and not row.is_hidden)


def _situations_now(case: Publication, facts: dict[str, Any]) -> list[str]:
    """Where the case's persons stand last of all; only the alert's own persons where it names any."""
    own = {target.get("person") for target in facts["targets"]} - {None}
    people = case.facts["persons"]
    mine = [person for person in people if person["person"] in own] or people
    return _distinct(person["situations"][-1]["situation"] for person in mine if person["situations"])


def _distinct(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
