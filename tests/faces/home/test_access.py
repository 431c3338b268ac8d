"""Every kind of page × language × colour scheme × width in a real browser: no barrier, nothing from elsewhere."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from ifex.foundations.core.languages import LANGUAGE_CODES

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SITE = "http://localhost:8000"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.matrix
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_no_kind_of_page_has_a_barrier(page, live_server, kinds, language, scheme, width):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in kinds:
        page.goto(f"{live_server.url}/{language}/{address}")
        violations = Axe().run(page, options=RULES).response["violations"]
        found = [(one["id"], one["nodes"][0]["html"][:200]) for one in violations]
        assert (address, found) == (address, [])
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, width)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(live_server.url).netloc}
    cookies = {cookie["name"] for cookie in page.context.cookies()}
    assert {name for name in cookies if not name.startswith("ifex_csrf")} == set()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_stay_whole_at_400_percent(page, live_server, kinds, language):
    """1280 px at 400 % are 320 px, with the letters as large as they were."""
    page.set_viewport_size({"width": 320, "height": 256})
    for address in kinds:
        page.goto(f"{live_server.url}/{language}/{address}")
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, 320)


def test_readers_of_any_kind_of_page_get_no_cookie(client, kinds):
    """The sign-in form alone needs one."""
    for address in kinds:
        response = client.get(f"/en/{address}")
        if not address.startswith("account/"):
            assert (address, list(response.cookies)) == (address, [])
            policy = response["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert "default-src 'none'" in policy
