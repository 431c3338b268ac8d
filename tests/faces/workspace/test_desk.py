"""The members' desk: for whom one acts, what one may do today, and nobody else's."""

from datetime import date

import pytest
from django.test import Client

from ifex.foundations.accounts.domain.accounts import add_user
from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.network.members.domain.mandates import give_mandate
from ifex.network.members.domain.standings import change_standing
from ifex.network.members.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegate(member):
    """A client in which a delegate of the member is signed in."""

    def enter(kind="delegate", *, language="en"):
        user = add_user(email=f"{kind}@example.org", name="Dalia", by="test", language=language)
        give_mandate(user, organisation=member, kind=kind, from_on=date(2020, 1, 1), by="test")
        client = Client()
        client.force_login(user)
        return client

    return enter


def words_of(response):
    return response.content.decode()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_desk_asks_strangers_to_sign_in(client, code):
    response = client.get(f"/{code}/desk/")

    assert response.status_code == 302
    assert response["Location"].startswith(f"/{code}/account/login/?next=/{code}/desk/")


def test_a_delegate_sees_their_organisation_and_what_they_may_do(delegate, publish_alert, no_index):
    publish_alert(texts={"en": "Reporter arrested in Sfax"})

    page = words_of(delegate().get("/en/desk/"))

    for words in (
        "Lantern Press Watch (LPW)",
        "send alerts",
        "sign joint actions",
        "vote",
        "Reporter arrested in Sfax",
    ):
        assert words in page
    assert "/admin/" not in page


def test_a_contributor_may_send_and_no_more(delegate):
    page = words_of(delegate("contributor").get("/en/desk/"))

    assert "send alerts" in page
    assert "sign joint actions" not in page
    assert "<dd>vote</dd>" not in page


def test_who_acts_for_a_former_member_may_read_and_nothing_else(delegate, member):
    client = delegate()
    change_standing(member, status="former", from_on=date(2021, 1, 1), by="test")

    page = words_of(client.get("/en/desk/"))

    assert "read, and nothing else" in page
    assert f"/en/organisations/{member.uid}/" not in page


def test_a_hidden_member_is_named_to_its_own_people_and_linked_nowhere(delegate, member):
    client = delegate()
    Organisation.objects.filter(pk=member.pk).update(is_hidden=True)

    page = words_of(client.get("/en/desk/"))

    assert "Lantern Press Watch (LPW)" in page
    assert f"/en/organisations/{member.uid}/" not in page


def test_staff_find_the_way_to_their_own_desk(sign_in):
    page = words_of(sign_in("editor").get("/ar/desk/"))

    assert 'href="/admin/"' in page
    assert 'dir="rtl"' in page


def test_the_desk_is_kept_by_nobody(delegate):
    response = delegate().get("/en/desk/")

    assert "no-store" in response["Cache-Control"]
    assert b'<meta name="robots" content="noindex">' in response.content


@pytest.mark.usefixtures("steady_tables")
def test_the_desk_costs_the_same_for_one_alert_and_many(
    delegate, publish_alert, no_index, django_assert_num_queries
):
    client = delegate()
    publish_alert()
    client.get("/en/desk/")
    with django_assert_num_queries(23) as first:
        client.get("/en/desk/")
    for _ in range(4):
        publish_alert()
    with django_assert_num_queries(len(first)):
        client.get("/en/desk/")


def hide_path(organisation, language="en"):
    return f"/{language}/desk/{organisation.uid}/hide/"


def test_a_delegate_hides_their_organisation_at_once(delegate, member, publish_alert, index, client):
    alert = publish_alert()
    hand = delegate()
    assert f'href="{hide_path(member)}"' in words_of(hand.get("/en/desk/"))
    assert "Lantern" in words_of(client.get(f"/en/alerts/{alert.uid}/"))

    assert "Hide it now" in words_of(hand.get(hide_path(member)))
    assert hand.post(hide_path(member)).status_code == 302

    member.refresh_from_db()
    assert member.is_hidden
    assert "Lantern" not in words_of(client.get(f"/en/alerts/{alert.uid}/"))
    assert client.get(f"/en/organisations/{member.uid}/").status_code == 404
    desk = words_of(hand.get("/en/desk/"))
    assert "named nowhere in public" in desk
    assert "/hide/" not in desk
    line = AuditLine.objects.get(act="organisation-edited")
    assert (line.subject, line.details) == (member.uid, {"fields": "is_hidden"})


def test_a_former_member_may_still_be_hidden(delegate, member):
    client = delegate()
    change_standing(member, status="former", from_on=date(2021, 1, 1), by="test")

    assert client.post(hide_path(member)).status_code == 302
    member.refresh_from_db()
    assert member.is_hidden


def test_nobody_else_hides_an_organisation(delegate, member, sign_in, client):
    others = Organisation.objects.create(names={"en": "Others"})

    assert client.post(hide_path(member)).status_code == 302
    assert delegate("contributor").post(hide_path(member)).status_code == 404
    assert delegate("delegate").post(hide_path(others)).status_code == 404
    assert sign_in("editor").post(hide_path(member)).status_code == 404
    assert not Organisation.objects.filter(is_hidden=True).exists()


def test_hiding_needs_the_form_of_the_page(delegate, member):
    hand = delegate()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = hand.cookies

    assert strict.post(hide_path(member)).status_code == 403
    member.refresh_from_db()
    assert not member.is_hidden
