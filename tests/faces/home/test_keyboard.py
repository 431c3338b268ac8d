"""Whoever has no pointer: each thing that can be acted on is reached by Tab, shows that it is, and acts on a key."""

import pytest

from ifex.network.bulletins.models import Subscriber
from ifex.network.newsroom.models import ReaderReport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER_WHAT_ACTS = """() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const acts = [...document.querySelectorAll(wanted)].filter(
    one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0);
  acts.forEach((one, number) => { one.dataset.number = number; });
  window.reached = [];
  window.unmarked = [];
  document.addEventListener('focusin', event => {
    const one = event.target;
    if (one.dataset.number === undefined) return;
    window.reached.push(Number(one.dataset.number));
    // An SVG link shows it on the shape within.
    const styles = [one, ...one.children].map(each => getComputedStyle(each));
    const isMarked = styles.some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.strokeWidth >= '2');
    if (!isMarked) window.unmarked.push(one.outerHTML.slice(0, 120));
  });
  return acts.length;
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_on_every_kind_of_page_is_reached_in_order_and_shows_it(
    page, live_server, kinds, language
):
    for address in kinds:
        page.goto(f"{live_server.url}/{language}/{address}")
        total = page.evaluate(NUMBER_WHAT_ACTS)
        # Chromium stops also at what can be scrolled, and acts on nothing there.
        for _ in range(2 * total):
            page.keyboard.press("Tab")
            if page.evaluate("window.reached.length") >= total:
                break
        assert (address, page.evaluate("window.reached")) == (address, list(range(total)))
        assert (address, page.evaluate("window.unmarked")) == (address, [])


def test_a_reader_does_everything_by_keyboard(browser, live_server, kinds):
    """Without scripts: front page, search, filter, alert, its case, a report, the weekly updates, another language."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    keyboard = page.keyboard

    page.goto(f"{live_server.url}/en/")
    keyboard.press("Tab")
    keyboard.press("Enter")
    assert page.url.endswith("#content")

    page.get_by_role("searchbox").focus()
    keyboard.type("reporter")
    keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=reporter")
    page.locator("summary", has_text="Country").press("Enter")
    box = page.get_by_role("checkbox", name="Tunisia")
    box.press("Space")
    assert box.is_checked()
    page.get_by_role("button", name="Apply").first.press("Enter")
    page.wait_for_url("**country=TN**")

    page.get_by_role("link", name="Reporter arrested in Tunis").press("Enter")
    page.wait_for_url("**/en/alerts/**")
    alert_url = page.url
    page.get_by_role("link", name="Share or republish").press("Enter")
    page.wait_for_url("**/use/")
    page.goto(alert_url)
    page.locator("#case a").first.press("Enter")
    page.wait_for_url("**/en/cases/**")

    page.get_by_role("link", name="Report an error or ask for a removal").press("Enter")
    page.wait_for_url("**/en/report/**")
    page.get_by_label("What should we know?").focus()
    keyboard.type("The date is wrong.")
    page.get_by_role("button", name="Send").press("Enter")
    page.wait_for_load_state()
    assert ReaderReport.objects.get().words == "The date is wrong."

    page.locator("#address-foot").focus()
    keyboard.type("second@example.org")
    keyboard.press("Enter")
    page.wait_for_url("**/en/weekly-updates/")
    assert Subscriber.objects.filter(address="second@example.org").exists()

    page.get_by_role("link", name="العربية").press("Enter")
    page.wait_for_url("**/ar/weekly-updates/")
    assert context.cookies() == []
    context.close()
