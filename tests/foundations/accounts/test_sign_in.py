import re

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils.html import escape

from ifex.foundations.accounts.domain.accounts import deactivate_user, end_sessions
from ifex.foundations.accounts.domain.second_step import set_up_totp
from ifex.foundations.audit.models import AuditLine


def is_signed_in(client):
    return "_auth_user_id" in client.session


def mailed_code():
    return re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]


def test_log_in_by_password_opens_a_session(client, make_user, sign_in):
    make_user()

    response = sign_in()

    assert (response.status_code, response["Location"]) == (302, "/en/desk/")
    assert is_signed_in(client)


def test_log_in_takes_the_address_in_any_case(client, make_user, sign_in):
    make_user()

    sign_in(email="Reem@Example.ORG")

    assert is_signed_in(client)


def test_log_in_returns_to_the_page_that_was_asked_for(make_user, sign_in):
    make_user()

    assert sign_in(next="/fr/account/password/change/")["Location"] == "/fr/account/password/change/"


def test_log_in_never_leads_to_another_site(make_user, sign_in):
    make_user()

    assert sign_in(next="https://evil.example/")["Location"] == "/en/desk/"


@pytest.mark.parametrize("email", ["reem@example.org", "nobody@example.org"])
def test_log_in_says_the_same_whether_the_account_exists(client, make_user, sign_in, email):
    make_user()

    response = sign_in(email=email, password="wrong")

    assert response.status_code == 200
    assert (
        escape("The email address and/or password you specified are not correct.")
        in response.content.decode()
    )
    assert not is_signed_in(client)


def test_log_in_stops_after_many_wrong_passwords_even_for_the_right_one(client, make_user, sign_in):
    make_user()
    for _ in range(5):
        sign_in(password="wrong")

    response = sign_in()

    assert "Too many failed login attempts" in response.content.decode()
    assert not is_signed_in(client)


def test_log_in_answers_429_in_our_frame_beyond_the_limit_of_an_address(client, db):
    statuses = [
        client.post("/en/account/login/", {"login": f"a{n}@example.org", "password": "wrong"})
        for n in range(31)
    ]

    assert statuses[-1].status_code == 429
    assert statuses[-1]["Retry-After"] == "60"
    assert "Too many attempts" in statuses[-1].content.decode()


def test_log_in_tells_a_closed_account_only_to_who_knows_its_password(client, make_user, sign_in):
    deactivate_user(make_user(), by="test")

    right, wrong = sign_in(), sign_in(password="wrong")

    assert right["Location"] == reverse("account_inactive")
    assert wrong.status_code == 200
    assert not is_signed_in(client)


def test_log_in_by_mailed_code(client, make_user):
    make_user(password=None)
    client.post("/en/account/login/code/", {"email": "reem@example.org"})

    client.post("/en/account/login/code/confirm/", {"code": mailed_code()})

    assert is_signed_in(client)


def test_log_in_by_mailed_code_refuses_a_wrong_one_and_gives_up_after_three(client, make_user):
    make_user()
    client.post("/en/account/login/code/", {"email": "reem@example.org"})
    code = mailed_code()
    for _ in range(3):
        client.post("/en/account/login/code/confirm/", {"code": "WRONG1"})

    client.post("/en/account/login/code/confirm/", {"code": code})

    assert not is_signed_in(client)


def test_mailed_code_is_in_the_language_of_the_account_and_goes_to_accounts_only(client, make_user):
    make_user(language="en")
    known = client.post("/fr/account/login/code/", {"email": "reem@example.org"})
    unknown = client.post("/fr/account/login/code/", {"email": "nobody@example.org"})

    assert [message.to for message in mail.outbox] == [["reem@example.org"]]
    assert mail.outbox[0].subject == f"{settings.IFEX_NAME}: Your code to sign in"
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_page_after_asking_for_a_code_is_the_same_for_a_stranger(client, make_user):
    make_user()

    def page_for(email):
        client.cookies.clear()
        text = client.post("/en/account/login/code/", {"email": email}, follow=True).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text).replace(email, "")

    assert page_for("reem@example.org") == page_for("nobody@example.org")


def test_second_step_is_asked_for(client, make_user, sign_in, totp_code):
    secret, _ = set_up_totp(make_user())

    first = sign_in()
    signed_in_before = is_signed_in(client)
    client.post(first["Location"], {"code": totp_code(secret)})

    assert first["Location"] == reverse("mfa_authenticate")
    assert (signed_in_before, is_signed_in(client)) == (False, True)


def test_second_step_is_asked_for_after_a_mailed_code_too(client, make_user):
    set_up_totp(make_user())
    client.post("/en/account/login/code/", {"email": "reem@example.org"})

    response = client.post("/en/account/login/code/confirm/", {"code": mailed_code()})

    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_second_step_refuses_a_code_twice_and_a_wrong_one(client, make_user, sign_in, totp_code):
    secret, _ = set_up_totp(make_user())
    code = totp_code(secret)
    sign_in()
    client.post("/en/account/2fa/authenticate/", {"code": code})
    client.post("/en/account/logout/")
    sign_in()

    again = client.post("/en/account/2fa/authenticate/", {"code": code})
    wrong = client.post("/en/account/2fa/authenticate/", {"code": "000000"})

    assert "Incorrect code." in again.content.decode()
    assert "Incorrect code." in wrong.content.decode()
    assert not is_signed_in(client)


def test_recovery_code_works_once(client, make_user, sign_in):
    _, codes = set_up_totp(make_user())
    sign_in()
    client.post("/en/account/2fa/authenticate/", {"code": codes[0]})
    worked = is_signed_in(client)
    client.post("/en/account/logout/")
    sign_in()

    client.post("/en/account/2fa/authenticate/", {"code": codes[0]})

    assert (worked, is_signed_in(client)) == (True, False)


def test_log_out_needs_a_post(client, make_user, sign_in):
    make_user()
    sign_in()

    client.get("/en/account/logout/")
    after_get = is_signed_in(client)
    client.post("/en/account/logout/")

    assert (after_get, is_signed_in(client)) == (True, False)


def test_log_out_leaves_no_cookie_with_a_value(client, make_user, sign_in):
    make_user()
    sign_in()

    response = client.post("/en/account/logout/")

    assert [name for name, cookie in response.cookies.items() if cookie.value] == []


def test_log_in_page_opens_no_session(client, db):
    response = client.get("/en/account/login/")

    assert settings.SESSION_COOKIE_NAME not in response.cookies


def test_session_cookie_is_hidden_from_scripts_and_ends(make_user, sign_in):
    make_user()

    cookie = sign_in().cookies[settings.SESSION_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 3600)


def test_end_sessions_signs_out_everywhere_at_once(client, make_user, sign_in):
    user = make_user()
    sign_in()

    count = end_sessions(user, by="test")

    assert count == 1
    assert client.get("/en/account/2fa/")["Location"].startswith("/en/account/login/")


def test_changed_epoch_alone_ends_a_session(client, make_user, sign_in):
    """A session that another machine still keeps in a cache is refused too."""
    user = make_user()
    sign_in()
    user.session_epoch += 1
    user.save(update_fields=["session_epoch"])

    assert client.get("/en/account/2fa/").status_code == 302


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "confirm-email/abc/"])
def test_pages_that_are_not_offered(client, make_user, sign_in, path):
    make_user()
    anonymous = client.get(f"/en/account/{path}")
    created = client.post(
        f"/en/account/{path}",
        {"email": "x@example.org", "password1": "aB3$efghijkl", "password2": "aB3$efghijkl"},
    )
    sign_in()
    signed_in = client.post(f"/en/account/{path}", {"email": "x@example.org", "action_add": "1"})

    assert {anonymous.status_code, created.status_code, signed_in.status_code} <= {302, 404, 405}
    assert mail.outbox == []


def test_password_reset_by_mail_ends_other_sessions(client, make_user, sign_in):
    make_user()
    sign_in()
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.cookies.clear()
    client.post("/en/account/password/reset/", {"email": "reem@example.org"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": "another long password", "password2": "another long password"})
    client.cookies.clear()
    client.cookies[settings.SESSION_COOKIE_NAME] = stolen

    assert client.get("/en/account/2fa/").status_code == 302
    client.cookies.clear()
    sign_in(password="another long password")
    assert is_signed_in(client)


def test_password_reset_says_the_same_to_strangers_and_mails_them_nothing(client, make_user):
    make_user()
    known = client.post("/en/account/password/reset/", {"email": "reem@example.org"})
    unknown = client.post("/en/account/password/reset/", {"email": "nobody@example.org"})

    assert known["Location"] == unknown["Location"]
    assert [message.to for message in mail.outbox] == [["reem@example.org"]]


def test_sign_in_is_in_the_audit_trail_without_personal_values(make_user, sign_in):
    user = make_user()
    sign_in()

    line = AuditLine.objects.filter(act="signed-in").get()

    assert (line.actor, line.subject, line.details) == (f"user:{user.pk}", str(user.pk), {})
