"""Reading received mail that may be anything. No function here raises, whatever the bytes."""

import email
import email.policy
from email.header import decode_header
from email.message import Message as ParsedMail
from email.utils import getaddresses

_ENVELOPE_HEADERS = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")


def parse_mail(raw: bytes) -> ParsedMail:
    """The parsed mail; an empty one when it cannot be read at all."""
    try:
        # The older policy reads headers lazily and as they are; the newer one raises on hostile ones.
        return email.message_from_bytes(raw, policy=email.policy.compat32)
    except Exception:
        return ParsedMail()


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
        try:
            values = [str(value) for value in mail.get_all(name, [])]
            addresses = [address for _name, address in getaddresses(values) if "@" in address]
        except Exception:
            addresses = []
        if addresses:
            return clean_text(addresses[0]).strip().lower()[:320]
    return ""


def read_recipient(mail: ParsedMail) -> str:
    return read_address(mail, *_ENVELOPE_HEADERS)


def read_text(mail: ParsedMail) -> str:
    """The first plain text part, decoded as well as can be."""
    for part in walk_parts(mail):
        if part.get_content_type() == "text/plain" and not part.is_multipart():
            return decode_part(part)
    return ""


def walk_parts(mail: ParsedMail) -> list[ParsedMail]:
    try:
        return list(mail.walk())
    except Exception:
        return [mail]


def decode_part(part: ParsedMail) -> str:
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except Exception:
        return ""
    return clean_text(_decode(payload, charset)) if isinstance(payload, bytes) else ""


def clean_text(text: str) -> str:
    """Text that every database stores: no lone surrogates, no NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _decode(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError, UnicodeError):
        return content.decode("utf-8", "replace")
