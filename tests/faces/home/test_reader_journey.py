"""A reader with the most careful of browsers, in Arabic, on a phone: nothing is broken or blank."""

import csv
from pathlib import Path

import pytest

from ifex.foundations.mail.models import Message
from ifex.network.bulletins.models import Subscriber

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(browser):
    """No scripts, no service workers, another language than ours asked for."""
    context = browser.new_context(
        viewport=PHONE, java_script_enabled=False, locale="ar", accept_downloads=True
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def is_whole(page):
    """In Arabic from right to left, something to read, nothing wider than the phone, no picture broken."""
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
    assert page.locator("h1").inner_text().strip()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    broken = "[...document.images].filter(one => one.complete && !one.naturalWidth).map(one => one.src)"
    assert page.evaluate(broken) == []
    return True


def test_a_careful_reader_finds_everything_in_arabic(phone, live_server, kinds, member):
    phone.goto(f"{live_server.url}/")
    assert phone.url == f"{live_server.url}/ar/"
    assert is_whole(phone)

    phone.goto(f"{live_server.url}/ar/organisations/")
    phone.locator(f"a[href='/ar/organisations/{member.uid}/']").click()
    assert is_whole(phone)
    phone.get_by_role("link", name="توقيف صحفية").first.click()
    assert is_whole(phone)
    assert phone.locator("figure.photograph img").get_attribute("alt") == "كشك مغلق"
    phone.locator("#case a").first.click()
    assert "/ar/cases/" in phone.url
    assert is_whole(phone)

    phone.get_by_role("searchbox").fill("صحفيين تونس")
    phone.get_by_role("searchbox").press("Enter")
    assert is_whole(phone)
    assert phone.get_by_role("link", name="توقيف صحفية").count() == 1
    phone.locator("summary", has_text="البلد").click()
    phone.get_by_role("checkbox", name="تونس").check()
    phone.locator(".facets button").first.click()
    assert "country=TN" in phone.url
    assert is_whole(phone)
    with phone.expect_download() as waiting:
        phone.locator("#more a", has_text="CSV").click()
    rows = list(csv.reader(Path(waiting.value.path()).read_text("utf-8-sig").splitlines()))
    assert any("توقيف صحفية" in cell for row in rows for cell in row)

    phone.locator("#address-foot").fill("reader@journey.example")
    phone.locator("#address-foot").press("Enter")
    assert is_whole(phone)
    assert Message.objects.get(to="reader@journey.example").language == "ar"
    assert Subscriber.objects.get(address="reader@journey.example").language == "ar"
