import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.urls import reverse

from ifex.foundations.accounts.domain.roles import grant_role
from ifex.foundations.accounts.domain.second_step import reset_second_step, set_up_totp
from ifex.foundations.accounts.enums import ROLES_WITH_COMPULSORY_MFA, StaffRole
from ifex.foundations.accounts.permissions import owes_second_step

SET_UP = "/en/account/2fa/"
PLACES = ["/en/account/password/change/", "/admin/", "/admin/pages/", "/en/account/password/reset/"]


@pytest.mark.parametrize("role", ROLES_WITH_COMPULSORY_MFA)
def test_every_strict_role_without_second_step_is_sent_to_set_up(client, make_user, role):
    client.force_login(make_user(role))

    assert [client.get(place)["Location"] for place in PLACES] == [SET_UP] * len(PLACES)


def test_strict_roles_are_all_but_the_translator():
    assert set(StaffRole) - set(ROLES_WITH_COMPULSORY_MFA) == {StaffRole.TRANSLATOR}


@pytest.mark.parametrize("role", ROLES_WITH_COMPULSORY_MFA)
def test_every_strict_role_with_second_step_goes_on(client, make_user, role):
    user = make_user(role)
    set_up_totp(user)
    client.force_login(user)

    assert client.get("/en/account/password/change/").status_code == 200


@pytest.mark.parametrize("roles", [[], [StaffRole.TRANSLATOR]])
def test_others_go_on_without(client, make_user, roles):
    client.force_login(make_user(*roles))

    assert client.get("/en/account/password/change/").status_code == 200


def test_superuser_without_second_step_is_sent_to_set_up(client, make_user):
    client.force_login(make_user(is_superuser=True))

    assert client.get("/admin/")["Location"] == SET_UP


def test_posts_are_sent_there_too(client, make_user):
    client.force_login(make_user("editor"))

    assert client.post("/admin/pages/")["Location"] == SET_UP


def test_role_given_to_somebody_signed_in_counts_at_once(client, make_user):
    user = make_user()
    client.force_login(user)
    before = client.get("/en/account/password/change/").status_code

    grant_role(user, StaffRole.EDITOR, by="test")

    assert (before, client.get("/en/account/password/change/").status_code) == (200, 302)


def test_recovery_codes_alone_are_no_second_step(make_user):
    user = make_user("editor")
    set_up_totp(user)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()

    assert owes_second_step(user)


def test_lost_second_step_is_owed_again(make_user):
    user = make_user("finance")
    set_up_totp(user)
    before = owes_second_step(user)

    reset_second_step(user, by="test")

    assert (before, owes_second_step(user)) == (False, True)


def test_set_up_sign_out_and_stylesheet_stay_open(client, make_user):
    client.force_login(make_user("editor"))

    pages = [client.get(path).status_code for path in (SET_UP, reverse("cms:stylesheet", args=["old"]))]

    assert pages == [200, 302]
    assert client.get(reverse("cms:stylesheet", args=["old"]))["Location"] != SET_UP
    assert client.post("/en/account/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db(transaction=True)
def test_editor_signs_in_sets_up_an_app_and_goes_on_without_typing_the_password_again(
    client, make_user, sign_in, totp_code
):
    make_user("editor")
    sign_in()
    page = client.get("/en/account/2fa/totp/activate/")

    code = totp_code(page.context["form"].secret)
    response = client.post("/en/account/2fa/totp/activate/", {"code": code})

    codes = client.get(response["Location"])
    assert "10 codes" in client.get(SET_UP).content.decode()
    assert len(codes.context["unused_codes"]) == 10
    assert [message.to for message in mail.outbox] == [["reem@example.org"]]
    assert client.get("/en/account/password/change/").status_code == 200


def test_second_step_page_says_why(client, make_user):
    client.force_login(make_user("editor"))

    assert "Set up a second step, then you can go on." in client.get(SET_UP).content.decode()


def test_old_sign_in_has_to_give_the_password_again(client, make_user, sign_in, monkeypatch):
    make_user("editor")
    sign_in()
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 601
    session.save()

    assert client.get("/en/account/2fa/totp/activate/")["Location"].startswith("/en/account/reauthenticate/")


def test_password_alone_does_not_change_a_second_step_that_is_set_up(client, make_user):
    """A sign-in that somehow passed without the second step (force_login) must give it first."""
    user = make_user("editor")
    set_up_totp(user)
    client.force_login(user)

    response = client.get("/en/account/2fa/totp/deactivate/")

    assert response["Location"].startswith("/en/account/reauthenticate/")


def test_reader_without_session_costs_no_query_and_varies_not(
    client, db, django_assert_num_queries, monkeypatch
):
    with django_assert_num_queries(0):
        response = client.get(reverse("cms:stylesheet", args=["old"]))

    assert "Cookie" not in response.get("Vary", "")
    assert settings.SESSION_COOKIE_NAME not in response.cookies


def test_owes_second_step_takes_one_query(make_user, django_assert_num_queries):
    user = make_user(*StaffRole.values)

    with django_assert_num_queries(1):
        owes_second_step(user)
