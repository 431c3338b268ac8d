from datetime import date

import pytest

from ifex.faces.home.front import last_months


@pytest.fixture
def no_index(settings, tmp_path):
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path / 'nothing'}"


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("fr-CA,fr;q=0.9", "fr"),
        ("ar", "ar"),
        ("es-MX,en;q=0.5", "es"),
        ("de", "en"),
        ("", "en"),
        ("*;q=;;", "en"),
    ],
)
def test_the_bare_address_leads_to_the_readers_language(client, db, wanted, language):
    response = client.get("/", headers={"Accept-Language": wanted})

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies


def test_the_bare_address_takes_no_form(client, db):
    assert client.post("/").status_code == 405


def test_the_front_page_stands_without_an_index(client, db, no_index):
    response = client.get("/en/")

    assert response.status_code == 200
    assert b"The search is not available" in response.content
    assert not response.cookies


def test_last_months_are_the_present_one_and_eleven_before():
    months = last_months(date(2026, 2, 5))

    assert (months[0], months[-1], len(months)) == ("2025-03", "2026-02", 12)
    assert last_months(date(2026, 12, 31), 2) == ["2026-11", "2026-12"]
