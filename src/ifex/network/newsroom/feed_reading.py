"""RSS, Atom and JSON feeds become items. Whatever the bytes, an answer or UnreadableFeed; nothing is fetched here.

A feed can be made to be read for minutes, so the newsroom asks `read_feed_apart`; `read_feed` is what runs there.
"""

import calendar
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import feedparser
from django.utils.dateparse import parse_datetime

from ifex.foundations.core.apart import TakesTooMuch, bound_this_process, read_apart
from ifex.foundations.core.html import MOST_CHARACTERS, clean_html, html_to_text, plain_words
from ifex.foundations.core.stored_text import clean_text, cut_text

MOST_ITEMS = 200
LONGEST_TITLE = 300
LONGEST_TEXT = 100_000
_ENTITIES = (b"<!ENTITY", "<!ENTITY".encode("utf-16-le"), "<!ENTITY".encode("utf-16-be"))


class UnreadableFeed(ValueError):
    """Neither RSS nor Atom nor JSON Feed, or one that declares entities: an XML bomb."""


@dataclass(frozen=True)
class FeedEntry:
    """`key` is the same for the same item for ever; `text` is plain, a line for each paragraph."""

    key: str
    title: str
    text: str
    url: str
    at: datetime | None


def read_feed_apart(content: bytes) -> list[FeedEntry]:
    """As `read_feed`, in a process of its own. Raises UnreadableFeed also where that takes too much."""
    try:
        told = json.loads(read_apart(__name__, content))
    except TakesTooMuch as refused:
        raise UnreadableFeed("takes too much") from refused
    if "refused" in told:
        raise UnreadableFeed(told["refused"])
    return [
        FeedEntry(**row | {"at": row["at"] and datetime.fromisoformat(row["at"])}) for row in told["entries"]
    ]


def read_feed(content: bytes) -> list[FeedEntry]:
    """The items in the feed's order, each once. Raises UnreadableFeed."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        found = list(_json_entries(content))
    else:
        found = list(_xml_entries(content))
    return list({entry.key: entry for entry in reversed(found)}.values())[::-1]


def _xml_entries(content: bytes) -> Iterator[FeedEntry]:
    if any(mark in content for mark in _ENTITIES):
        raise UnreadableFeed("entities")
    try:
        parsed: Any = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    except Exception as refused:
        raise UnreadableFeed(type(refused).__name__) from refused
    if not parsed.get("version") and not parsed.entries:
        raise UnreadableFeed("no feed")
    for entry in parsed.entries[:MOST_ITEMS]:
        bodies = [part.get("value", "") for part in entry.get("content", [])]
        text = next((body for body in bodies if body), "") or entry.get("summary", "")
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        yield _entry(entry.get("id"), entry.get("title"), text, entry.get("link"), _moment_of(moment))


def _json_entries(content: bytes) -> Iterator[FeedEntry]:
    try:
        parsed = json.loads(content)
        version, items = str(parsed["version"]), parsed["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as refused:
        raise UnreadableFeed("no feed") from refused
    if not version.startswith("https://jsonfeed.org/version/") or not isinstance(items, list):
        raise UnreadableFeed("no feed")
    for item in items[:MOST_ITEMS]:
        if not isinstance(item, dict):
            continue
        text = item.get("content_html") or item.get("content_text") or item.get("summary")
        moment = item.get("date_published") or item.get("date_modified")
        yield _entry(item.get("id"), item.get("title"), text, item.get("url"), _iso_moment(moment))


def _entry(identifier: Any, title: Any, text: Any, url: Any, at: datetime | None) -> FeedEntry:
    address = _words(url)
    headline = " ".join(plain_words(_words(title)).split())
    own = _words(identifier) or address or f"{headline}\0{_words(text)}"
    said = html_to_text(clean_html(cut_text(_words(text), MOST_CHARACTERS)))
    return FeedEntry(
        key=sha256(own.encode()).hexdigest(),
        title=cut_text(headline, LONGEST_TITLE),
        text=cut_text(said if len(headline) <= LONGEST_TITLE else f"{headline}\n\n{said}", LONGEST_TEXT),
        url=address if address.startswith(("http://", "https://")) and len(address) <= 1000 else "",
        at=at,
    )


def _words(value: Any) -> str:
    return clean_text(str(value)).strip() if isinstance(value, str | int | float) else ""


def _moment_of(value: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(value), UTC) if value else None
    except (OverflowError, ValueError, TypeError):
        return None


def _iso_moment(value: Any) -> datetime | None:
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _tell_of_input() -> None:
    """What `read_feed_apart` reads, on standard output."""
    bound_this_process()
    told: dict[str, Any]
    try:
        told = {"entries": [asdict(entry) for entry in read_feed(sys.stdin.buffer.read())]}
    except UnreadableFeed as refused:
        told = {"refused": str(refused)}
    sys.stdout.buffer.write(json.dumps(told, default=datetime.isoformat).encode())


if __name__ == "__main__":
    _tell_of_input()
