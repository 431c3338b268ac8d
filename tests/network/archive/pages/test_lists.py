"""Lists to leaf through, and names above the results of a search."""

from datetime import UTC, date, datetime

import pytest

from ifex.instruments.search.domain.checking import check_index
from ifex.instruments.search.domain.indexing import index_pending
from ifex.instruments.search.models import IndexChange
from ifex.network.archive.domain.editing import save_person
from ifex.network.archive.domain.merging import merge_persons, split_person
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.enums import Consent
from ifex.network.archive.findable_persons import person_kind
from ifex.network.members.models import Organisation


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def bring_up_to_date():
    IndexChange.objects.update(created_at=datetime(2020, 1, 1, tzinfo=UTC))
    while index_pending():
        pass


@pytest.fixture
def named(index, publish_alert, make_person):
    """A person whom an alert names, in two scripts."""
    person = make_person()
    publish_alert(
        target={
            "person": person,
            "name": "Samira Ben Yedder",
            "variants": ["سميرة بن يدر"],
            "outlet": "Radio Sfax",
        }
    )
    index()
    return person


def test_list_persons_shows_who_is_named(client, named):
    html = text_of(client, "/ar/persons/")

    assert f'href="/ar/persons/{named.uid}/"' in html
    assert html.index("سميرة بن يدر") < html.index("Samira Ben Yedder")
    assert "Radio Sfax" in html


@pytest.mark.parametrize("change", [{"consent": Consent.REFUSED}, {"pseudonym": "Amel"}])
def test_list_persons_forgets_who_may_not_be_named_any_more(client, named, change):
    for field, value in change.items():
        setattr(named, field, value)
    save_person(named, write=named.save, fields=change, seen=None, by="test")

    bring_up_to_date()

    assert "Samira" not in text_of(client, "/en/persons/")
    assert "/en/persons/" + named.uid not in text_of(client, "/en/search/?q=Samira")
    assert list(person_kind().stamps("")) == []
    assert check_index().is_equal


def test_list_persons_leaves_out_whom_a_page_of_the_index_still_has(client, named):
    named.consent = Consent.REFUSED
    named.save()

    assert "Samira" not in text_of(client, "/en/persons/")


def test_list_persons_finds_by_name_and_country(client, named):
    assert named.uid in text_of(client, "/en/persons/?q=سميرة")
    assert named.uid in text_of(client, "/en/persons/?q=yedder&country=tn")
    assert "Nobody was found." in text_of(client, "/en/persons/?country=eg")
    assert "Nobody was found." in text_of(client, "/en/persons/?q=somebody+else")
    assert client.get("/en/persons/?page=99999999&country=atlantis&q=%00%22").status_code == 200


def test_index_follows_a_merged_and_a_split_person(client, named, publish_alert, make_person):
    other = make_person("Samira B.")
    publish_alert(target={"person": other, "name": "Samira B."})
    merge_persons(named, merged=other, by="test")
    bring_up_to_date()

    merged = text_of(client, "/en/persons/")
    assert (named.uid in merged, f"/persons/{other.uid}" in merged) == (True, False)
    assert check_index().is_equal
    split_person(other, by="test")
    bring_up_to_date()

    assert f"/persons/{other.uid}" in text_of(client, "/en/persons/")
    assert check_index().is_equal


def test_index_forgets_a_person_with_their_last_alert(client, index, publish_alert, make_person):
    alert = publish_alert(target={"person": make_person(), "name": "Samira Ben Yedder"})
    index()
    withdraw(alert, by="test", note={"en": "Wrong."})

    bring_up_to_date()

    assert "Nobody was found." in text_of(client, "/en/persons/")
    assert check_index().is_equal


def test_list_cases_shows_those_that_stand(client, index, make_case, make_person):
    case = make_case(make_person(), spans=[("serving-sentence", date(2019, 1, 1), None)])
    publish(case, by="test")
    bring_up_to_date()

    assert f"/en/cases/{case.uid}/" in text_of(client, "/en/cases/?country=tn&status=open&q=samira")
    withdraw(case, by="test", note={"en": "Wrong."})
    bring_up_to_date()

    assert "No case was found." in text_of(client, "/en/cases/")
    assert check_index().is_equal


def test_search_shows_persons_and_cases_of_a_name_above_the_alerts(client, named, make_case, index):
    case = make_case(named)
    publish(case, by="test")
    index()

    html = text_of(client, "/en/search/?q=ben+yedder")

    assert f"/en/persons/{named.uid}/" in html
    assert html.index(f"/en/cases/{case.uid}/") < html.index('class="cards"')
    assert "1 alert<" in html


@pytest.mark.parametrize("query", ["", "q=country:tn", "q=Samira+nowhere", "q=Samira&page=2"])
def test_search_shows_no_names_that_do_not_have_all_the_words(client, named, query):
    assert 'class="named"' not in text_of(client, f"/en/search/?{query}")


def test_list_organisations_shows_members_and_not_the_hidden_ones(client, member):
    Organisation.objects.create(names={"en": "No Member Yet"}, country="TN")
    member_page = text_of(client, "/en/organisations/")
    member.is_hidden = True
    member.save()

    assert f"/en/organisations/{member.uid}/" in member_page
    assert "No Member Yet" not in member_page
    assert "Lantern" not in text_of(client, "/en/organisations/")


def test_list_alerts_leads_to_the_search(client, db):
    response = client.get("/fr/alerts/")

    assert (response.status_code, response["Location"]) == (301, "/fr/search/?sort=newest")


def test_lists_without_an_index_say_so(client, db, no_index):
    answers = [client.get(f"/en/{address}/").status_code for address in ("cases", "persons", "regions")]

    assert answers == [503, 503, 200]
