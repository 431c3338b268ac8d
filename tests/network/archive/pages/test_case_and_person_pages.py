from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ifex.foundations.core import clock
from ifex.network.archive.domain.merging import merge_persons
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.findable import Surroundings, names_of
from ifex.network.archive.interchange.exporting import public_objects
from ifex.network.archive.models import Person
from ifex.network.archive.presenters.cases import days_without_justice

MOST_QUERIES = 12
SPANS = [
    ("pretrial-detention", date(2025, 1, 10), date(2025, 6, 1)),
    ("released-acquitted", date(2025, 6, 1), None),
]


@pytest.fixture
def case(make_case, make_person):
    person = make_person()
    person.names = {"en": "Samira Ben Yedder", "ar": "سميرة بن يدر"}
    person.save()
    case = make_case(person, spans=SPANS, violated_on=date(2025, 1, 10), accountability="no-investigation")
    case.person = person
    publish(case, by="test")
    return case


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def test_show_case_puts_alerts_and_situations_in_one_line_of_time(client, index, case, publish_alert):
    publish_alert(texts={"en": "Arrested at home"}, case=case, happened_from=date(2025, 1, 9))
    publish_alert(texts={"en": "Trial begins"}, case=case, happened_from=date(2025, 3, 2))

    html = text_of(client, f"/en/cases/{case.uid}/")
    line = html[html.index('id="timeline"') :]

    places = [
        line.index(words) for words in ("Arrested at home", "10 January 2025", "Trial begins", "1 June 2025")
    ]
    assert places == sorted(places)


def test_show_case_tells_an_alert_and_the_situation_of_its_day_once(client, index, case, publish_alert):
    publish_alert(texts={"fr": "Arrêtée chez elle"}, case=case, happened_from=date(2025, 1, 10))

    html = text_of(client, f"/en/cases/{case.uid}/")
    line = html[html.index('id="timeline"') : html.index('id="cite"')]

    assert line.count("10 January 2025") == 1
    assert "Samira Ben Yedder: In pre-trial detention" in line
    assert '<span class="badge">Français</span>' in line


def test_show_case_counts_the_days_without_justice_until_today(client, case):
    with clock.stopped_clock(datetime(2025, 1, 20, 9, tzinfo=UTC)):
        html = text_of(client, f"/en/cases/{case.uid}/")

    assert (
        '<span class="figure-number">10</span> days without justice, from 10 January 2025 to 20 January 2025'
        in html
    )


def test_days_without_justice_end_when_somebody_is_fully_held_to_account():
    facts = {"violated": "2025-01-10", "accountability": "full-justice", "accountability_on": "2025-01-15"}
    today = date(2026, 1, 1)

    assert days_without_justice(facts, today) == 5
    assert days_without_justice(facts | {"accountability": "partial-justice"}, today) == 356
    assert days_without_justice(facts | {"accountability_on": None}, today) is None
    assert days_without_justice(facts | {"violated": None}, today) is None
    assert days_without_justice(facts | {"violated": "2027-01-01"}, today) is None


def test_show_case_pages_a_long_timeline_without_losing_a_situation(
    client, index, case, publish_alert, monkeypatch
):
    monkeypatch.setattr("ifex.network.archive.views.cases.ALERTS_A_PAGE", 2)
    for month in (1, 3, 5, 7, 9):
        moment = datetime(2025, month, 20, tzinfo=UTC)
        publish_alert(texts={"en": f"Month {month}"}, case=case, happened_from=moment.date(), at=moment)

    pages = [text_of(client, f"/en/cases/{case.uid}/?page={page}") for page in (1, 2, 3)]
    lines = [page[page.index('id="timeline"') : page.index('id="cite"')] for page in pages]

    assert [[month for month in (1, 3, 5, 7, 9) if f"Month {month}" in line] for line in lines] == [
        [1, 3],
        [5, 7],
        [9],
    ]
    assert [line.count("is-key") for line in lines] == [1, 1, 0]


def test_show_case_answers_404_before_and_410_after(client, make_case, make_person, case):
    assert client.get(f"/en/cases/{make_case(make_person()).uid}/").status_code == 404
    withdraw(case, by="test", note={"en": "A mistake."})

    response = client.get(f"/en/cases/{case.uid}/")

    assert response.status_code == 410
    assert b"A mistake." in response.content
    assert client.get(f"/en/cases/{case.uid}/history/").status_code == 200


def test_show_case_keeps_a_pseudonym(client, make_case, make_person):
    person = make_person(name="Samira Ben Yedder", pseudonym="Amel")
    case = make_case(person, spans=SPANS)
    publish(case, by="test")

    html = text_of(client, f"/en/cases/{case.uid}/")

    assert "Amel" in html
    assert "Samira" not in html
    assert person.uid not in html
    assert client.get(f"/en/persons/{person.uid}/").status_code == 404


@pytest.mark.usefixtures("steady_tables")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_show_case_costs_the_same_whatever_it_holds(
    client, index, make_case, make_person, publish_alert, language
):
    counts = []
    for number in (1, 3):
        case = make_case(make_person(), spans=SPANS)
        publish(case, by="test")
        for _ in range(number):
            publish_alert(case=case, target={"person": make_person()})
        client.get(f"/{language}/cases/{case.uid}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{language}/cases/{case.uid}/")
        counts.append(len([query for query in queries if "generation" not in query["sql"]]))

    assert counts[0] == counts[1] < MOST_QUERIES


def test_show_person_gives_what_publications_say(client, index, case, publish_alert):
    target = {
        "person": case.person,
        "name": "Samira Ben Yedder",
        "variants": ["Samyra Yedder"],
        "outlet": "Kalima",
    }
    publish_alert(texts={"en": "Arrested at home"}, target=target, case=case)

    html = text_of(client, f"/en/persons/{case.person.uid}/")

    for words in (
        "<h1><bdi>Samira Ben Yedder</bdi></h1>", '<bdi lang="ar">سميرة بن يدر</bdi>', "Samyra Yedder", "Kalima",
        "Arrested at home", "The case of a reporter", "10 January 2025 – 1 June 2025",
    ):  # fmt: skip
        assert words in html, words


def test_show_person_is_404_without_a_published_mention(client, make_person, make_alert, add_target):
    person = make_person()
    add_target(make_alert(), person=person)

    assert client.get(f"/en/persons/{person.uid}/").status_code == 404
    assert client.get("/en/persons/nobody-knows/").status_code == 404


def test_show_person_says_nothing_that_only_the_working_row_says(client, index, publish_alert, make_person):
    person = make_person(name="Samira", variants=["Secret Alias"], outlets=["Secret Outlet"], born_year=1971)
    publish_alert(target={"person": person, "name": "Samira"})

    html = text_of(client, f"/en/persons/{person.uid}/")

    assert [words for words in ("Secret Alias", "Secret Outlet", "1971") if words in html] == []


def test_show_person_who_was_merged_leads_to_the_one_who_stays(client, index, publish_alert, make_person):
    kept, merged = make_person(), make_person("S. Ben Yedder")
    alert = publish_alert(target={"person": merged, "name": "S. Ben Yedder"})
    merge_persons(kept, merged=merged, by="test")

    response = client.get(f"/fr/persons/{merged.uid}/")

    assert (response.status_code, response["Location"]) == (301, f"/fr/persons/{kept.uid}/")
    assert alert.uid in text_of(client, f"/en/persons/{kept.uid}/")


@pytest.mark.usefixtures("steady_tables")
def test_show_person_costs_the_same_whatever_there_is(client, index, publish_alert, make_case, make_person):
    counts = []
    for number in (1, 3):
        person = make_person()
        for _ in range(number):
            case = make_case(person, spans=SPANS)
            publish(case, by="test")
            publish_alert(target={"person": person}, case=case)
        client.get(f"/en/persons/{person.uid}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/persons/{person.uid}/")
        counts.append(len([query for query in queries if "generation" not in query["sql"]]))

    assert counts[0] == counts[1] < MOST_QUERIES


@pytest.mark.parametrize("change", [{"pseudonym": "Amel"}, {"consent": "refused"}])
def test_person_who_may_not_be_named_any_more_has_no_page_and_is_in_no_export_or_index(client, case, change):
    case.person.variants = ["S. Yedder"]
    case.person.save()
    person = Person.objects.filter(uid=case.person.uid)
    uid = case.person.uid
    assert client.get(f"/en/persons/{uid}/").status_code == 200
    facts = {
        "targets": [{"name": "Somebody", "person": uid}],
        "perpetrators": [],
        "sources": [],
        "place": None,
    }

    person.update(**change)

    assert client.get(f"/en/persons/{uid}/").status_code == 404
    assert [item for item in public_objects() if item["type"] == "person"] == []
    assert names_of(facts, Surroundings(persons={uid: person.get()})) == ["Somebody"]


def test_member_hidden_since_is_not_found_by_its_name(organisation):
    organisation.is_hidden = True
    source = {"organisation": organisation.uid, "name": "LPW"}
    facts = {"targets": [], "perpetrators": [], "sources": [source], "place": None}

    assert names_of(facts, Surroundings(organisations={organisation.uid: organisation})) == []
