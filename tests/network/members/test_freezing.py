"""A delegate is arrested: within a minute nothing of their organisation opens with what they carried."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.network.archive.conftest import sign_in, staff  # noqa: F401  fixtures
from tests.network.archive.desk_forms import words_of

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core import clock
from ifex.network.members.domain.freezing import freeze_organisation, thaw_organisation
from ifex.network.members.domain.mandates import give_mandate
from ifex.network.members.domain.standings import change_standing
from ifex.network.members.permissions import can_hide, can_sign, can_submit, can_vote
from ifex.network.newsroom.domain.submissions import begin_submission
from ifex.network.newsroom.enums import Door

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(make_organisation):
    made = make_organisation()
    change_standing(made, status="full", from_on=date(2020, 1, 1), by="test")
    return made


@pytest.fixture
def delegate(member, make_user):
    user = make_user(name="Dalia")
    give_mandate(user, organisation=member, kind="delegate", from_on=date(2020, 1, 1), by="test")
    return user


@pytest.fixture
def hand(delegate):
    """The delegate's open window."""
    client = Client()
    client.force_login(delegate)
    return client


def powers(user, organisation):
    return [may(user, organisation, clock.now()) for may in (can_submit, can_sign, can_vote, can_hide)]


def test_freeze_shuts_every_door_at_once_and_thaw_opens_them(member, delegate, hand):
    draft = begin_submission(member, by=delegate, language="en", door=Door.WEB, at=clock.now())
    address = f"/en/desk/alerts/{draft.uid}/"
    assert hand.get(address).status_code == 200
    assert powers(delegate, member) == [True] * 4

    assert freeze_organisation(member, by="test", at=clock.now()) == 1

    assert hand.get(address).status_code == 302
    delegate.refresh_from_db()
    hand.force_login(delegate)
    for url in (address, f"{address}write/", f"/en/desk/{member.uid}/hide/"):
        assert hand.get(url).status_code == 404
    assert "Lantern" not in words_of(hand.get("/en/desk/")) + words_of(hand.get("/en/desk/alerts/"))
    assert "Lantern" not in words_of(hand.get("/en/account/"))
    assert powers(delegate, member) == [False] * 4

    thaw_organisation(member, by="test")
    assert hand.get(address).status_code == 200
    assert powers(delegate, member) == [True] * 4


def test_freeze_reaches_those_of_an_organisation_that_was_merged(member, make_organisation, make_user):
    part, person = make_organisation("Part"), make_user(name="Reem")
    give_mandate(person, organisation=part, kind="contributor", from_on=date(2020, 1, 1), by="test")
    part.merged_into = member
    part.save()

    assert freeze_organisation(member, by="test", at=clock.now()) == 1
    assert not can_submit(person, member, clock.now())


def test_freeze_leaves_others_alone_and_may_be_repeated(member, delegate, make_organisation):
    other = make_organisation("Other")
    change_standing(other, status="full", from_on=date(2020, 1, 1), by="test")
    give_mandate(delegate, organisation=other, kind="delegate", from_on=date(2020, 1, 1), by="test")
    freeze_organisation(member, by="test", at=clock.now())
    frozen_at = member.frozen_at
    freeze_organisation(member, by="test", at=clock.now())

    assert member.frozen_at == frozen_at
    assert can_vote(delegate, other, clock.now())


@pytest.mark.parametrize("role", ["editor", "membership_officer"])
def test_freeze_and_open_by_the_register_s_page(sign_in, member, delegate, role):  # noqa: F811
    client = sign_in(role)
    url = reverse("wagtailsnippets_members_organisation:freeze", args=[member.pk])
    edit = reverse("wagtailsnippets_members_organisation:edit", args=[member.pk])
    assert url in client.get(edit).content.decode()

    assert "signed out everywhere" in words_of(client.get(url))
    assert "is frozen" in words_of(client.post(url, follow=True))
    assert "Frozen since" in words_of(client.get(edit))
    assert "is open again" in words_of(client.post(url, follow=True))
    acts = AuditLine.objects.filter(subject=member.uid, act__startswith="organisation-").order_by("pk")
    assert [line.act for line in acts] == ["organisation-frozen", "organisation-thawed"]


@pytest.mark.parametrize("role", ["translator", "campaigner", "finance"])
def test_freeze_is_for_editors_and_keepers_of_the_register(sign_in, member, role):  # noqa: F811
    client = sign_in(role)
    client.post(reverse("wagtailsnippets_members_organisation:freeze", args=[member.pk]))

    member.refresh_from_db()
    assert member.frozen_at is None
