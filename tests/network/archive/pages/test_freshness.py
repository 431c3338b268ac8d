"""Kept pages follow what is published, exactly: what changed is made anew, everything else stays."""

import pytest

from ifex.foundations.jobs.event_delivery import deliver_due_events
from ifex.instruments.cms import page_cache
from ifex.instruments.search.domain.indexing import index_pending
from ifex.network.archive.domain.editing import save_person
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.models import AlertText
from ifex.network.members.domain.organisations import save_organisation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def looks_each_time(monkeypatch):
    monkeypatch.setattr("ifex.foundations.core.changes.LOOK_AGAIN_SECONDS", 0)


@pytest.fixture
def is_kept(client):
    """Whether the answer to an address comes from what is kept; asking keeps it."""

    def ask(address):
        before = page_cache.shelf.hits
        assert client.get(address).status_code == 200
        return page_cache.shelf.hits > before

    return ask


def bring_index_up_to_date():
    while index_pending():
        pass


def test_a_publication_outdates_the_lists_that_it_is_in_and_no_other(client, index, publish_alert, is_kept):
    first = publish_alert(texts={"en": "Reporter arrested in Tunis"})
    index()
    bring_index_up_to_date()
    addresses = [
        "/en/", "/en/search/?q=reporter", "/en/countries/tn/", "/en/regions/mena/", "/en/issues/press-freedom/",
        "/en/countries/mx/", "/en/regions/americas/", "/en/issues/impunity/", f"/en/alerts/{first.uid}/",
        "/en/secure-connection/", "/en/organisations/",
    ]  # fmt: skip
    assert [address for address in addresses if is_kept(address)] == []
    assert [address for address in addresses if not is_kept(address)] == ["/en/secure-connection/"]

    publish_alert(texts={"en": "Another reporter arrested"})
    assert is_kept("/en/countries/tn/")
    bring_index_up_to_date()

    outdated = {address for address in addresses if not is_kept(address)}
    assert outdated == {*addresses[:5], "/en/secure-connection/"}
    assert "Another reporter arrested" in client.get("/en/countries/tn/").content.decode()


def test_a_correction_reaches_its_page_before_any_index(client, index, publish_alert, correct, is_kept):
    alert = publish_alert(texts={"en": "Reporter arrested"})
    index()
    address = f"/en/alerts/{alert.uid}/"
    is_kept(address)
    assert is_kept(address)

    correct(alert, title="Editor arrested")

    assert "Editor arrested" in client.get(address).content.decode()


def test_a_withdrawal_is_seen_at_once_in_every_language(client, index, publish_alert, is_kept):
    alert = publish_alert(texts={"en": "Wrong", "fr": "Faux"})
    index()
    addresses = [
        f"/{code}/alerts/{alert.uid}/{part}" for code in ("en", "fr") for part in ("", "history/", "use/")
    ]
    assert [is_kept(address) for address in addresses * 2] == [False] * 6 + [True] * 6

    withdraw(alert, by="test", note={"en": "It did not happen."})

    codes = [client.get(address).status_code for address in addresses]
    assert codes == [410, 200, 410, 410, 200, 410]
    assert b"Wrong" not in client.get(addresses[1]).content.split(b"<main")[0]


def test_a_corrected_country_outdates_where_it_was_and_where_it_is(index, publish_alert, is_kept):
    alert = publish_alert(country="TN")
    index()
    bring_index_up_to_date()
    for address in ("/en/countries/tn/", "/en/countries/dz/", "/en/countries/mx/"):
        is_kept(address)

    alert.country = "DZ"
    alert.save()
    text = AlertText.objects.get(alert=alert)
    publish(alert, by="test", note={"en": f"{text.language}: the country"})
    bring_index_up_to_date()

    kept = {code: is_kept(f"/en/countries/{code}/") for code in ("tn", "dz", "mx")}
    assert kept == {"tn": False, "dz": False, "mx": True}


def test_hiding_a_member_outdates_the_alerts_that_name_it(client, index, publish_alert, member, is_kept):
    alert = publish_alert()
    index()
    bring_index_up_to_date()
    address = f"/en/alerts/{alert.uid}/"
    is_kept(address)
    assert b"Lantern Press Watch" in client.get(address).content

    member.is_hidden = True
    save_organisation(member, write=member.save, fields={"is_hidden"}, seen=None, by="test")
    while deliver_due_events():
        pass
    bring_index_up_to_date()

    assert b"Lantern Press Watch" not in client.get(address).content


def test_a_person_who_may_be_named_no_longer_outdates_their_page(
    client, index, publish_alert, make_person, is_kept
):
    person = make_person()
    publish_alert(target={"person": person, "name": "Samira Ben Yedder"})
    index()
    bring_index_up_to_date()
    address = f"/en/persons/{person.uid}/"
    is_kept(address)
    assert is_kept(address)

    person.pseudonym = "Amel"
    save_person(person, write=person.save, fields={"pseudonym"}, seen=None, by="test")
    bring_index_up_to_date()

    assert client.get(address).status_code == 404
