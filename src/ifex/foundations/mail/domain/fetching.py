"""Fetching what is new from an IMAP box. What is stored here is marked as seen there, in this order: a fetch that was
killed in between stores the same bytes again, which are one message.
"""

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

from ifex.foundations.jobs.loops import is_stopping

from .inbound import MessageTooLarge, receive_message, receive_too_large

logger = logging.getLogger(__name__)

BATCH = 100
TIMEOUT_SECONDS = 30
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class BoxUnreachable(Exception):
    """The server did not answer, or refused the log-in. The text says which, without the password."""


class NotGiven(Exception):
    """The server has the mail and does not give it today."""


def fetch_mail() -> int:
    """Returns how many were stored; nothing without IFEX_IMAP_URL. Raises BoxUnreachable."""
    if not settings.IFEX_IMAP_URL:
        return 0
    with _open_box(settings.IFEX_IMAP_URL) as box:
        stored = 0
        for uid in _unseen(box):
            if is_stopping() or stored >= BATCH:
                break
            stored += _try_one(box, uid)
        return stored


def _try_one(box: imaplib.IMAP4, uid: str) -> bool:
    """Whether it is stored. What cannot be is left unseen there, and holds up nothing behind it."""
    try:
        _fetch_one(box, uid)
    except (OSError, imaplib.IMAP4.error):
        raise
    except Exception:
        logger.exception("mail %s of the box could not be stored", uid)
        return False
    return True


def _fetch_one(box: imaplib.IMAP4, uid: str) -> None:
    size = _size_of(box, uid)
    if size > settings.IFEX_MAIL_MEGABYTES * 1024 * 1024:
        receive_too_large(_fetch(box, uid, "BODY.PEEK[HEADER]"))
    else:
        raw = _fetch(box, uid, "BODY.PEEK[]")
        try:
            receive_message(raw)
        except MessageTooLarge:
            receive_too_large(raw[:100_000].partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
    box.uid("STORE", uid, "+FLAGS", r"(\Seen)")


def _unseen(box: imaplib.IMAP4) -> list[str]:
    _ok, found = box.uid("SEARCH", "UNSEEN")
    return [uid.decode() for uid in (found[0] or b"").split()]


def _size_of(box: imaplib.IMAP4, uid: str) -> int:
    _ok, answer = box.uid("FETCH", uid, "(RFC822.SIZE)")
    found = next(
        (match for part in answer if isinstance(part, bytes) and (match := _SIZE.search(part))), None
    )
    return int(found[1]) if found else 0


def _fetch(box: imaplib.IMAP4, uid: str, what: str) -> bytes:
    said, answer = box.uid("FETCH", uid, f"({what})")
    words = next((bytes(part[1]) for part in answer if isinstance(part, tuple)), b"")
    if said != "OK" or not words:
        raise NotGiven(uid)
    return words


@contextmanager
def _open_box(url: str) -> Iterator[imaplib.IMAP4]:
    """imaps://user:password@host:port/folder; imap:// without encryption, for a server on the same machine."""
    parts = urlsplit(url)
    box: Any = None
    try:
        if parts.scheme == "imaps":
            context = ssl.create_default_context()
            box = imaplib.IMAP4_SSL(
                parts.hostname or "", parts.port or 993, ssl_context=context, timeout=TIMEOUT_SECONDS
            )
        else:
            box = imaplib.IMAP4(parts.hostname or "", parts.port or 143, timeout=TIMEOUT_SECONDS)
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        answer, _count = box.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"')
        if answer != "OK":
            raise BoxUnreachable(f"{parts.hostname} has no such folder")
        yield box
    except (OSError, imaplib.IMAP4.error) as refused:
        raise BoxUnreachable(f"{parts.hostname}: {type(refused).__name__}") from refused
    finally:
        if box is not None:
            _close(box)


def _close(box: imaplib.IMAP4) -> None:
    try:
        box.logout()
    except (OSError, imaplib.IMAP4.error):
        logger.info("the mail box hung up")
