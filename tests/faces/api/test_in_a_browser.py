import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_docs_page_fits_a_phone(live_server, page, code):
    page.set_viewport_size({"width": 320, "height": 640})

    page.goto(f"{live_server.url}/{code}/api/")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("main table").count() > 10
