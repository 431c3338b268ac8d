from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.taxonomy.queries import countries, country_lineage, find_country, find_term

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "year", "codes"),
    [
        ("TN", None, ("TN",)),
        ("tn", None, ("TN",)),
        ("TUN", None, ("TN",)),
        ("Tunisie", None, ("TN",)),
        ("تونس", None, ("TN",)),
        ("المانيا", None, ("DE",)),
        ("USA", None, ("US",)),
        ("U.S.A.", None, ("US",)),
        ("UK", None, ("GB",)),
        ("Ivory Coast", None, ("CI",)),
        ("COTE D'IVOIRE", None, ("CI",)),
        ("Bosnia", None, ("BA",)),
        ("Bosnia & Herzegovina", None, ("BA",)),
        ("Republic of Congo", None, ("CG",)),
        ("Congo", None, ("CG",)),
        ("Democratic Republic of the Congo", None, ("CD",)),
        ("Turkey", None, ("TR",)),
        ("Türkiye", None, ("TR",)),
        ("Kosovo", None, ("XK",)),
        ("Israel and the Occupied Palestinian Territory", None, ("IL", "PS")),
        ("Israel and the Occupied Palestinian Territory", 2009, ("IL", "PS")),
        ("Israel", None, ("IL",)),
        ("Gaza", None, ("PS",)),
        ("Burma", None, ("MM",)),
        ("Burma", 1988, ("BUMM",)),
        ("Burma", 1999, ("MM",)),
        ("Myanmar", 1988, ("MM",)),
        ("East Timor", None, ("TL",)),
        ("East Timor", 1999, ("TPTL",)),
        ("East Timor", 2010, ("TL",)),
        ("Yugoslavia", None, ("YUCS",)),
        ("Yugoslavia", 1991, ("YUCS",)),
        ("Yugoslavia", 1999, ("YUCS",)),
        ("Serbia and Montenegro", 2004, ("CSXX",)),
        ("CS", 1990, ("CSHH",)),
        ("CS", 2004, ("CSXX",)),
        ("Zaire", 1996, ("ZRCD",)),
        ("Zaire", 2004, ("CD",)),
        ("Soviet Union", 2000, ("SUHH",)),
        ("North Yemen", None, ("YE",)),
        ("", None, ()),
        ("???", None, ()),
        ("Atlantis", None, ()),
    ],
)
def test_find_country_knows(name, year, codes):
    assert find_country(name, year=year) == codes


def test_find_country_knows_every_country_by_every_name():
    lost = [
        (row.code, language)
        for row in countries(with_historic=True)
        for language in LANGUAGE_CODES
        if find_country(row.name[language], year=row.until_year and row.until_year - 1) != (row.code,)
    ]

    assert lost == []


def test_find_country_knows_every_country_by_its_codes():
    rows = countries(with_historic=True)

    assert [row.code for row in rows if find_country(row.code) != (row.code,)] == []
    assert [row.code for row in rows if find_country(row.alpha3) != (row.code,)] == []


CPJ_NAMES = (Path(__file__).parent / "cpj_country_names.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", CPJ_NAMES)
def test_find_country_knows_each_name_of_the_cpj_file(name):
    assert len(find_country(name, year=2000)) == (2 if name.startswith("Israel and") else 1)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=[])) | st.sampled_from(CPJ_NAMES), st.none() | st.integers())
def test_find_country_never_raises(name, year):
    codes = find_country(name, year=year)

    assert all(code.isupper() for code in codes)


def test_country_lineage_follows_a_new_name_but_no_division():
    assert country_lineage("TL") == {"TL", "TPTL"}
    assert country_lineage("CD") == {"CD", "ZRCD"}
    assert country_lineage("RS") == {"RS"}


def test_find_term_knows_slugs_and_names_in_any_language():
    assert find_term("violation_types", "Murder (targeted killing)") == "murder"
    assert find_term("target_kinds", "JOURNALISTS") == "journalists"
    assert find_term("regions", "أفريقيا") == "africa"
    assert find_term("regions", "Mars") is None
    assert find_term("no-such-vocabulary", "x") is None
