"""Fetching from a real IMAP server."""

import os
import shutil
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from ifex.foundations.mail.domain.fetching import BoxUnreachable, fetch_mail
from ifex.foundations.mail.models import InboundMessage

from .imap_box import DOVECOT, start_box

pytestmark = pytest.mark.django_db

PLAIN = b"From: a@example.org\r\nTo: alerts@network.example\r\nSubject: Arrest\r\n\r\nHe was arrested.\r\n"


@pytest.fixture
def box(settings):
    """A box that is fetched from; without Dovecot the test is left out by name, or fails where nothing may be."""
    if DOVECOT is None:
        if os.environ.get("IFEX_TEST_ALL") == "1":
            pytest.fail("Dovecot is not installed: run .ci/run, which installs it")
        pytest.skip("no Dovecot")
    folder = Path(tempfile.mkdtemp(prefix="ifex-imap-", dir="/tmp"))
    started = start_box(folder)
    settings.IFEX_IMAP_URL = started.url
    yield started
    started.stop()
    shutil.rmtree(folder, ignore_errors=True)


def test_fetch_mail_takes_what_is_new_once(box):
    box.deliver(PLAIN)
    box.deliver(PLAIN.replace(b"Arrest", b"Release"))

    assert [fetch_mail(), fetch_mail()] == [2, 0]
    assert sorted(bytes(row.raw).splitlines()[2] for row in InboundMessage.objects.all()) == [
        b"Subject: Arrest",
        b"Subject: Release",
    ]
    assert set(InboundMessage.objects.values_list("recipient", "is_cut")) == {
        ("alerts@network.example", False)
    }


def test_fetch_mail_takes_only_the_headers_of_what_is_too_large(box, settings):
    settings.IFEX_MAIL_MEGABYTES = 1
    box.deliver(PLAIN + b"x" * (1024 * 1024 + 1))

    assert fetch_mail() == 1

    message = InboundMessage.objects.get()
    assert (message.is_cut, message.sender, len(message.raw) < 500) == (True, "a@example.org", True)
    assert box.unseen() == 0


def test_fetch_mail_killed_before_the_mark_stores_nothing_twice(box, monkeypatch):
    class Killed(BaseException):
        pass

    box.deliver(PLAIN)
    from ifex.foundations.mail.domain import fetching  # noqa: PLC0415  (the module itself is broken into)

    def store_and_die(raw):
        received(raw)
        raise Killed

    received = fetching.receive_message
    with monkeypatch.context() as broken:
        broken.setattr(fetching, "receive_message", store_and_die)
        with pytest.raises(Killed):
            fetch_mail()

    assert [box.unseen(), fetch_mail(), InboundMessage.objects.count()] == [1, 1, 1]


class Refusing:
    """A box that gives the second of its mails alone."""

    def __init__(self):
        self.marked = []

    def uid(self, verb, *words):
        match (verb, words):
            case ("SEARCH", _):
                return "OK", [b"1 2"]
            case ("FETCH", (uid, "(BODY.PEEK[])")):
                return ("NO", [None]) if uid == "1" else ("OK", [(b"2 (BODY[] {9}", PLAIN), b")"])
            case ("STORE", (uid, *_)):
                self.marked.append(uid)
        return "OK", [b"1 (RFC822.SIZE 100)"]


def test_fetch_mail_leaves_what_it_is_refused_and_takes_the_rest(settings, monkeypatch):
    from ifex.foundations.mail.domain import fetching  # noqa: PLC0415  (the module itself is broken into)

    box = Refusing()
    settings.IFEX_IMAP_URL = "imap://somewhere/"
    monkeypatch.setattr(fetching, "_open_box", lambda _url: nullcontext(box))

    assert fetch_mail() == 1
    assert (box.marked, bytes(InboundMessage.objects.get().raw)) == (["2"], PLAIN)


def test_fetch_mail_says_what_is_wrong_and_never_the_password(settings):
    settings.IFEX_IMAP_URL = "imap://desk:secret@127.0.0.1:9/INBOX"

    with pytest.raises(BoxUnreachable) as refused:
        fetch_mail()

    assert "127.0.0.1" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_fetch_mail_does_nothing_where_no_box_is_set():
    assert fetch_mail() == 0
