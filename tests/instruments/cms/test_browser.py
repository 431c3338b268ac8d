"""The frame in a real browser: no barrier that axe knows, nothing wider than the window, no policy broken."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from ifex.instruments.cms import navigation

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def full_frame(monkeypatch, settings):
    """Every part of the frame is there: banner, links, search box."""
    monkeypatch.setattr(navigation, "_items", navigation.defaultdict(list))
    monkeypatch.setattr(navigation, "_search", {})
    settings.IFEX_DEMO = True
    navigation.register_item(title="Style", url_name="frame:style")
    navigation.register_item(title="Sign in", url_name="account_login", place="tools")
    navigation.register_item(title="Password", url_name="account_reset_password", place="footer")
    navigation.register_search("frame:style")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_style_page_has_no_barriers(page, live_server, full_frame, code, scheme):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/{code}/style/")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    violations = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    assert complaints == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_style_page_is_never_wider_than_the_window(page, live_server, code, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/{code}/style/")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_skip_link_is_the_first_stop_and_leads_to_the_content(page, live_server):
    page.goto(f"{live_server.url}/en/style/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_targets_of_frame_and_components_are_large_enough(page, live_server):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{live_server.url}/en/style/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.languages a, .button, .pager a, .facet label, .facet summary,'
            + ' .tabs a, .breadcrumb a, input[type=search], select')]
            .filter(one => { const box = one.getBoundingClientRect(); return box.height && box.height < 24 })
            .map(one => one.outerHTML)"""
    )
    assert small == []
