"""Kept pages: the same bytes again, and never a moment longer than they hold."""

import threading

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ifex.foundations.core.changes import EVERYTHING, depends_on, remember, tell_change
from ifex.instruments.cms import page_cache
from ifex.instruments.cms.page_cache import PageCache

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def looks_each_time(monkeypatch):
    monkeypatch.setattr("ifex.foundations.core.changes.LOOK_AGAIN_SECONDS", 0)


class Site:
    """A view that counts how often it was asked."""

    def __init__(self, *tags, **headers):
        self.tags, self.headers, self.asked, self.meanwhile = tags, headers, 0, None

    def __call__(self, request):
        self.asked += 1
        depends_on(*self.tags)
        if self.meanwhile:
            self.meanwhile()
        headers = {"Cache-Control": "public, no-cache", "ETag": f'"{self.asked}"', **self.headers}
        return HttpResponse(f"page {self.asked}", headers=headers)


def ask(cache, path="/en/", **headers):
    return cache(RequestFactory().get(path, headers={"host": "localhost", **headers}))


def test_a_page_is_made_once_until_its_tag_changes():
    site = Site("alert:a")
    cache = PageCache(site)

    assert [ask(cache).content for _ in range(3)] == [b"page 1"] * 3
    tell_change("alert:b")
    assert ask(cache).content == b"page 1"
    tell_change("alert:a")
    assert [ask(cache).content for _ in range(2)] == [b"page 2"] * 2
    tell_change(EVERYTHING)
    assert ask(cache).content == b"page 3"


def test_a_change_while_the_page_is_made_is_not_missed():
    site = Site("alert:a")
    cache = PageCache(site)
    site.meanwhile = lambda: tell_change("alert:a")
    ask(cache)
    site.meanwhile = None

    assert ask(cache).content == b"page 2"


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "no-store"},
        {"Cache-Control": "private"},
        {"Cache-Control": "max-age=60"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Encoding, Accept-Language"},
    ],
)
def test_what_is_not_for_everyone_is_not_kept(headers):
    cache = PageCache(Site("alert:a", **headers))

    assert [ask(cache).content for _ in range(2)] == [b"page 1", b"page 2"]


def test_what_says_nothing_of_its_dependence_is_not_kept():
    cache = PageCache(Site())

    assert [ask(cache).content for _ in range(2)] == [b"page 1", b"page 2"]


def test_who_has_a_session_is_asked_anew(settings):
    cache = PageCache(Site("alert:a"))
    request = RequestFactory().get("/en/", headers={"host": "localhost"})
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    ask(cache)

    assert cache(request).content == b"page 2"


def test_hosts_addresses_and_encodings_are_kept_apart():
    cache = PageCache(Site("alert:a"))
    answers = [
        ask(cache), ask(cache, "/fr/"), ask(cache, "/en/?q=a"), ask(cache, host="127.0.0.1"),
        ask(cache, **{"accept-encoding": "gzip"}),
    ]  # fmt: skip

    assert len({answer.content for answer in answers}) == 5


def test_a_host_that_is_not_ours_is_left_to_django():
    site = Site("alert:a")
    ask(PageCache(site), host="evil.example")
    ask(PageCache(site), host="evil.example")

    assert site.asked == 2


def test_who_has_the_page_is_told_so():
    cache = PageCache(Site("alert:a"))
    ask(cache)

    again = ask(cache, **{"if-none-match": 'W/"1"'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", '"1"')
    assert ask(cache, **{"if-none-match": '"other"'}).status_code == 200


def test_the_shelf_keeps_to_its_size(settings):
    settings.IFEX_PAGE_CACHE_MEGABYTES = 1
    cache = PageCache(
        lambda request: depends_on("a") or HttpResponse(b"x" * 50_000, headers={"Cache-Control": "public"})
    )
    for number in range(60):
        ask(cache, f"/en/{number}/")

    assert page_cache.shelf._size <= 1_000_000
    assert len(page_cache.shelf._kept) == 19


def test_another_process_is_heard(transactional_db):
    """A thread has a connection of its own, as a process has."""
    cache = PageCache(Site("alert:a"))
    ask(cache)
    other = threading.Thread(target=_tell_and_close, args=["alert:a"])
    other.start()
    other.join()

    assert ask(cache).content == b"page 2"


def _tell_and_close(tag):
    from django.db import connection  # noqa: PLC0415  that of the thread

    tell_change(tag)
    connection.close()


def test_remember_makes_once_until_something_changes():
    made = []

    def value():
        return remember("key", ["pages"], lambda: made.append(1) or len(made))

    assert [value(), value()] == [1, 1]
    tell_change("pages")
    assert value() == 2
