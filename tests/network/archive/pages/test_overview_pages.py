from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ifex.network.archive.domain.publication import publish
from ifex.network.members.domain.merging import merge_organisations
from ifex.network.members.models import Organisation

MOST_QUERIES = 12
HELD = [
    ("serving-sentence", date(2019, 1, 1), date(2020, 1, 1)),
    ("released-amnesty", date(2020, 1, 1), None),
]
PAGES = ["", "countries/", "countries/tn/", "regions/mena/", "issues/", "issues/press-freedom/", "prison/"]


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def test_show_country_counts_the_primary_violation_once_and_leaves_laws_out(client, index, publish_alert):
    publish_alert(primary_violation="arrest", further_violations=["torture"])
    publish_alert(primary_violation="restrictive-law-adopted")
    index()

    html = text_of(client, "/en/countries/tn/")

    assert "1 incident by year" in html
    assert "All 2 alerts" in html
    assert "Torture" not in html
    assert "laws and bills are left out" in html
    assert "as known on" in html


def test_show_country_numbers_lead_to_the_search_that_gives_them(client, index, publish_alert):
    publish_alert(primary_violation="arrest", further_violations=["torture"])
    publish_alert(primary_violation="torture", further_violations=["arrest"])
    index()

    html = text_of(client, "/en/countries/tn/")
    start = html.index("/en/search/?", html.index("By primary violation"))
    found = text_of(client, html[start : html.index('"', start)].replace("&amp;", "&"))

    assert "1 alert<" in found
    assert "Primary violation: " in found


def test_show_country_names_its_members_and_not_the_hidden_ones(client, index, member):
    hidden = Organisation.objects.create(names={"en": "Quiet Circle"}, country="TN", is_hidden=True)

    html = text_of(client, "/en/countries/tn/")

    assert "Lantern Press Watch (LPW)" in html
    assert "Quiet Circle" not in html
    assert client.get(f"/en/organisations/{hidden.uid}/").status_code == 404


def test_show_country_has_one_address(client, index):
    response = client.get("/ar/countries/TN/")

    assert (response.status_code, response["Location"]) == (301, "/ar/countries/tn/")
    assert client.get("/en/countries/qq/").status_code == 404


def test_show_country_of_the_past_leads_to_what_came_after(client, index):
    html = text_of(client, "/en/countries/cshh/")

    assert "Existed until" in html
    assert 'href="/en/countries/cz/"' in html
    assert 'href="/en/countries/sk/"' in html


def test_show_issue_follows_and_refuses(client, index):
    assert client.get("/en/issues/nothing-like-it/").status_code == 404
    assert client.get("/en/regions/nowhere/").status_code == 404
    assert client.get("/en/regions/atlantis/").status_code == 404


def test_overviews_without_an_index_still_show_what_they_can(client, db, no_index, member):
    for address in PAGES:
        assert client.get(f"/en/{address}").status_code == 200, address
    html = text_of(client, "/en/countries/tn/")
    assert "The search is being rebuilt" in html
    assert "Lantern Press Watch" in html


@pytest.mark.usefixtures("steady_tables")
@pytest.mark.parametrize("address", PAGES)
def test_overviews_cost_the_same_whatever_there_is(
    client, index, publish_alert, make_case, make_person, address
):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            case = make_case(make_person(), spans=[("serving-sentence", date(2025, 1, 1), None)])
            publish(case, by="test")
            publish_alert(case=case)
        index()
        client.get(f"/en/{address}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/{address}")
        counts.append(len([query for query in queries if "generation" not in query["sql"]]))

    assert counts[0] == counts[1] < MOST_QUERIES


def test_show_prison_answers_for_a_day(client, make_case, make_person):
    case = make_case(make_person(), spans=HELD)
    publish(case, by="test")

    then = text_of(client, "/en/prison/?on=2019-05-03&country=tn")
    at_the_end = text_of(client, "/en/prison/?on=2020-01-01")
    elsewhere = text_of(client, "/en/prison/?on=2019-05-03&country=Egypt")

    assert "Who was in prison on 3 May 2019" in then
    assert "Samira Ben Yedder" in then
    assert '<span class="figure-number">1</span> person held on 3 May 2019' in then
    assert "Samira" not in at_the_end
    assert "Samira" not in elsewhere


def test_show_prison_answers_as_it_was_known_on_a_day(client, make_case, make_person):
    case = make_case(make_person(), spans=HELD)
    publish(case, by="test")

    before = text_of(client, "/en/prison/?on=2019-05-03&known=2019-06-01")

    assert "Samira" not in before
    assert "The archive knows of nobody." in before


def test_show_prison_names_nobody_whose_name_is_not_published_any_more(client, make_case, make_person):
    person = make_person()
    case = make_case(person, spans=[("serving-sentence", date(2019, 1, 1), None)])
    publish(case, by="test")
    person.pseudonym = "Amel"
    person.save()
    publish(case, by="test", note={"en": "A name was taken back."})

    assert "Amel" in text_of(client, "/en/prison/")
    assert "Samira" not in text_of(client, "/en/prison/")


@pytest.mark.parametrize(
    "query", ["on=yesterday", "on=9999-01-01", "known=2019-13-01", "country=atlantis", "page=99999999999"]
)
def test_show_prison_takes_any_address(client, db, query):
    assert client.get(f"/en/prison/?{query}").status_code == 200


def test_show_organisation_gives_its_alerts_and_standing(client, index, publish_alert, member):
    alert = publish_alert()

    html = text_of(client, f"/en/organisations/{member.uid}/")

    assert "Lantern Press Watch (LPW)" in html
    assert "since 2010" in html
    assert alert.uid in html


def test_show_organisation_is_404_as_long_as_nobody_may_know(client, organisation):
    assert client.get(f"/en/organisations/{organisation.uid}/").status_code == 404


def test_show_organisation_that_was_merged_leads_on(client, member):
    merged = Organisation.objects.create(names={"en": "Old Watch"})
    merge_organisations(member, merged=merged, by="test")

    response = client.get(f"/en/organisations/{merged.uid}/")

    assert (response.status_code, response["Location"]) == (301, f"/en/organisations/{member.uid}/")
