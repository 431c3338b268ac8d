"""The columns of CSV and XLSX, documented in docs/reference/addresses.md. Their names never change."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings

from ifex.instruments.search.finding import uids_of
from ifex.instruments.search.requests import SearchRequest
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import term_label
from ifex.network.archive.domain.facts import without_organisation
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.findable import regions_of
from ifex.network.archive.interchange.writing import maps_of
from ifex.network.archive.models import Publication
from ifex.network.archive.presenters.alerts import address_in
from ifex.network.archive.presenters.cards import organisations_of, source_name
from ifex.network.archive.presenters.words import Words, place_labels, words_for
from ifex.network.archive.queries import publications_in_order
from ifex.network.members.models import Organisation

Cell = str | int | float | None
_BATCH = 200
_BETWEEN = "; "

COLUMNS = (
    "uid", "address", "language", "title", "summary", "languages", "published", "corrected", "kind", "urgency",
    "happened_from", "happened_to", "happened_precision", "countries", "country_names", "region", "place",
    "latitude", "longitude", "primary_issue", "issues", "primary_violation", "violations", "violation_names",
    "targets", "target_kinds", "target_genders", "target_outlets", "perpetrators", "perpetrator_kinds",
    "perpetrator_certainties", "expression_link", "verification", "sources", "source_addresses", "case", "updates",
    "sdg_16_10_1", "cpj", "coe", "huridocs",
)  # fmt: skip


def rows_of(request: SearchRequest) -> Iterator[list[Cell]]:
    """One row for each alert that the search finds, in the order of COLUMNS; memory stays flat.

    Raises SearchUnavailable at the call, not at the first row.
    """
    return _rows(uids_of(request), request.language)


def _rows(uids: Iterable[str], language: str) -> Iterator[list[Cell]]:
    remaining = iter(uids)
    while batch := list(islice(remaining, _BATCH)):
        publications = publications_in_order(SubjectKind.ALERT, batch)
        organisations = organisations_of(publications)
        for publication in publications:
            yield row_of(publication, language, organisations)


def row_of(publication: Publication, language: str, organisations: dict[str, Organisation]) -> list[Cell]:
    facts, words = publication.facts, words_for(publication, language)
    maps = maps_of(facts)
    return [
        *_about_the_text(publication, words),
        facts["kind"],
        facts["urgency"],
        *(facts["happened"][key] for key in ("from", "to", "precision")),
        *_places(facts),
        next(iter(facts["issues"]), None),
        _joined(facts["issues"]),
        next(iter(facts["violations"]), None),
        _joined(facts["violations"]),
        _joined(term_label(Vocabulary.VIOLATION_TYPES, slug, language) for slug in facts["violations"]),
        *_people(facts, organisations),
        facts["expression_link"],
        facts["verification"],
        _joined(source_name(row, organisations) for row in facts["sources"]),
        _joined(_address_of(row, organisations) for row in facts["sources"]),
        facts["case"],
        facts["updates"],
        *(maps[scheme] for scheme in ("sdg_16_10_1", "cpj", "coe", "huridocs")),
    ]


def _about_the_text(publication: Publication, words: Words) -> list[Cell]:
    is_corrected = publication.number > 1
    return [
        publication.uid,
        settings.IFEX_BASE_URL + address_in(words.language.code, publication),
        words.language.code,
        words.title,
        words.summary,
        _joined(publication.texts),
        publication.facts.get("published") or publication.valid_from.isoformat(),
        publication.valid_from.isoformat() if is_corrected else None,
    ]


def _places(facts: dict[str, Any]) -> list[Cell]:
    codes, place = facts["countries"], facts.get("place") or {}
    return [
        _joined(codes),
        _joined(place_labels(facts)),
        next(iter(regions_of(facts)), None),
        place.get("name"),
        place.get("lat"),
        place.get("lon"),
    ]


def _people(facts: dict[str, Any], organisations: dict[str, Organisation]) -> list[Cell]:
    targets = [
        without_organisation(row) if _is_hidden(row, organisations) else row for row in facts["targets"]
    ]
    perpetrators = facts["perpetrators"]
    return [
        _joined((row["name"] for row in targets), keep_empty=True),
        _joined((row["kind"] for row in targets), keep_empty=True),
        _joined((row["gender"] for row in targets), keep_empty=True),
        _joined((row.get("outlet") for row in targets), keep_empty=True),
        _joined((row["name"] for row in perpetrators), keep_empty=True),
        _joined((row["kind"] for row in perpetrators), keep_empty=True),
        _joined((row["certainty"] for row in perpetrators), keep_empty=True),
    ]


def _address_of(source: dict[str, Any], organisations: dict[str, Organisation]) -> str:
    return "" if _is_hidden(source, organisations) else source.get("url") or ""


def _is_hidden(row: dict[str, Any], organisations: dict[str, Organisation]) -> bool:
    organisation = organisations.get(row.get("organisation") or "")
    return organisation is not None and organisation.is_hidden


def _joined(values: Iterable[Any], *, keep_empty: bool = False) -> str:
    """Several values in one cell. Lists that belong together keep their gaps, so that the third stays the third."""
    parts = [str(value or "").replace(_BETWEEN, ", ") for value in values]
    if not any(parts):
        return ""
    return _BETWEEN.join(part for part in parts if part or keep_empty)
