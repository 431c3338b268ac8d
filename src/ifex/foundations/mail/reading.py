"""Reading received mail that may be anything. No function here raises, whatever the bytes."""

import codecs
import logging
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message as ParsedMail
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import getaddresses

from ifex.foundations.core.html import MOST_CHARACTERS, clean_html, html_to_text
from ifex.foundations.core.stored_text import clean_text, cut_text

logger = logging.getLogger(__name__)

MOST_PARTS = 500
MOST_BOUNDARIES = 10_000
MOST_LINES = 1_000_000
MOST_WORK = 10_000_000
"""Lines, times the multiparts in which each may lie: what the library's parser does."""
LONGEST_HEADER = 20_000
LONGEST_HEAD = 200_000
"""Of all headers together, where they are read alone."""
MOST_PARAMETERS = 50
MOST_HEADERS = 50
"""Of one name."""

_BOUNDARY = re.compile(rb"boundary[*0-9]*\s*=", re.I)
_IN_ANGLES = re.compile(r"<([^<>\s@]+@[^<>\s@]+)>")
_NO_CHARSETS = frozenset(["idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"])
"""Python's own codecs, which are nobody's charset; one of them takes hours."""

_ENVELOPE_HEADERS = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")


class _ShortHeaders(Compat32):
    """Headers as they are, read lazily (the newer policy raises on hostile ones), but cut: the library takes minutes
    for addresses and parameters without end.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if name.lower().startswith("content-"):
            value = ";".join(value.split(";", MOST_PARAMETERS)[:MOST_PARAMETERS])
        return name, value[:LONGEST_HEADER]


def parse_mail(raw: bytes) -> ParsedMail:
    """The parsed mail; its headers alone where its parts cannot be told apart, else an empty one."""
    if not _takes_too_long(raw):
        try:
            return BytesParser(policy=_ShortHeaders()).parsebytes(raw)
        except Exception:
            logger.info("a mail could not be read", exc_info=True)
    return parse_head(raw)


def parse_head(raw: bytes) -> ParsedMail:
    """Its headers alone, in a moment whatever follows."""
    try:
        return BytesParser(policy=_ShortHeaders()).parsebytes(raw[:LONGEST_HEAD], headersonly=True)
    except Exception:
        logger.info("the headers of a mail could not be read", exc_info=True)
    return ParsedMail()


def _takes_too_long(raw: bytes) -> bool:
    lines = raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
    parts = sum(raw.count(sign + b"--") for sign in (b"\n", b"\r"))
    if lines > MOST_LINES or parts > MOST_BOUNDARIES:
        return True
    return lines * sum(1 for _one in _BOUNDARY.finditer(raw)) > MOST_WORK


def read_header(mail: ParsedMail, name: str) -> str:
    """A header as one clean line of text."""
    try:
        parts = decode_header(str(mail.get(name, "")))
    except Exception:
        return clean_text(str(mail.get(name, "")))
    words = []
    for part, charset in parts:
        if isinstance(part, bytes):
            words.append(_decode(part, charset))
        else:
            words.append(part)
    return " ".join(clean_text("".join(words)).split())


def read_address(mail: ParsedMail, *names: str) -> str:
    """The first address in the headers `names`, in lower case, or an empty string."""
    for name in names:
        if addresses := read_addresses(mail, name):
            return addresses[0]
        if found := _IN_ANGLES.search(read_header(mail, name)):
            return found[1].lower()[:320]
    return ""


def read_addresses(mail: ParsedMail, name: str) -> list[str]:
    """Every address in the headers `name`, in lower case."""
    try:
        addresses = [address for _name, address in getaddresses(read_headers(mail, name)) if "@" in address]
    except Exception:
        return []
    return [clean_text(address).strip().lower()[:320] for address in addresses]


def read_headers(mail: ParsedMail, name: str) -> list[str]:
    """Every header of that name as it stands, the topmost first."""
    try:
        return [str(value) for value in mail.get_all(name, [])[:MOST_HEADERS]]
    except Exception:
        return []


def is_automatic(mail: ParsedMail) -> bool:
    """An out-of-office note or another machine's mail is nobody's word (RFC 3834)."""
    stated = read_header(mail, "auto-submitted").lower()
    precedence = read_header(mail, "precedence").lower()
    is_without_sender = read_header(mail, "return-path") == "<>"
    return bool(stated and stated != "no") or precedence in {"junk", "auto_reply"} or is_without_sender


def is_from_list(mail: ParsedMail) -> bool:
    """Its From wrote to a list, not to us."""
    precedence = read_header(mail, "precedence").lower()
    return precedence in {"list", "bulk"} or "list-id" in mail or "list-unsubscribe" in mail


def read_recipients(mail: ParsedMail) -> list[str]:
    """Every address to which it may have come, the surest first."""
    return [address for name in _ENVELOPE_HEADERS for address in read_addresses(mail, name)]


def read_text(mail: ParsedMail) -> str:
    """The first plain text part, decoded as well as can be."""
    for part in walk_parts(mail):
        is_attached = part.get_content_disposition() == "attachment"
        if part.get_content_type() == "text/plain" and not part.is_multipart() and not is_attached:
            return decode_part(part)
    return ""


def read_words(mail: ParsedMail) -> str:
    """What the mail says: its plain text, else the words of its HTML; nothing that HTML points to is fetched."""
    if text := read_text(mail):
        return text
    for part in walk_parts(mail):
        if part.get_content_type() == "text/html" and not read_part_name(part):
            return html_to_text(clean_html(cut_text(decode_part(part), MOST_CHARACTERS)))
    return ""


def read_attachments(mail: ParsedMail) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every part that has a name and content, in order."""
    for part in walk_parts(mail):
        if part.is_multipart() or not (name := read_part_name(part)):
            continue
        try:
            payload = part.get_payload(decode=True)
        except Exception:
            logger.info("an attachment could not be read", exc_info=True)
            continue
        if isinstance(payload, bytes) and payload:
            yield name, payload


def read_attachment_names(mail: ParsedMail) -> list[str]:
    """As `read_attachments`, with nothing decoded."""
    return [name for part in walk_parts(mail) if not part.is_multipart() and (name := read_part_name(part))]


def read_part_name(part: ParsedMail) -> str:
    """Of the file; a name that cannot be read is one all the same."""
    try:
        name = part.get_filename()
    except Exception:
        return "?"
    return clean_text(" ".join(str(name).split()))[:120] if name else ""


def walk_parts(mail: ParsedMail) -> list[ParsedMail]:
    """Every part, the mail first; at most MOST_PARTS, however deep they lie."""
    found: list[ParsedMail] = []
    waiting = [mail]
    while waiting and len(found) < MOST_PARTS:
        part = waiting.pop(0)
        found.append(part)
        payload = part.get_payload() if part.is_multipart() else None
        if isinstance(payload, list):
            waiting[:0] = [inner for inner in payload if isinstance(inner, ParsedMail)]
    return found


def decode_part(part: ParsedMail) -> str:
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except Exception:
        return ""
    return clean_text(_decode(payload, charset)) if isinstance(payload, bytes) else ""


def _decode(content: bytes, charset: str | None) -> str:
    try:
        if charset and codecs.lookup(charset).name.replace("-", "_") in _NO_CHARSETS:
            charset = None
        return content.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError, UnicodeError):
        return content.decode("utf-8", "replace")
