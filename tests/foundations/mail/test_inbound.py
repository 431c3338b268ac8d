import io
import random
from datetime import timedelta

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ifex.foundations.core import clock
from ifex.foundations.core.models import Event
from ifex.foundations.mail.bounces import read_bounce
from ifex.foundations.mail.domain.inbound import (
    MOST_ATTEMPTS,
    MessageTooLarge,
    receive_message,
    route_due_messages,
    route_inbound,
)
from ifex.foundations.mail.domain.outbox import queue_message
from ifex.foundations.mail.enums import InboundState
from ifex.foundations.mail.models import InboundMessage
from ifex.foundations.mail.reading import parse_mail, read_address, read_header, read_recipients, read_text

pytestmark = pytest.mark.django_db

PLAIN = b"From: A <A@Example.net>\r\nTo: Alerts <submit+tn@network.example>\r\nSubject: Hi\r\n\r\nBody\r\n"


def bounce_of(message_id: str, *, status="5.1.1", to="office@example.org") -> bytes:
    return (
        f"From: MAILER-DAEMON@mx.example\nTo: {to}\nSubject: Undelivered\n"
        "MIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nNo such user\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; a@example.net\nAction: failed\nStatus: {status}\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{message_id}>\nSubject: Hello\n--b--\n"
    ).encode()


def queue():
    return queue_message("test", to="a@example.net", language="en", subject="s", text="t")


def test_receive_message_is_given_to_the_room_that_owns_the_address(routes):
    heard = []
    route_inbound(
        r"submit(\+(?P<country>\w+))?", lambda message, country: heard.append((message.pk, country))
    )
    route_inbound(r".*", lambda message: heard.append("wrong"))
    message = receive_message(PLAIN)

    assert [route_due_messages(), route_due_messages()] == [1, 0]
    message.refresh_from_db()
    assert heard == [(message.pk, "tn")]
    assert (message.state, message.sender) == (InboundState.DONE, "a@example.net")


def test_receive_message_believes_the_envelope_first(routes):
    assert receive_message(PLAIN, recipient="Other@network.example").recipient == "other@network.example"


def test_receive_message_knows_the_same_mail_again(routes):
    first, again = receive_message(PLAIN), receive_message(PLAIN)
    elsewhere = receive_message(PLAIN, recipient="b@network.example")

    assert (again.pk, elsewhere.pk != first.pk) == (first.pk, True)


def test_receive_message_refuses_the_too_large(settings):
    settings.IFEX_MAIL_MEGABYTES = 1
    with pytest.raises(MessageTooLarge):
        receive_message(b"x" * (1024 * 1024 + 1))


def test_route_due_messages_marks_what_is_for_nobody(routes):
    message = receive_message(PLAIN)
    route_due_messages()

    message.refresh_from_db()
    assert message.state == InboundState.UNROUTED


def test_route_due_messages_tries_a_failing_handler_again(routes):
    def fail(message):
        raise RuntimeError

    route_inbound(r"submit\+tn", fail)
    message = receive_message(PLAIN)
    route_due_messages()

    message.refresh_from_db()
    assert (message.state, message.attempts, message.refusal) == (InboundState.WAITING, 1, "RuntimeError")
    InboundMessage.objects.update(attempts=11, due_at=clock.now() - timedelta(seconds=1))
    route_due_messages()
    message.refresh_from_db()
    assert message.state == InboundState.FAILED


def test_route_due_messages_gives_up_what_ends_whoever_reads_it(routes):
    heard = []
    route_inbound(r"submit\+tn", heard.append)
    message = receive_message(PLAIN)
    InboundMessage.objects.update(attempts=MOST_ATTEMPTS)

    assert route_due_messages() == 0
    message.refresh_from_db()
    assert (message.state, message.refusal, heard) == (InboundState.FAILED, "Killed", [])


@pytest.mark.parametrize(("status", "is_permanent"), [("5.1.1", True), ("4.2.2", False)])
def test_route_due_messages_tells_of_a_returned_mail_once(routes, status, is_permanent):
    ours = queue()
    raw = bounce_of(ours.message_id, status=status)
    received = receive_message(raw)
    receive_message(raw + b"\n")
    while route_due_messages():
        pass

    received.refresh_from_db()
    ours.refresh_from_db()
    assert received.state == InboundState.BOUNCE
    assert ours.bounced_at is not None
    [event] = Event.objects.filter(name="mail_bounced")
    assert event.payload == {"message_id": ours.pk, "is_permanent": is_permanent}


def test_read_bounce_finds_the_mail_by_the_return_address(settings):
    settings.IFEX_MAIL_BOUNCES = "bounces@example.org"
    ours, another = queue(), queue()
    token = ours.message_id.partition("@")[0]
    mail = parse_mail(bounce_of(another.message_id))

    assert read_bounce(mail, recipient=f"bounces+{token}@example.org").message == ours


@pytest.mark.parametrize(
    "raw", [PLAIN, bounce_of("x@y", status="2.0.0x"), b"Content-Type: multipart/report\n\n"]
)
def test_read_bounce_takes_no_ordinary_mail_for_one(raw):
    bounce = read_bounce(parse_mail(raw), recipient="a@b")

    assert bounce is None or bounce.message is None


def test_read_bounce_of_a_strangers_mail_changes_nothing(routes):
    received = receive_message(bounce_of("unknown@elsewhere.example"))
    route_due_messages()

    received.refresh_from_db()
    assert (received.state, Event.objects.filter(name="mail_bounced").count()) == (InboundState.BOUNCE, 0)


def test_read_text_decodes_as_well_as_can_be():
    raw = (
        b"Content-Type: text/plain; charset=no-such-thing\n\n\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7\xff\x00"
    )
    assert read_text(parse_mail(raw)) == "مرحبا\ufffd"


def test_read_header_decodes_encoded_words():
    assert read_header(parse_mail(b"Subject: =?utf-8?B?2YXYsdit2KjYpw==?=\n\n"), "subject") == "مرحبا"


def read_everything(raw: bytes) -> None:
    mail = parse_mail(raw)
    for text in (
        read_header(mail, "subject"),
        read_address(mail, "from"),
        *read_recipients(mail),
        read_text(mail),
    ):
        text.encode("utf-8")
        assert "\0" not in text
    read_bounce(mail, recipient=next(iter(read_recipients(mail)), ""))


@hypothesis_settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=400))
def test_reading_bears_any_bytes(raw):
    read_everything(raw)


def test_reading_bears_damaged_mail():
    """A returned mail and a plain one, with bytes changed, dropped and doubled at random (a fixed seed)."""
    chance = random.Random(7)
    for whole in [PLAIN, bounce_of("x@y")] * 150:
        raw = bytearray(whole)
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randrange(3)] = bytes([chance.randrange(256)]) * chance.randrange(3)
        read_everything(bytes(raw))


def test_reading_bears_a_thousand_parts_in_each_other():
    raw = b"".join(
        b'Content-Type: multipart/report; boundary="%d"\n\n--%d\n' % (depth, depth) for depth in range(3000)
    )
    read_everything(raw)


@pytest.mark.parametrize(
    "header",
    [
        b"From: =?utf-8?Q?=FF=FE?= <a@b>",
        b"From: " + b"(" * 3000,
        b"From: " + b'"' * 3000,
        b"To: \xff\xfe@\x00",
        b"Content-Type: text/plain; charset*=utf-8'''''",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64",
        b"Subject: =?x?B?" + b"!" * 999 + b"?=",
    ],
)
def test_reading_bears_hostile_headers(header):
    read_everything(header + b"\n\nQUJD\xff=")


def test_mail_receive_reads_standard_input(monkeypatch, routes, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PLAIN)))
    call_command("mail", "receive", "--to", "x@network.example")

    assert InboundMessage.objects.get().recipient == "x@network.example"
    assert capsys.readouterr().out.startswith("Received as")


def test_mail_receive_says_that_it_is_too_large(monkeypatch, settings, capsys):
    settings.IFEX_MAIL_MEGABYTES = 1
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 1024 * 1025)))
    with pytest.raises(SystemExit) as ended:
        call_command("mail", "receive")

    assert ended.value.code == 65
    assert "at most 1 MB" in capsys.readouterr().err
    assert not InboundMessage.objects.exists()
