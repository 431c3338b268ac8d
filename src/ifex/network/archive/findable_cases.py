"""A case as search sees it: by its title and by the persons that it names, made from the publication alone."""

from typing import Any

from ifex.instruments.search.declarations import SearchKind
from ifex.instruments.search.documents import Document, Texts
from ifex.instruments.taxonomy.queries import region_of
from ifex.network.archive.models import Person, Publication

from .enums import SubjectKind
from .findable import kind_of_publications, publication_date
from .queries import persons_by_uid


def case_kind() -> SearchKind:
    return kind_of_publications(SubjectKind.CASE, documents_of_cases)


def documents_of_cases(publications: list[Publication]) -> list[Document]:
    uids = {row["person"] for publication in publications for row in publication.facts["persons"]} - {None}
    persons = persons_by_uid(uids) if uids else {}
    return [_document_of(publication, persons) for publication in publications]


def _document_of(publication: Publication, persons: dict[str, Person]) -> Document:
    facts = publication.facts
    return Document(
        kind=SubjectKind.CASE.value,
        uid=publication.uid,
        at=publication_date(publication),
        stamp=str(publication.pk),
        texts={code: Texts(title=text.get("title", "")) for code, text in publication.texts.items()},
        names=list(dict.fromkeys(name for row in facts["persons"] for name in _names_of(row, persons))),
        facets=facets_of_places(facts["countries"]) | {"status": [facts["status"]]},
    )


def _names_of(row: dict[str, Any], persons: dict[str, Person]) -> list[str]:
    """A pseudonym, or the names of somebody who may still be named."""
    if not row["person"]:
        return [row["pseudonym"]] if row.get("pseudonym") else []
    person = persons.get(row["person"])
    return [name for name in row["names"].values() if name] if person and person.may_be_named else []


def facets_of_places(codes: list[str]) -> dict[str, list[str]]:
    regions = dict.fromkeys(region_of(code) for code in codes)
    return {"country": list(codes), "region": [slug for slug in regions if slug]}
