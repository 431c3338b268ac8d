"""Only our own mail server's word proves a sender."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.foundations.mail.authentication import proves_sender
from ifex.foundations.mail.reading import parse_mail


def mail(*results, sender="Dalia <dalia@member.example>"):
    lines = [f"Authentication-Results: {one}" for one in results]
    return parse_mail("\r\n".join([*lines, f"From: {sender}", "Subject: x", "", "y"]).encode())


@pytest.fixture(autouse=True)
def our_server(settings):
    settings.IFEX_MAIL_AUTHSERV = "mx.network.example"


@pytest.mark.parametrize(
    ("result", "is_proved"),
    [
        ("mx.network.example; dmarc=pass (p=reject) header.from=member.example", True),
        ("mx.network.example 1; spf=pass smtp.mailfrom=dalia@member.example", True),
        ("mx.network.example; spf=fail smtp.mailfrom=x.example; dkim=pass header.d=member.example", True),
        ("mx.network.example;\r\n dkim=pass\r\n header.d=member.example", True),
        ("mx.network.example; dkim=pass header.d=other.example", False),
        ("mx.network.example; spf=pass smtp.mailfrom=member.example", True),
        ("mx.network.example; spf=pass smtp.mailfrom=dalia@other.example", False),
        ("mx.network.example; spf=pass smtp.mailfrom=malik@member.example", False),
        ("mx.network.example; dmarc=fail header.from=member.example", False),
        ("mx.network.example; dmarc=none", False),
        ("mx.network.example; none", False),
        ("mx.elsewhere.example; dmarc=pass header.from=member.example", False),
        ("mx.network.example; dkim=pass header.d=member.example(x).evil.example", False),
        ("mx.network.example; spf=pass smtp.mailfrom=dalia@member.example(x).evil.example", False),
        ("mx.network.example; spf=pass smtp.mailfrom=evil(x)member.example", False),
        (
            "mx.network.example; dkim=pass header.d=member.example; dmarc=fail header.from=member.example",
            False,
        ),
        ("mx.network.example.evil.example; dmarc=pass header.from=member.example", False),
        ("evil (mx.network.example); dmarc=pass header.from=member.example", False),
        ("mx.network.example; x=y (dmarc=pass header.from=member.example)", False),
        ("mx.network.example; spf=fail (helo=(x); dmarc=pass header.from=member.example )", False),
        (
            'mx.network.example; spf=pass smtp.mailfrom="x; dmarc=pass header.from=member.example; a"@evil.example',
            False,
        ),
        (
            'mx.network.example; dkim=fail reason="bad; dmarc=pass header.from=member.example;" header.d=evil',
            False,
        ),
        (
            'mx.network.example; spf=pass (of "a); dmarc=pass header.from=member.example; x=("@evil.example)',
            False,
        ),
        (
            'mx.network.example; spf=pass smtp.mailfrom="a\\"; dmarc=pass header.from=member.example; "@evil',
            False,
        ),
        ("mx.network.example; dkim=pass header.d=evil.example header.d=member.example", False),
        ('mx.network.example; dkim=pass header.i="@evil header.d=member.example" header.d=evil', False),
        ('mx.network.example; dkim=pass (2048 (bits)) header.d="member.example"', True),
        ("", False),
    ],
)
def test_proves_sender_by_the_results_of_our_server(result, is_proved):
    assert proves_sender(mail(result)) is is_proved


def test_proves_sender_hears_the_topmost_alone():
    good = "mx.network.example; dmarc=pass header.from=member.example"
    bad = "mx.network.example; dmarc=fail header.from=member.example"

    assert not proves_sender(mail(bad, good))
    assert proves_sender(mail(good, bad))


def test_proves_sender_needs_one_sender():
    good = "mx.network.example; dmarc=pass header.from=member.example"

    assert not proves_sender(mail(good, sender="dalia@member.example, eve@evil.example"))
    assert not proves_sender(mail(good, sender=""))


def test_proves_sender_believes_nobody_where_no_server_is_named(settings):
    settings.IFEX_MAIL_AUTHSERV = ""

    assert not proves_sender(mail("; dmarc=pass header.from=member.example"))


@given(st.text(max_size=200))
def test_proves_sender_bears_any_header(text):
    cleaned = " ".join(text.encode("utf-8", "replace").decode().split())

    assert proves_sender(mail(cleaned)) in {True, False}
