"""An editor's way to a published alert, in a real browser, by keyboard alone."""

import os
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from ifex.foundations.accounts.domain.accounts import add_user
from ifex.foundations.accounts.domain.second_step import set_up_totp
from ifex.foundations.accounts.enums import StaffRole
from ifex.network.archive.models import AlertText, EditLock, Publication

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery staple"
MOST_TABS = 120
SCREENSHOTS = os.environ.get("IFEX_SCREENSHOTS")


@pytest.fixture
def desk(page, live_server, settings):
    """The desk's first page, with an editor signed in who has given their second step."""
    cache.clear()
    settings.SECURE_SSL_REDIRECT = False
    editor = add_user(
        email="edith@example.org", name="Edith", by="test", roles=[StaffRole.EDITOR], password=PASSWORD
    )
    secret, _codes = set_up_totp(editor)
    page.goto(f"{live_server.url}/en/account/login/")
    page.fill("input[name=login]", editor.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.fill("input[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.press("input[name=code]", "Enter")
    page.wait_for_url("**/admin/")
    page.editor = editor
    return page


SELECTS_THAT_STICK_OUT = """() => [...document.querySelectorAll("[data-edit-form] select")]
    .filter((select) => select.offsetParent && select.getBoundingClientRect().width > 1
        && select.getBoundingClientRect().width > select.closest(".w-panel__content").getBoundingClientRect().width)
    .map((select) => select.name)"""


def tab_to(page, test):
    """Press Tab until the focused element passes `test` (JavaScript on `element`)."""
    for _press in range(MOST_TABS):
        if page.evaluate(f"() => {{ const element = document.activeElement; return Boolean({test}); }}"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {test}")


def named(name):
    return f"element.name === '{name}'"


def body_of(code):
    return f"element.isContentEditable && element.closest('.ifex-language[lang={code}]')"


def count_loads(page):
    loads = []
    page.on(
        "response",
        lambda answer: (
            loads.append(answer.url)
            if answer.request.is_navigation_request()
            and answer.frame == page.main_frame
            and answer.status == 200
            else None
        ),
    )
    return loads


def take_picture(page, name, width):
    """Of the whole form: the desk scrolls inside the window, so the window is made tall."""
    page.set_viewport_size({"width": width, "height": 6000 if width < 500 else 3200})
    for kind in ("targets", "actions", "sources"):
        page.click(f"#id_{kind}-ADD")
    page.screenshot(path=Path(SCREENSHOTS) / name)
    page.set_viewport_size({"width": width, "height": 900})


def test_new_alert_in_two_languages_by_keyboard_in_three_loads(desk):
    page, loads, keyboard = desk, count_loads(desk), desk.keyboard

    tab_to(page, "element.textContent.trim() === 'Archive'")
    keyboard.press("Enter")
    tab_to(page, "element.textContent.trim() === 'Alerts' && element.offsetParent")
    keyboard.press("Enter")
    page.wait_for_url("**/alert/")
    tab_to(page, "element.textContent.trim() === 'Add alert' && element.offsetParent")
    keyboard.press("Enter")
    page.wait_for_url("**/alert/add/")
    page.wait_for_selector(".public-DraftEditor-content")
    for code, title, body in (
        ("en", "Statement on Tunis", "On 8 March 2026 we condemn the arrest."),
        ("ar", "بيان بشأن تونس", "ندين التوقيف في 8 مارس 2026."),
    ):
        tab_to(page, named(f"title_{code}"))
        keyboard.type(title)
        tab_to(page, body_of(code))
        keyboard.type(body)
        tab_to(page, named(f"state_{code}"))
        keyboard.type("Ready")
    tab_to(page, named("kind"))
    keyboard.type("Statement")
    tab_to(page, named("country"))
    keyboard.type("Tunisia")
    for question in ("naming_may_harm", "is_member_at_risk", "concerns_minors"):
        tab_to(page, named(question))
        keyboard.type("No")
    tab_to(page, named("action-publish"))
    keyboard.press("Enter")
    page.wait_for_url("**/alert/edit/**")
    page.wait_for_selector("text=is published.")

    assert len(loads) <= 3, loads
    publication = Publication.objects.get()
    assert publication.facts["countries"] == ["TN"]
    assert publication.texts == {
        "en": {"title": "Statement on Tunis", "body": "<p>On 8 March 2026 we condemn the arrest.</p>"},
        "ar": {"title": "بيان بشأن تونس", "body": "<p>ندين التوقيف في 8 مارس 2026.</p>"},
    }


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 360])
def test_form_fits_the_window_and_runs_in_its_language(desk, live_server, language, width):
    page = desk
    type(page.editor).objects.filter(pk=page.editor.pk).update(language=language)
    page.set_viewport_size({"width": width, "height": 900})
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))

    page.goto(live_server.url + reverse("wagtailsnippets_archive_alert:add"))
    page.wait_for_selector(".public-DraftEditor-content")

    if SCREENSHOTS:
        take_picture(page, f"alert-{language}-{width}.png", width)
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(SELECTS_THAT_STICK_OUT) == []
    columns = page.locator(".ifex-language")
    tops = {round(columns.nth(number).bounding_box()["y"]) for number in range(columns.count())}
    assert columns.count() == 4
    assert len(tops) == (1 if width > 1000 else 4)
    assert page.get_attribute("[name=title_ar]", "dir") == "rtl"
    assert troubles == []


def test_leaving_the_page_lets_go_of_the_alert(desk, live_server, make_alert):
    page, alert = desk, make_alert()
    page.goto(live_server.url + reverse("wagtailsnippets_archive_alert:edit", args=[alert.pk]))
    page.wait_for_selector(".public-DraftEditor-content")
    assert EditLock.objects.get().user == page.editor
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / "edit.png")

    page.goto(live_server.url + reverse("wagtailsnippets_archive_alert:list"))

    deadline = time.monotonic() + 5
    while EditLock.objects.exists() and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert not EditLock.objects.exists()
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / "list.png")


def test_draft_text_in_both_directions_is_read_back_by_the_editor(desk, live_server, make_alert):
    """What Wagtail's editor shows and sends back is what we stored: our small HTML survives it."""
    page, alert = desk, make_alert(texts={"ar": "اعتقال صحفية"})
    body = (
        "<h2>One</h2><p>Two <strong>three</strong> <em>four</em></p><ul><li>five</li></ul>"
        '<blockquote>six</blockquote><p><a href="https://example.org/a" rel="noopener noreferrer">seven</a></p>'
    )
    AlertText.objects.update(body=body)
    page.goto(live_server.url + reverse("wagtailsnippets_archive_alert:edit", args=[alert.pk]))
    page.wait_for_selector(".public-DraftEditor-content:visible")

    page.click("text=Save draft")
    page.wait_for_selector("text=is saved.")

    assert AlertText.objects.get().body == body
