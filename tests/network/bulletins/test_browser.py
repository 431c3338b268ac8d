"""Signing up in a real browser, without scripts: no barrier that axe knows, nothing wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from ifex.foundations.mail.models import Message
from ifex.network.bulletins.models import Subscriber

from .conftest import link_in

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_subscribers_hold_no_barrier_and_fit_a_phone(
    page, live_server, subscribe, own_path, language
):
    subscriber = subscribe(language=language)
    page.set_viewport_size({"width": 360, "height": 900})
    own = own_path(subscriber)
    for address in (f"/{language}/weekly-updates/", own, f"{own}leave/"):
        page.goto(f"{live_server.url}{address}")
        violations = Axe().run(page, options=RULES).response["violations"]
        assert (address, [(one["id"], one["nodes"][0]["html"][:200]) for one in violations]) == (address, [])
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, 360)


def test_a_reader_signs_up_by_keyboard_from_the_foot_of_a_page(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/style/")
    page.locator("#address-foot").focus()
    page.keyboard.type("reader@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/weekly-updates/")
    assert page.locator("h1").inner_text() == "Look in your mailbox"

    page.goto(live_server.url + link_in(Message.objects.get()))
    page.get_by_role("button", name="Yes, send them to me").press("Enter")
    page.wait_for_load_state()

    assert Subscriber.objects.get().state == "confirmed"
    assert context.cookies() == []
    context.close()
