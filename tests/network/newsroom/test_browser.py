"""Sending an alert in a real browser: with scripts it is saved as one types, without them by a button; no barrier."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.network.newsroom.domain.desk import note_on_submission
from ifex.network.newsroom.domain.submissions import save_submission, send_submission
from ifex.network.newsroom.models import Submission

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index")]


@pytest.fixture
def open_as(page, live_server, enter):
    """`open_as(user)`: the browser's window, signed in."""

    def sign(user):
        session = enter(user).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        return page

    return sign


def test_what_is_typed_is_saved_by_itself(open_as, live_server, make_submission, contributor):
    draft = make_submission(account="")
    page = open_as(contributor)
    page.goto(f"{live_server.url}/en/desk/alerts/{draft.uid}/write/")

    page.locator("[name=account]").press_sequentially("Police mistreated her yesterday.")
    page.locator("#beside", has_text="Vague words").wait_for()

    draft.refresh_from_db()
    assert draft.account == "Police mistreated her yesterday."
    page.locator("[name=account]").fill("Police held her on 8 March 2026.")
    page.locator("button[value=save]").last.click()
    page.locator("[role=status]", has_text="Saved.").wait_for()
    draft.refresh_from_db()
    assert draft.account == "Police held her on 8 March 2026."


def test_a_colleague_s_save_is_told_while_one_types(
    open_as, live_server, make_submission, contributor, person_of
):
    draft = make_submission()
    page = open_as(contributor)
    page.goto(f"{live_server.url}/en/desk/alerts/{draft.uid}/write/")
    save_submission(draft, changes={"account": "Theirs"}, seen=draft.version, by=person_of(), at=clock.now())

    page.locator("[name=account]").fill("Mine")
    page.locator("#beside", has_text="has saved this meanwhile").wait_for()
    page.locator("button[value=save]").last.click()
    page.locator("[role=alert]", has_text="Theirs").wait_for()

    assert page.locator("[name=account]").input_value() == "Mine"
    draft.refresh_from_db()
    assert draft.account == "Theirs"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_members_hold_no_barrier(
    open_as, live_server, make_submission, contributor, language, width
):
    draft = make_submission(account="Police mistreated her yesterday.")
    sent = send_submission(make_submission(), by=contributor, at=clock.now())
    page = open_as(contributor)
    page.set_viewport_size({"width": width, "height": 900})
    desk = f"{live_server.url}/{language}/desk/"
    for address in (
        "",
        "alerts/",
        f"alerts/{draft.uid}/write/",
        f"alerts/{draft.uid}/",
        f"alerts/{sent.uid}/",
    ):
        page.goto(f"{desk}{address}")
        violations = Axe().run(page, options=RULES).response["violations"]
        assert (address, [(one["id"], one["nodes"][0]["html"][:200]) for one in violations]) == (address, [])
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, width)


def test_an_alert_is_sent_by_phone_in_arabic_without_scripts(browser, live_server, person_of, enter):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    session = enter(person_of(language="ar")).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/ar/desk/")
    page.get_by_role("button", name="إرسال تنبيه").click()
    page.locator("[name=headline]").fill("سجن صحفية في صفاقس")
    page.locator("[name=account]").fill("أوقفت الشرطة الصحفية في 8 مارس 2026.")
    page.locator("[name=happened_from]").fill("2026-03-08")
    page.locator("[name=consent]").select_option("given")
    for question in ("naming_may_harm", "is_member_at_risk", "concerns_minors"):
        page.locator(f"[name={question}][value=no]").check()
    page.locator("button[value=send]").click()
    page.wait_for_url("**/ar/desk/alerts/*/")

    assert Submission.objects.get().state == "sent"
    assert "سجن صحفية في صفاقس" in page.locator("h1").inner_text()
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_the_desk_hold_no_barrier(
    page, live_server, make_submission, contributor, sign_in, publish_alert, language, width
):
    publish_alert(target={"name": "Samira Ben Yedder"})
    sent = send_submission(make_submission(account="They mistreated her."), by=contributor, at=clock.now())
    editor = sign_in("editor")
    User.objects.filter(pk=editor.session["_auth_user_id"]).update(language=language)
    note_on_submission(sent, text="Ask Reem first.", by=contributor, at=clock.now())
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
    page.context.add_cookies([cookie | {"value": editor.cookies[settings.SESSION_COOKIE_NAME].value}])
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("", f"{sent.uid}/"):
        page.goto(f"{live_server.url}/admin/submissions/{address}")
        violations = Axe().run(page, context="main .nice-padding, main", options=RULES).response["violations"]
        assert (address, [(one["id"], one["nodes"][0]["html"][:200]) for one in violations]) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
