"""Mail that is made to be read for ever is read in a moment."""

import time

import pytest

from ifex.foundations.mail.authentication import proves_sender
from ifex.foundations.mail.reading import (
    LONGEST_HEADER,
    MOST_BOUNDARIES,
    parse_mail,
    read_address,
    read_addresses,
    read_attachments,
    read_header,
    read_recipients,
    read_words,
)

HEAD = b"To: alerts@example.org\r\nSubject: Held in Sfax\r\n"
HTML = HEAD + b"Content-Type: text/html\r\n\r\n<p>Held.</p>"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b"
SIZE = 4_000_000


def many(piece):
    return piece * (SIZE // len(piece))


BOMBS = {
    "addresses": b"From: " + many(b"a@example.org, ") + b"\r\n" + HEAD + b"\r\nHeld.",
    "senders": many(b"From: a@example.org\r\n") + HEAD + b"\r\nHeld.",
    "parameters": HEAD + b"Content-Type: text/plain" + many(b"; a*0=x") + b"\r\n\r\nHeld.",
    "file names": MIXED
    + b"\r\n\r\n--b\r\nContent-Disposition: attachment"
    + many(b"; filename*1=x")
    + b"\r\n\r\nx",
    "parts": MIXED + b"\r\n\r\n" + many(b"--b\r\n\r\nx\r\n"),
    "encoded words": HEAD + b"X: " + many(b"=?utf-8?q?a?= ") + b"\r\n\r\nHeld.",
    "quotations in HTML": HTML + many(b"<blockquote>"),
    "charset": HEAD + b"Content-Type: text/plain; charset=punycode\r\n\r\n" + many(b"a-b9 \xd0"),
    "quoted parameters": MIXED
    + b"\r\n\r\n"
    + 100 * (b'--b\r\nContent-Type: text/plain; name="' + 10_000 * b";" + b'"\r\n\r\nx\r\n'),
    "short lines in deep parts": HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(900))
    + many(b"\nx\n"),
    "headers": HEAD + many(b"a:\n") + b"\nHeld.",
    "bare returns": MIXED + b"\r\n\r\n" + many(b"--b\r\rx\r"),
    "results": b"Authentication-Results: " + many(b"(x;") + b"\r\n" + HEAD + b"\r\nHeld.",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_a_moment(name, settings):
    settings.IFEX_MAIL_AUTHSERV = "mx.example.org"
    started = time.process_time()

    mail = parse_mail(BOMBS[name])
    read_words(mail), list(read_attachments(mail)), read_addresses(mail, "from"), read_recipients(mail)

    assert not proves_sender(mail)
    assert read_header(mail, "subject") in ("Held in Sfax", "")
    assert time.process_time() - started < 10


def test_the_words_beside_a_bomb_stay():
    assert read_words(parse_mail(BOMBS["addresses"])) == "Held."
    assert read_words(parse_mail(BOMBS["quotations in HTML"])).startswith("Held.")


@pytest.mark.parametrize(
    ("head", "body", "words"),
    [
        (b"Content-Type: text/html", b"&#" + b"9" * 5_000 + b"; Held.", "\ufffd Held."),
        (b"Content-Type: text/html\r\nContent-Disposition: inline; filename*=idna''x", b"Held.", ""),
        (b"Content-Type: text/html; name*" + b"9" * 5_000 + b"=x", b"Held.", ""),
        (b"Content-Type: text/plain; charset=punycode", b"Held.", "Held."),
        (b"Content-Type: text/plain; charset=windows-1256", "سجن".encode("cp1256"), "سجن"),
    ],
)
def test_what_the_library_refuses_is_read_all_the_same(head, body, words):
    mail = parse_mail(HEAD + head + b"\r\n\r\n" + body)

    assert read_words(mail) == words
    assert [content for _name, content in read_attachments(mail)] == ([] if words else [body])


def test_an_address_that_the_library_cannot_tell_is_read_too():
    assert read_address(parse_mail(b"From: Samira (Radio <S@example.org>\r\n\r\n"), "from") == "s@example.org"


def test_headers_and_parts_as_people_send_them_are_read_whole():
    subject = b"word " * (LONGEST_HEADER // 10)
    listed = b"\r\n".join(b"-- %d" % number for number in range(MOST_BOUNDARIES - 1))
    mail = parse_mail(b"Subject: " + subject + b"\r\n\r\n" + listed)

    assert read_header(mail, "subject") == subject.decode().strip()
    assert len(read_words(mail).splitlines()) == MOST_BOUNDARIES - 1
