"""Everybody knows the passwords of a demonstration's accounts: outside of it they are shut."""

import pytest

from ifex.foundations.accounts.checks import check_demonstration_logins
from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.permissions import has_role
from ifex.foundations.accounts.queries import users_with_role
from ifex.foundations.core.soundness import Level


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_log_in_of_a_demonstration_is_refused_outside_of_it(client, make_user, sign_in):
    make_user(is_demonstration=True)

    response = sign_in()

    assert response.status_code == 403
    assert "This log-in is for a demonstration only" in response.content.decode()
    assert not is_signed_in(client)


def test_log_in_of_a_demonstration_opens_in_it(client, make_user, sign_in, settings):
    settings.IFEX_DEMO = True
    make_user(is_demonstration=True)

    sign_in()

    assert is_signed_in(client)


def test_log_in_by_mailed_code_is_refused_too(client, make_user, mailoutbox):
    make_user(is_demonstration=True)
    client.post("/en/account/login/code/", {"email": "reem@example.org"})
    code = next(word for line in mailoutbox[-1].body.splitlines() if (word := line.strip()).isupper())

    response = client.post("/en/account/login/code/confirm/", {"code": code})

    assert response.status_code == 403
    assert not is_signed_in(client)


def test_log_in_with_a_wrong_password_does_not_tell_that_the_account_is_one(make_user, sign_in):
    make_user(is_demonstration=True)

    response = sign_in(password="wrong")

    assert response.status_code == 200
    assert "demonstration only" not in response.content.decode()


def test_session_of_a_demonstration_ends_with_it(client, make_user, settings):
    settings.IFEX_DEMO = True
    client.force_login(make_user("translator", is_demonstration=True))
    assert client.get("/admin/").status_code == 200

    settings.IFEX_DEMO = False

    assert client.get("/admin/").status_code == 302


def test_roles_of_a_demonstration_count_in_it_alone(make_user, settings):
    user = make_user("editor", is_demonstration=True)
    assert not has_role(user, StaffRole.EDITOR)
    assert not users_with_role(StaffRole.EDITOR).exists()

    settings.IFEX_DEMO = True

    assert has_role(type(user).objects.get(pk=user.pk), StaffRole.EDITOR)
    assert users_with_role(StaffRole.EDITOR).get() == user


@pytest.mark.parametrize(("is_demo", "level"), [(True, Level.GOOD), (False, Level.WARNING)])
def test_check_tells_of_log_ins_that_everybody_knows(make_user, settings, is_demo, level):
    settings.IFEX_DEMO = is_demo
    assert check_demonstration_logins().sentence == "None."
    make_user(is_demonstration=True)

    assert check_demonstration_logins().level is level
