import email
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from ifex.config.mail_address import mail_settings
from ifex.foundations.core import clock
from ifex.foundations.core.clock import stopped_clock
from ifex.foundations.mail.domain.outbox import AddressRefused, queue_message, send_mail
from ifex.foundations.mail.domain.sending import retry_failed_mail, send_due_mail
from ifex.foundations.mail.enums import MessageState
from ifex.foundations.mail.models import Message

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def queue(to="reader@example.net", **more):
    return queue_message("test", to=to, language="en", subject="Hello", text="Text", **more)


def roll_back(act):
    with transaction.atomic():
        act()
        raise ZeroDivisionError


def test_send_mail_words_it_in_the_recipients_language(mail_server, templates):
    message = send_mail("greeting", to="r@example.net", language="ar", context={"who": "Salt & Pepper"})

    assert (message.subject, message.language) == ("ar: Hello Salt & Pepper", "ar")
    assert message.text == "Dear Salt & Pepper,\nIFEX & friends"
    assert message.html == "<p>Dear Salt &amp; Pepper</p>"


def test_send_mail_needs_no_formatted_text(mail_server, templates):
    assert send_mail("plain", to="r@example.net", language="fr").html == ""


@pytest.mark.parametrize("address", ["", "nobody", "a@b\r\nBcc: c@example.net", "a b@example.net", "a@"])
def test_queue_message_refuses_what_is_no_address(mail_server, address):
    with pytest.raises(AddressRefused):
        queue(to=address)


def test_queue_message_of_a_rolled_back_transaction_is_never_sent(mail_server):
    with pytest.raises(ZeroDivisionError):
        roll_back(queue)

    assert send_due_mail() == 0
    assert mail_server.received == []


def test_send_due_mail_hands_it_to_the_server_once(mail_server):
    message = queue(html="<p>Text</p>", headers={"Reply-To": "x@example.org\r\nBcc: y@example.org"})

    assert [send_due_mail(), send_due_mail()] == [1, 0]

    message.refresh_from_db()
    [received] = mail_server.received
    parsed = email.message_from_string(received.content)
    assert (message.state, message.attempts) == (MessageState.SENT, 1)
    assert (received.sender, received.recipients) == ("office@example.org", ["reader@example.net"])
    assert parsed["Message-ID"] == f"<{message.message_id}>"
    assert parsed["From"] == "The Network <office@example.org>"
    assert parsed["Bcc"] is None
    assert [part.get_content_type() for part in parsed.get_payload()] == ["text/plain", "text/html"]


def test_send_due_mail_names_the_mail_in_the_return_address(mail_server, settings):
    settings.IFEX_MAIL_BOUNCES = "bounces@example.org"
    message = queue()
    send_due_mail()

    token = message.message_id.partition("@")[0]
    assert mail_server.received[0].sender == f"bounces+{token}@example.org"


def test_send_due_mail_sends_many_on_one_connection(mail_server):
    for number in range(60):
        queue(to=f"r{number}@example.net")

    assert [send_due_mail(), send_due_mail(), send_due_mail()] == [50, 10, 0]
    assert {received.recipients[0] for received in mail_server.received} == {
        f"r{number}@example.net" for number in range(60)
    }


def test_send_due_mail_gives_up_on_what_is_refused_for_good(mail_server):
    mail_server.refusals["gone@example.net"] = 550
    gone, here = queue(to="gone@example.net"), queue()
    send_due_mail()

    gone.refresh_from_db()
    here.refresh_from_db()
    assert (gone.state, gone.refusal) == (MessageState.FAILED, "SMTPRecipientsRefused 550")
    assert here.state == MessageState.SENT


def test_send_due_mail_tries_again_later_and_later(mail_server):
    mail_server.refusals["busy@example.net"] = 451
    with stopped_clock(NOON):
        message = queue(to="busy@example.net")
    pauses = []
    for _ in range(3):
        message.refresh_from_db()
        with stopped_clock(message.due_at):
            before = message.due_at
            send_due_mail()
        message.refresh_from_db()
        pauses.append(message.due_at - before)

    assert pauses == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert message.state == MessageState.QUEUED
    mail_server.refusals.clear()
    with stopped_clock(message.due_at):
        send_due_mail()
    assert len(mail_server.received) == 1


def test_send_due_mail_gives_up_after_three_days(mail_server):
    mail_server.refusals["busy@example.net"] = 451
    with stopped_clock(NOON):
        message = queue(to="busy@example.net")
    with stopped_clock(NOON + timedelta(days=3, minutes=1)):
        send_due_mail()

    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert retry_failed_mail() == 1


def test_send_due_mail_keeps_everything_while_the_server_is_away(mail_server, settings):
    for name, value in mail_settings("smtp://127.0.0.1:1").items():
        setattr(settings, name, value)
    queue()
    queue()

    assert send_due_mail() == 0
    assert list(Message.objects.order_by("pk").values_list("state", "attempts")) == [
        ("queued", 1),
        ("queued", 0),
    ]


def test_send_due_mail_takes_up_what_a_killed_worker_held(mail_server):
    held, abandoned = queue(), queue(to="b@example.net")
    Message.objects.update(state=MessageState.SENDING, attempts=1)
    for message, minutes in ((held, 1), (abandoned, -1)):
        until = clock.now() + timedelta(minutes=minutes)
        Message.objects.filter(pk=message.pk).update(leased_until=until)
    send_due_mail()

    assert [received.recipients for received in mail_server.received] == [["b@example.net"]]
    assert f"<{abandoned.message_id}>" in mail_server.received[0].content


def test_queue_message_only_keeps_where_mail_is_kept(mail_server, settings):
    settings.IFEX_MAIL_IS_KEPT = True
    message = queue()

    assert send_due_mail() == 0
    assert (message.state, mail_server.received) == (MessageState.KEPT, [])


def test_outbox_backend_takes_djangos_mail(mail_server):
    wrote = EmailMultiAlternatives(
        "Code\x20", "Your code", None, ["a@example.net"], bcc=["b@example.net"], reply_to=["o@example.org"]
    )
    wrote.attach_alternative("<p>Your code</p>", "text/html")

    assert wrote.send() == 1
    assert mail_server.received == []
    send_due_mail()

    assert [received.recipients for received in mail_server.received] == [
        ["a@example.net"],
        ["b@example.net"],
    ]
    for received in mail_server.received:
        parsed = email.message_from_string(received.content)
        assert (parsed["Subject"], parsed["Reply-To"], parsed["Bcc"]) == ("Code", "o@example.org", None)


def test_outbox_backend_refuses_attachments(mail_server):
    wrote = EmailMultiAlternatives("s", "t", None, ["a@example.net"])
    wrote.attach("a.txt", "content")

    with pytest.raises(ValueError, match="link"):
        wrote.send()


def test_outbox_backend_shares_the_callers_transaction(mail_server):
    with pytest.raises(ZeroDivisionError):
        roll_back(lambda: django_mail.send_mail("s", "t", None, ["a@example.net"]))

    assert not Message.objects.exists()
