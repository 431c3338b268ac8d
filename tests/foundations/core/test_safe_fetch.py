"""Addresses that strangers give: what lies inside, what never ends, what is far too large."""

import gzip
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.foundations.core import safe_fetch
from ifex.foundations.core.safe_fetch import FetchRefused, fetch, is_fetchable


class _Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.answers[self.path]
        answer(self)

    def log_message(self, *args):
        pass


def say(status, content=b"", **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


@pytest.fixture
def site(settings):
    """A real server on the loopback that may be fetched from; `answers` maps paths to what it says."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    server.answers, server.asked = {}, []
    server.url = f"http://127.0.0.1:{server.server_port}"
    settings.IFEX_FETCH_ALLOWED = [f"127.0.0.1:{server.server_port}"]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def refusal(url, **options):
    with pytest.raises(FetchRefused) as refused:
        fetch(url, **options)
    return refused.value.reason


def test_fetch_gives_what_the_server_says(site):
    site.answers["/feed?a=1"] = say(200, b"words", ETag='"one"')

    answer = fetch(f"{site.url}/feed?a=1", headers={"If-None-Match": '"zero"'})

    assert (answer.status, answer.content, answer.header("etag"), answer.is_moved) == (
        200,
        b"words",
        '"one"',
        False,
    )
    ((_path, headers),) = site.asked
    assert headers["If-None-Match"] == '"zero"'
    assert headers["User-Agent"].startswith("ifex (")


@pytest.mark.parametrize(
    "url",
    ["", "words", "ftp://example.org/", "file:///etc/passwd", "http://", "http://[", "http://user:pw@example.org/",
     "http://example.org:22/", "http://example.org:6379/", "http://example.org/\r\nX: y", "javascript:alert(1)"],
)  # fmt: skip
def test_fetch_refuses_what_is_no_address_of_the_web(url):
    assert refusal(url) == "address"
    assert not is_fetchable(url)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]",
     "[fd00::1]", "[fe80::1]", "100.64.0.1", "224.0.0.1", "2130706433", "0x7f.1", "[2002:7f00:1::]",
     "[64:ff9b::127.0.0.1]", "[64:ff9b:1::a00:1]", "[::127.0.0.1]", "[fec0::1]",
     "[64:ff9b:1:7f00:0:100:808:808]", "[::ffff:0:7f00:1]", "[2a00::5efe:7f00:1]", "[5f00::1]", "[3fff::1]"],
)  # fmt: skip
def test_fetch_refuses_what_lies_inside(host):
    assert refusal(f"http://{host}/") in {"private", "unreachable"}


def test_fetch_refuses_to_be_led_inside(site):
    site.answers["/"] = say(302, Location="http://169.254.169.254/latest/meta-data/")

    assert refusal(f"{site.url}/") == "private"


def test_fetch_follows_redirects_to_an_end(site):
    site.answers |= {"/a": say(301, Location="/b"), "/b": say(308, Location="/c"), "/c": say(200, b"there")}

    answer = fetch(f"{site.url}/a")

    assert (answer.content, answer.url, answer.is_moved) == (b"there", f"{site.url}/c", True)
    site.answers["/b"] = say(302, Location="/c")
    assert not fetch(f"{site.url}/a").is_moved
    site.answers["/c"] = say(302, Location="/a")
    assert refusal(f"{site.url}/a") == "redirects"


def test_fetch_reads_no_more_than_asked_for(site):
    site.answers |= {
        "/large": say(200, b"x" * 2_000),
        "/bomb": say(200, gzip.compress(b"x" * 10_000_000), Content_Encoding="gzip"),
    }

    assert refusal(f"{site.url}/large", most_bytes=1_000) == "too_large"
    assert refusal(f"{site.url}/bomb", most_bytes=1_000_000) == "too_large"


def test_fetch_unpacks_gzip_and_refuses_what_only_says_so(site):
    site.answers |= {
        "/good": say(200, gzip.compress(b"words"), Content_Encoding="gzip"),
        "/bad": say(200, b"words", Content_Encoding="gzip"),
        "/odd": say(200, b"words", Content_Encoding="compress"),
    }

    assert fetch(f"{site.url}/good").content == b"words"
    assert [refusal(f"{site.url}/bad"), refusal(f"{site.url}/odd")] == ["unreadable", "unreadable"]


_CHUNKED = b"HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("begins", "drop"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n", b"<item>", id="feed"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a", id="headers"),
        # The library gives its socket away where the connection is to be closed.
        pytest.param(_CHUNKED + b"0\r\n", b"X: y\r\n", id="behind the last chunk"),
        pytest.param(_CHUNKED + b"1", b"0", id="length of a chunk"),
    ],
)
def test_fetch_leaves_a_server_that_never_ends(begins, drop, site, monkeypatch):
    def drip(handler):
        with suppress(OSError):
            handler.wfile.write(begins)
            for _ in range(200):
                handler.wfile.write(drop)
                handler.wfile.flush()
                time.sleep(0.05)

    site.answers["/"] = drip
    monkeypatch.setattr(safe_fetch, "WHOLE_SECONDS", 0.5)
    started = time.monotonic()

    assert refusal(f"{site.url}/") == "too_slow"
    assert time.monotonic() - started < 3


def test_fetch_leaves_a_server_that_says_nothing(site, monkeypatch):
    site.answers["/"] = lambda handler: time.sleep(3)
    monkeypatch.setattr(safe_fetch, "TIMEOUT_SECONDS", 0.3)

    assert refusal(f"{site.url}/") == "too_slow"


def test_fetch_says_that_nobody_is_there(settings):
    settings.IFEX_FETCH_ALLOWED = ["127.0.0.1:9"]

    assert refusal("http://127.0.0.1:9/") == "unreachable"


@given(st.text(max_size=80))
def test_is_fetchable_bears_any_text(text):
    assert is_fetchable(f"http://{text}") in {True, False}
