import re

import pytest
from django.contrib.auth.models import Group, Permission

from ifex.foundations.accounts.domain.second_step import set_up_totp


@pytest.fixture
def editor_with_admin(make_user):
    user = make_user("editor")
    set_up_totp(user)
    Group.objects.get(name="editor").permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    return user


def test_admin_uses_our_sign_in(client, db):
    first = client.get("/admin/pages/")
    second = client.get(first["Location"])

    assert first["Location"] == "/admin/login/?next=/admin/pages/"
    assert second["Location"] == "/en/account/login/?next=/admin/pages/"


def test_admin_log_in_form_takes_no_password(client, make_user):
    make_user(is_superuser=True)

    response = client.post(
        "/admin/login/", {"username": "reem@example.org", "password": "correct horse battery staple"}
    )

    assert response["Location"].startswith("/en/account/login/")
    assert "_auth_user_id" not in client.session


def test_admin_log_in_sends_no_one_to_another_site(client, db):
    response = client.get("/admin/login/?next=https://evil.example/")

    assert response["Location"] == "/en/account/login/?next=/admin/"


def test_signed_in_without_admin_permission_gets_403_and_no_circle(client, make_user):
    client.force_login(make_user())

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert len(response.redirect_chain) == 1
    assert 'href="/en/account/">Your account</a>' in response.content.decode()


def test_editor_with_permission_enters_the_admin(client, editor_with_admin):
    client.force_login(editor_with_admin)

    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/?next=/admin/account/")["Location"] == "/admin/account/"


def test_account_page_of_the_desk_saves_name_and_language(client, editor_with_admin):
    client.force_login(editor_with_admin)
    text = client.get("/admin/account/").content.decode()
    names = set(re.findall(r'name="((?:account|theme)-[a-z_]+)"', text))

    response = client.post(
        "/admin/account/",
        {
            "account-name": "Edith",
            "account-language": "fr",
            "theme-theme": "dark",
            "theme-contrast": "system",
            "theme-density": "default",
        },
    )

    editor_with_admin.refresh_from_db()
    assert names == {
        "account-name", "account-language", "theme-theme", "theme-contrast", "theme-density",
        "theme-keyboard_shortcuts",
    }  # fmt: skip
    assert response.status_code == 302
    assert (editor_with_admin.name, editor_with_admin.language) == ("Edith", "fr")
    assert editor_with_admin.wagtail_userprofile.theme == "dark"


def test_account_page_of_the_desk_is_for_staff(client, make_user):
    client.force_login(make_user())

    assert client.get("/admin/account/").status_code == 302


def test_wagtails_password_reset_leads_to_ours(client, db):
    assert client.get("/admin/password_reset/")["Location"] == "/en/account/password/reset/"
    assert client.get("/admin/password_reset/confirm/MQ/abc/").status_code == 404


@pytest.mark.parametrize("path", ["", "new/", "1/", "1/delete/"])
def test_wagtails_users_are_out_of_reach(client, make_user, path):
    user = make_user(is_superuser=True)
    set_up_totp(user)
    client.force_login(user)

    assert client.get(f"/admin/users/{path}").status_code == 404
    assert "/admin/users/" not in client.get("/admin/").content.decode()


def test_sign_in_leads_who_may_enter_to_the_admin(client, editor_with_admin, sign_in, totp_code):
    secret, _ = set_up_totp(editor_with_admin)
    sign_in()

    response = client.post("/en/account/2fa/authenticate/", {"code": totp_code(secret)})

    assert response["Location"] == "/admin/"
