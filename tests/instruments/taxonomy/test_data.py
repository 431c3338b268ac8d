"""What ships: 380 terms in 21 vocabularies and 250 living countries, each in four languages."""

from collections import Counter

import pytest

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.taxonomy import queries
from ifex.instruments.taxonomy.domain.shipped import read_shipped
from ifex.instruments.taxonomy.enums import Vocabulary

TERMS = {
    "regions": 6,
    "issue_areas": 33,
    "violation_groups": 12,
    "violation_types": 91,
    "positive_developments": 14,
    "target_kinds": 67,
    "perpetrator_kinds": 31,
    "perpetrator_certainty": 5,
    "alert_kinds": 13,
    "urgency_levels": 4,
    "case_statuses": 9,
    "person_situations": 26,
    "media_situations": 8,
    "accountability_statuses": 9,
    "verification_levels": 6,
    "expression_links": 4,
    "gender_factors": 4,
    "recommended_actions": 12,
    "joint_action_kinds": 9,
    "publication_kinds": 8,
    "membership_statuses": 9,
}
MAPPED_VIOLATION_TYPES = {"sdg_16_10_1": 26, "cpj": 85, "uspft": 42, "huridocs": 86, "coe": 91}

pytestmark = pytest.mark.django_db


def test_vocabulary_has_every_shipped_term():
    counts = {name: len(queries.vocabulary(name)) for name in Vocabulary.values}

    assert counts == TERMS
    assert sum(counts.values()) == 380


def test_vocabulary_names_every_term_in_every_language():
    nameless = [
        f"{name}/{slug}.{language}"
        for name in Vocabulary.values
        for slug, row in queries.vocabulary(name).items()
        for language in LANGUAGE_CODES
        if not row.name.get(language)
    ]

    assert nameless == []


def test_vocabulary_writes_scope_notes_in_every_language_or_none():
    noted = [row for name in Vocabulary.values for row in queries.vocabulary(name).values() if row.scope_note]

    assert len(noted) == 25
    assert [row.slug for row in noted if set(row.scope_note) != set(LANGUAGE_CODES)] == []


def test_violation_types_by_group_has_every_type_once():
    groups = queries.violation_types_by_group()

    assert set(groups) == set(queries.vocabulary("violation_groups"))
    assert sorted(row.slug for rows in groups.values() for row in rows) == sorted(
        queries.vocabulary("violation_types")
    )


def test_crosswalk_maps_as_many_types_as_the_sources_say():
    rows = queries.vocabulary("violation_types").values()

    counts = {scheme: sum(scheme in row.maps for row in rows) for scheme in MAPPED_VIOLATION_TYPES}

    assert counts == MAPPED_VIOLATION_TYPES


def test_crosswalk_uses_only_values_of_its_scheme():
    schemes = read_shipped().schemes
    values = {name: set(scheme["values"]) for name, scheme in schemes.items() if "values" in scheme}

    foreign = [
        f"{row.slug}: {scheme}={value}"
        for name in Vocabulary.values
        for row in queries.vocabulary(name).values()
        for scheme, value in row.maps.items()
        if scheme in values and value not in values[scheme]
    ]

    assert foreign == []


def test_countries_living_are_250_each_in_a_region_with_countries():
    rows = queries.countries()

    assert len(rows) == 250
    assert {row.region for row in rows} == set(queries.regions()) - {"international"}


def test_countries_have_a_distinct_name_in_every_language():
    for language in LANGUAGE_CODES:
        names = Counter(row.name[language] for row in queries.countries(with_historic=True))

        assert [name for name, count in names.items() if count > 1 or not name] == []


def test_countries_historic_have_years_and_known_successors():
    historic = [row for row in queries.countries(with_historic=True) if row.is_historic]

    assert len(historic) == 19
    assert all(row.from_year < row.until_year and row.until_year >= 1975 for row in historic)
    assert [code for row in historic for code in row.successors if not queries.country_row(code)] == []
    assert all(row.successors for row in historic)


def test_countries_stand_in_the_regions_we_decided():
    wanted = {
        "RU": "europe-central-asia",
        "TR": "europe-central-asia",
        "KZ": "europe-central-asia",
        "AM": "europe-central-asia",
        "MA": "mena",
        "IR": "mena",
        "IL": "mena",
        "PS": "mena",
        "SD": "mena",
        "MR": "africa",
        "SO": "africa",
        "DJ": "africa",
        "AF": "asia-pacific",
        "GL": "americas",
    }

    assert {code: queries.region_of(code) for code in wanted} == wanted
