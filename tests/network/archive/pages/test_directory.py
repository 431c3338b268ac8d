"""The directory of members: narrowed by region, country, kind and name; hidden ones nowhere."""

from datetime import date

import pytest

from ifex.network.members.domain.standings import change_standing
from ifex.network.members.models import Organisation

MEMBERS = "/en/organisations/"


@pytest.fixture
def members(db, no_index):
    rows = [
        ("LPW", {"en": "Lantern Press Watch", "ar": "مرصد فانوس للصحافة"}, "TN", "ngo"),
        ("FCFE", {"en": "Footbridge Centre"}, "TN", "outlet"),
        ("RED", {"es": "Red de la Pluma"}, "MX", "ngo"),
        ("NUL", {"en": "Without a Country"}, "", "ngo"),
    ]
    made = []
    for acronym, names, country, kind in rows:
        row = Organisation.objects.create(acronym=acronym, names=names, country=country, kind=kind)
        change_standing(row, status="full", from_on=date(2010, 1, 1), by="test")
        made.append(row)
    return made


def found_in(client, query=""):
    page = client.get(MEMBERS + query).content.decode()
    names = ("Lantern", "Footbridge", "Red de la Pluma", "Without a Country")
    return [name for name in names if f"<bdi>{name}" in page]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Lantern", "Footbridge", "Red de la Pluma", "Without a Country"]),
        ("?region=mena", ["Lantern", "Footbridge"]),
        ("?country=TN&kind=outlet", ["Footbridge"]),
        ("?q=PLUMA", ["Red de la Pluma"]),
        ("?q=فانوس", ["Lantern"]),
        ("?q=lpw&country=MX", []),
        (
            "?region=nowhere&kind=x&country=%00&page=9",
            ["Lantern", "Footbridge", "Red de la Pluma", "Without a Country"],
        ),
        ("?q=" + "x" * 5_000, []),
        ("?q=%00%ff", []),
    ],
)
def test_the_directory_is_narrowed_by_what_is_chosen(client, members, query, names):
    assert found_in(client, query) == names


def test_each_choice_says_how_many_it_would_find(client, members):
    page = client.get(f"{MEMBERS}?country=TN").content.decode()

    assert '<option value="mena" selected>' not in page
    assert "Media outlet (1)" in page
    assert "Mexico (1)" in page
    assert "2 members found" in page


def test_the_map_leads_to_the_members_of_a_country(client, members):
    assert 'href="/en/organisations/?country=MX"' in client.get(MEMBERS).content.decode()


def test_hidden_members_are_nowhere(client, members):
    Organisation.objects.filter(acronym="RED").update(is_hidden=True)

    page = client.get(MEMBERS).content.decode()

    assert "Pluma" not in page
    assert "Mexico" not in page.split("<main")[1].split("</form>")[0]


@pytest.mark.usefixtures("steady_tables")
def test_the_directory_costs_the_same_for_many(client, members, django_assert_num_queries):
    client.get(MEMBERS)
    with django_assert_num_queries(1) as first:
        client.get(MEMBERS)
    for number in range(30):
        row = Organisation.objects.create(acronym=f"M{number}", names={}, country="FR")
        change_standing(row, status="full", from_on=date(2010, 1, 1), by="test")
    with django_assert_num_queries(len(first)):
        client.get(MEMBERS)
