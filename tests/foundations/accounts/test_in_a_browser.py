"""What only a real browser can show: passkeys, the strict policy, and that all the rest works without
JavaScript.
"""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings

from ifex.foundations.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _front_page_of_this_room(settings):
    settings.LOGIN_REDIRECT_URL = "/en/account/2fa/"
    settings.LOGOUT_REDIRECT_URL = "/en/account/login/"


@pytest.fixture
def complaints(page):
    """What the browser's console complains of: a blocked script or style would be here."""
    heard = []
    page.on(
        "console",
        lambda message: (
            heard.append(f"{message.text} {message.location}") if message.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def passkey_device(page):
    """A virtual authenticator that always agrees."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return lambda **changes: devtools.send(
        "WebAuthn.setUserVerified", {"authenticatorId": device["authenticatorId"], **changes}
    )


def sign_in(page, live_server):
    page.goto(f"{live_server.url}/en/account/login/")
    page.get_by_label("Email").fill("reem@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page, live_server):
    page.goto(f"{live_server.url}/en/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()


def is_signed_in(page):
    return any(cookie["name"] == settings.SESSION_COOKIE_NAME for cookie in page.context.cookies())


def add_passkey(page, live_server, *, is_enough):
    page.goto(f"{live_server.url}/en/account/2fa/webauthn/add/")
    page.get_by_label("This passkey is enough").set_checked(is_enough)
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/2fa/recovery-codes/")


def test_passkey_is_added_and_then_signs_in_alone(live_server, page, make_user, passkey_device, complaints):
    user = make_user("editor")
    sign_in(page, live_server)
    page.wait_for_url("**/2fa/")

    add_passkey(page, live_server, is_enough=True)
    sign_out(page, live_server)
    signed_out = not is_signed_in(page)
    page.goto(f"{live_server.url}/en/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto(f"{live_server.url}/en/account/2fa/webauthn/")

    assert signed_out
    assert page.get_by_role("main").get_by_text("Passkey 1", exact=True).is_visible()
    kinds = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    assert set(kinds) == {Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES}
    assert complaints == []


def test_passkey_is_the_second_step_after_a_password(
    live_server, page, make_user, passkey_device, complaints
):
    make_user("editor")
    sign_in(page, live_server)
    page.wait_for_url("**/2fa/")
    add_passkey(page, live_server, is_enough=False)
    sign_out(page, live_server)

    sign_in(page, live_server)
    page.wait_for_url("**/2fa/authenticate/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "authenticate" not in url)
    page.goto(f"{live_server.url}/en/account/password/change/")

    assert page.get_by_role("heading", name="Change the password").is_visible()
    assert complaints == []


def test_refused_passkey_says_so_on_the_page(live_server, page, make_user, passkey_device):
    make_user()
    passkey_device(isUserVerified=False)
    page.goto(f"{live_server.url}/en/account/login/")

    page.get_by_role("button", name="Use a passkey").click()

    page.get_by_text("The passkey was not used.").wait_for()
    page.goto(f"{live_server.url}/en/account/2fa/")
    assert "/account/login/" in page.url


def test_everything_but_passkeys_works_without_javascript(live_server, browser, page, make_user, totp_code):
    make_user("editor")
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    sign_in(plain, live_server)
    plain.get_by_role("link", name="Set up an app").click()
    secret = plain.locator("code.secret").inner_text()
    plain.get_by_label("Authenticator code").fill(totp_code(secret))
    plain.get_by_role("button", name="Set up").click()
    code = plain.locator(".codes li").first.inner_text()
    plain.get_by_role("navigation", name="Your account").get_by_role("button", name="Sign out").click()
    sign_in(plain, live_server)
    passkeys_are_shown = plain.get_by_role("button", name="Use a passkey").is_visible()
    plain.get_by_label("Code").fill(code)
    plain.get_by_role("button", name="Sign in").click()
    plain.goto(f"{live_server.url}/en/account/password/change/")

    title = plain.get_by_role("heading", name="Change the password").is_visible()
    context.close()
    assert (title, passkeys_are_shown) == (True, False)
    assert User.objects.get().authenticator_set.count() == 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_fit_a_small_screen(live_server, page, make_user, language):
    make_user()
    page.set_viewport_size({"width": 360, "height": 640})
    sign_in(page, live_server)

    wide = {}
    for path in ("2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "password/change/"):
        page.goto(f"{live_server.url}/{language}/account/{path}")
        wide[path] = page.evaluate("document.documentElement.scrollWidth")

    assert max(wide.values()) <= 360, wide


def test_qr_code_is_dark_on_light_in_dark_mode_too(live_server, page, make_user):
    """Cameras do not read inverted codes."""
    make_user()
    page.emulate_media(color_scheme="dark")
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/en/account/2fa/totp/activate/")

    colours = page.eval_on_selector_all(
        "svg.qr rect, svg.qr path", "shapes => shapes.map(shape => getComputedStyle(shape).fill)"
    )

    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
