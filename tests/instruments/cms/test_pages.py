import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.cms.middleware import PERMISSIONS_POLICY

pytestmark = pytest.mark.django_db

HTML = {"accept": "text/html"}


class Tags(HTMLParser):
    """Every tag with its attributes, in order."""

    def __init__(self, text):
        super().__init__()
        self.seen = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def tags(response):
    return Tags(response.content.decode()).seen


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_style_page_says_its_language_and_direction(client, code):
    response = client.get(f"/{code}/style/")
    assert response.status_code == 200
    root = next(attrs for tag, attrs in tags(response) if tag == "html")
    assert root == {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_style_page_obeys_the_content_policy_by_construction(client, code):
    found = tags(client.get(f"/{code}/style/"))
    assert [tag for tag, _ in found if tag in {"script", "style", "iframe"}] == []
    assert [
        attrs for _, attrs in found if "style" in attrs or any(name.startswith("on") for name in attrs)
    ] == []
    sources = [attrs[name] for _, attrs in found for name in ("src", "href") if attrs.get(name)]
    assert [url for url in sources if url.startswith(("//", "http")) and "localhost" not in url] == []


def test_style_page_has_one_stylesheet_and_unique_ids(client):
    found = tags(client.get("/en/style/"))
    assert len([1 for tag, attrs in found if tag == "link" and attrs.get("rel") == "stylesheet"]) == 1
    ids = [attrs["id"] for _, attrs in found if "id" in attrs]
    assert sorted(set(ids)) == sorted(ids)


def test_pages_for_readers_set_no_cookie_and_vary_by_nothing_of_theirs(client):
    response = client.get("/en/style/")
    assert response.cookies.output() == ""
    assert "Cookie" not in response.get("Vary", "")
    assert "Accept-Language" not in response.get("Vary", "")


def test_pages_are_compressed_and_small(client):
    page = client.get("/ar/style/", headers={"accept-encoding": "gzip"})
    sheet_url = re.search(r'href="(/styles/[^"]+)"', client.get("/ar/style/").content.decode())[1]
    sheet = client.get(sheet_url, headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == sheet["Content-Encoding"] == "gzip"
    assert len(page.content) + len(sheet.content) < 50_000


def test_pages_carry_the_safety_headers(client):
    response = client.get("/en/style/")
    assert response["Permissions-Policy"] == PERMISSIONS_POLICY
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy


def test_desk_has_a_policy_of_its_own(client):
    policy = client.get("/admin/", follow=False)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "connect-src 'self'" in policy


def test_demonstration_says_so_above_every_page(db, client, settings):
    sentence = "This is a demonstration: everything here is invented."
    settings.IFEX_DEMO = False
    before = client.get("/en/nothing/").content.decode()
    settings.IFEX_DEMO = True
    after = client.get("/en/nothing/").content.decode()
    assert (sentence in before, sentence in after) == (False, True)


def test_page_not_found_speaks_the_language_of_the_address(db, client):
    response = client.get("/fr/rien/")
    assert response.status_code == 404
    assert response["Content-Language"] == "fr"
    assert tags(response)[0] == ("html", {"lang": "fr", "dir": "ltr"})


def test_page_not_found_without_language_speaks_the_readers(db, client):
    response = client.get("/nothing-here", headers={"accept-language": "ar"})
    assert response.status_code == 404
    assert ("html", {"lang": "ar", "dir": "rtl"}) in tags(response)


def test_405_has_words_and_says_what_is_allowed(client):
    response = client.post("/en/style/", headers=HTML)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert b"This address does not work that way" in response.content


def test_405_stays_bare_for_programs(client):
    response = client.post("/en/style/", headers={"accept": "application/json"})
    assert (response.status_code, response.content) == (405, b"")


def test_form_without_token_is_refused_in_words(db):
    response = Client(enforce_csrf_checks=True).post("/en/account/login/", {"login": "a@example.org"})
    assert response.status_code == 403
    assert b"The form could not be accepted" in response.content
    assert b"Nothing was saved" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["//[", "//[::1", "//]/en/", "//elsewhere.example/en/"])
def test_a_path_like_a_host_is_a_page_that_is_not_there(client, path):
    answer = client.get("/", PATH_INFO=path)

    assert answer.status_code == 404
    assert "elsewhere" not in str(answer.get("Location", ""))
