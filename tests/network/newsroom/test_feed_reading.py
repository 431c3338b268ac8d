"""RSS, Atom and JSON feeds, and what only looks like them."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.foundations.core import apart
from ifex.network.newsroom.feed_reading import UnreadableFeed, read_feed, read_feed_apart

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><guid>1</guid><title>Reporter &amp; editor held</title><link>https://member.example/1</link>
<pubDate>Mon, 09 Mar 2026 10:00:00 GMT</pubDate>
<description>&lt;p&gt;He was &lt;b&gt;held&lt;/b&gt;.&lt;/p&gt;&lt;img src="https://t.example/x.gif"&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>أخبار</title>
<entry><id>tag:2</id><title>اعتقال صحفي</title><link href="https://member.example/2"/>
<published>2026-03-09T10:00:00Z</published><summary>short</summary>
<content type="html">&lt;p&gt;النص&lt;/p&gt;</content></entry>
</feed>""".encode()
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "News",
        "items": [{"id": 3, "title": "Held", "url": "https://member.example/3", "content_html": "<p>He was held.</p>",
                   "date_published": "2026-03-09T10:00:00Z"}],
    }
).encode()  # fmt: skip


@pytest.mark.parametrize(
    ("content", "title", "text", "url"),
    [
        (RSS, "Reporter & editor held", "He was held.", "https://member.example/1"),
        (ATOM, "اعتقال صحفي", "النص", "https://member.example/2"),
        (JSON, "Held", "He was held.", "https://member.example/3"),
    ],
)
def test_read_feed_gives_plain_items_of_each_format(content, title, text, url):
    (entry,) = read_feed(content)

    assert (entry.title, entry.text, entry.url) == (title, text, url)
    assert entry.at == datetime(2026, 3, 9, 10, tzinfo=UTC)


def test_read_feed_puts_a_title_that_is_too_long_above_the_text_and_marks_every_cut():
    title = "word " * 100
    item = {"id": 1, "title": title, "content_text": "x " * 90_000}
    content = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]})

    (entry,) = read_feed(content.encode())

    assert len(entry.title) <= 300
    assert entry.title.endswith(" […]")
    assert entry.text.startswith(title.strip())
    assert entry.text.endswith("x […]")


def test_read_feed_keeps_the_order_and_each_item_once():
    doubled = RSS.replace(b"</item>", b"</item>" + RSS[RSS.index(b"<item>") : RSS.index(b"</item>") + 7], 1)

    assert len(read_feed(doubled)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>No feed</body></html>",
        b"%PDF-1.7",
        b"{}",
        b'{"version": "https://jsonfeed.org/version/1", "items": {}}',
        b'{"version": 1' + b"[" * 100_000,
        b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><rss version="2.0">'
        b"<channel><item><title>&lol2;</title></item></channel></rss>",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
        b"<item><title>&x;</title></item></channel></rss>",
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY x "y">]><rss/>'.encode("utf-16"),
    ],
)
def test_read_feed_refuses_what_is_none_and_xml_bombs(content):
    with pytest.raises(UnreadableFeed):
        read_feed(content)


def test_read_feed_bears_items_that_lack_everything():
    items = b'[{}, 1, {"url": "javascript:x"}, {"date_published": "soon"}]'
    bare = b'{"version": "https://jsonfeed.org/version/1", "items": ' + items + b"}"

    assert {(entry.title, entry.url, entry.at) for entry in read_feed(bare)} == {("", "", None)}


@given(st.binary(max_size=300))
def test_read_feed_bears_any_bytes(content):
    try:
        entries = read_feed(content)
    except UnreadableFeed:
        return
    assert all(len(entry.key) == 64 for entry in entries)


def test_read_feed_apart_reads_the_same():
    assert read_feed_apart(RSS) == read_feed(RSS)
    assert read_feed_apart(ATOM) == read_feed(ATOM)
    with pytest.raises(UnreadableFeed, match="no feed"):
        read_feed_apart(b"<html></html>")


def test_read_feed_apart_ends_what_would_be_read_for_minutes():
    deep = b"<rss version='2.0'><channel>" + b"<a>" * 1_700_000
    started = time.monotonic()

    with pytest.raises(UnreadableFeed, match="too much"):
        read_feed_apart(deep)

    assert time.monotonic() - started < apart.SECONDS * 6
