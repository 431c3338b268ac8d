"""Every account page, in every language: our frame, labelled fields, nothing that the strict policy stops."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.utils import translation

from ifex.foundations.accounts.domain.accounts import add_user, send_invitation
from ifex.foundations.accounts.domain.second_step import set_up_totp
from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core.languages import LANGUAGE_TABLE

ANONYMOUS = [
    "login/",
    "login/code/",
    "password/reset/",
    "password/reset/done/",
    "inactive/",
    "password/reset/key/done/",
]
SIGNED_IN = [
    "",
    "logout/",
    "password/change/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
]
WITH_APP = [
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/reauthenticate/",
]


class Page(HTMLParser):
    """What a page holds that these tests ask about."""

    def __init__(self, text):
        super().__init__()
        self.inline_scripts, self.styled, self.handlers, self.addresses = [], [], [], []
        self.ids, self.labelled, self.fields, self.described = set(), set(), [], set()
        self.html = {}
        self.feed(text)

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        if tag == "html":
            self.html = attributes
        if tag == "script" and "src" not in attributes and attributes.get("type") != "application/json":
            self.inline_scripts.append(attributes)
        if tag == "style" or "style" in attributes:
            self.styled.append(tag)
        self.handlers += [name for name in attributes if name.startswith("on")]
        self.addresses += [attributes[name] for name in ("src", "href", "action") if attributes.get(name)]
        if "id" in attributes:
            self.ids.add(attributes["id"])
        if tag == "label":
            self.labelled.add(attributes.get("for"))
        if tag in {"input", "select", "textarea"} and attributes.get("type") not in {"hidden", "submit"}:
            self.fields.append(attributes)
            self.described |= set(attributes.get("aria-describedby", "").split())


def assert_sound(response, language):
    page = Page(response.content.decode())
    assert (page.html["lang"], page.html["dir"]) == (language.code, language.direction)
    assert (page.inline_scripts, page.styled, page.handlers) == ([], [], [])
    outside = [address for address in page.addresses if re.match(r"\w+:|//", address)]
    assert [address for address in outside if not address.startswith(settings.IFEX_BASE_URL)] == []
    ours = [field for field in page.fields if field.get("name") != "q"]
    assert {field["id"] for field in ours} <= page.labelled
    assert page.described <= page.ids
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    return page


@pytest.mark.parametrize("language", LANGUAGE_TABLE, ids=lambda row: row.code)
@pytest.mark.parametrize("path", ANONYMOUS)
def test_pages_for_everybody(client, db, language, path):
    response = client.get(f"/{language.code}/account/{path}")

    assert response.status_code == 200
    assert_sound(response, language)


@pytest.mark.parametrize("language", LANGUAGE_TABLE, ids=lambda row: row.code)
@pytest.mark.parametrize("path", SIGNED_IN)
def test_pages_for_who_is_signed_in(client, make_user, sign_in, language, path):
    make_user()
    sign_in()

    response = client.get(f"/{language.code}/account/{path}")

    assert response.status_code == 200
    assert_sound(response, language)


@pytest.mark.parametrize("language", LANGUAGE_TABLE, ids=lambda row: row.code)
@pytest.mark.parametrize("path", WITH_APP)
def test_pages_for_who_has_an_app(client, make_user, sign_in, language, path):
    _, codes = set_up_totp(make_user())
    sign_in()
    client.post("/en/account/2fa/authenticate/", {"code": codes[0]})

    response = client.get(f"/{language.code}/account/{path}")

    assert response.status_code == 200
    assert_sound(response, language)


@pytest.mark.parametrize("language", LANGUAGE_TABLE, ids=lambda row: row.code)
def test_second_step_page(client, make_user, sign_in, language):
    set_up_totp(make_user())
    sign_in()

    assert_sound(client.get(f"/{language.code}/account/2fa/authenticate/"), language)


def test_errors_are_tied_to_their_fields(client, make_user, sign_in):
    make_user()
    sign_in()

    response = client.post(
        "/en/account/password/change/", {"oldpassword": "wrong", "password1": "short", "password2": "short"}
    )

    page = assert_sound(response, LANGUAGE_TABLE[0])
    wrong = {
        field["id"]: field.get("aria-describedby", "") for field in page.fields if "aria-invalid" in field
    }
    assert set(wrong) == {"id_oldpassword", "id_password1"}
    assert all(f"{name}_error" in described for name, described in wrong.items())


@pytest.mark.parametrize(
    ("path", "name", "expected"),
    [
        ("login/", "login", "email"),
        ("login/", "password", "current-password"),
        ("login/code/", "email", "email"),
    ],
)
def test_browsers_are_told_what_to_fill_in(client, db, path, name, expected):
    page = Page(client.get(f"/en/account/{path}").content.decode())

    assert [field["autocomplete"] for field in page.fields if field["name"] == name] == [expected]


def test_qr_code_is_a_drawing_in_the_page_with_the_secret_beside_it(client, make_user, sign_in):
    make_user()
    sign_in()

    response = client.get("/en/account/2fa/totp/activate/")

    text = response.content.decode()
    assert '<svg class="qr"' in text
    assert "data:" not in text
    assert f'<code class="secret" dir="ltr">{response.context["form"].secret}</code>' in text


def test_login_page_says_without_javascript_nothing_of_passkeys(client, db):
    text = client.get("/en/account/login/").content.decode()

    assert re.search(r'<form[^>]*id="mfa_login"[^>]*\shidden>', text)


def test_account_pages_are_not_for_search_engines(client, db):
    text = client.get("/en/account/login/").content.decode()

    assert '<meta name="robots" content="noindex">' in text
    assert 'rel="canonical"' not in text


def test_account_page_saves_name_and_language_and_goes_on_in_it(client, make_user, sign_in):
    user = make_user()
    sign_in()

    response = client.post("/en/account/", {"name": "ريم", "language": "ar"}, follow=True)

    user.refresh_from_db()
    assert (user.name, user.language) == ("ريم", "ar")
    assert response.redirect_chain == [("/ar/account/", 302)]
    assert AuditLine.objects.get(act="account-edited").actor == f"user:{user.pk}"


def test_account_page_asks_for_a_name(client, make_user, sign_in):
    user = make_user()
    sign_in()

    response = client.post("/en/account/", {"name": " ", "language": "ar"})

    user.refresh_from_db()
    assert response.status_code == 200
    assert (user.name, user.language) == ("Reem", "en")


def test_account_page_asks_strangers_to_sign_in_without_a_cookie(client, db):
    response = client.get("/fr/account/")

    assert response["Location"] == "/fr/account/login/?next=/fr/account/"
    assert not response.cookies


def test_sign_in_leads_to_the_desk_in_the_persons_language(client, make_user, sign_in):
    make_user(language="es")

    assert sign_in()["Location"] == "/es/desk/"


def test_invitation_page_is_sound_in_arabic(client, db):
    user = add_user(email="noor@example.org", name="نور", language="ar", by="test")
    with translation.override("en"):
        path = send_invitation(user, by="test").removeprefix(settings.IFEX_BASE_URL)

    response = client.get(path)

    assert path.startswith("/ar/")
    assert_sound(response, LANGUAGE_TABLE[3])
    assert_sound(client.get("/ar/account/invitation/nonsense/"), LANGUAGE_TABLE[3])
