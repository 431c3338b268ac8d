"""Mail handed over by a provider: the real views of django-anymail, with what Postmark and Mailgun send."""

import base64
import importlib
import json
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from anymail.inbound import AnymailInboundMessage
from django.test import Client
from django.urls import clear_url_caches

from ifex.config import urls as house_urls
from ifex.foundations.core.models import Event
from ifex.foundations.mail import urls as mail_urls
from ifex.foundations.mail.domain.outbox import queue_message
from ifex.foundations.mail.models import InboundMessage

pytestmark = pytest.mark.django_db

SECRET = "hook:of-this-test"
AUTHORISED = {"authorization": "Basic " + base64.b64encode(SECRET.encode()).decode()}
RAW = "From: a@example.org\r\nTo: alerts@network.example\r\nSubject: Arrest\r\n\r\nHe was arrested.\r\n"


@pytest.fixture
def hooks(settings):
    """The addresses as an installation with a secret has them."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    reload_urls()
    yield Client()
    settings.ANYMAIL = {}
    reload_urls()


def reload_urls():
    importlib.reload(mail_urls)
    importlib.reload(house_urls)
    clear_url_caches()


def hand_over(client, *, parts=None, **more):
    """A mail whole, or in `parts`."""
    body = {
        "MessageStream": "inbound", "OriginalRecipient": "alerts@network.example",
        "Date": "Mon, 9 Mar 2026 12:00:00 +0000", **(parts or {"Headers": [], "RawEmail": RAW}),
    }  # fmt: skip
    return client.post("/mail/hooks/postmark/inbound/", json.dumps(body), "application/json", **more)


def test_mail_that_is_handed_over_is_stored_whole(hooks):
    assert hand_over(hooks, headers=AUTHORISED).status_code == 200

    message = InboundMessage.objects.get()
    assert (message.sender, message.recipient) == ("a@example.org", "alerts@network.example")
    assert b"He was arrested." in bytes(message.raw)


def test_a_header_that_nobody_can_write_costs_no_words(hooks):
    """Providers that give a mail in pieces give such a number as it came."""
    parts = {
        "FromFull": {"Email": "a@example.org", "Name": ""}, "ToFull": [{"Email": "alerts@network.example", "Name": ""}],
        "Subject": "Arrest", "TextBody": "He was arrested.",
        "Headers": [{"Name": "Message-ID", "Value": "<é@example.org>"}, {"Name": "X-Kept", "Value": "kept"}],
    }  # fmt: skip

    answer = hand_over(hooks, headers=AUTHORISED, parts=parts)

    message = InboundMessage.objects.get()
    assert (answer.status_code, message.sender) == (200, "a@example.org")
    mail = message_from_bytes(bytes(message.raw), policy=policy.default)
    assert (mail["Subject"], mail["X-Kept"]) == ("Arrest", "kept")
    assert mail.get_body(("plain",)).get_content().strip() == "He was arrested."


def test_a_mail_that_nobody_can_write_is_known_by_its_head(hooks, monkeypatch):
    def fail(*_arguments, **_more):
        raise UnicodeEncodeError("ascii", "é", 0, 1, "what writing raised once")

    monkeypatch.setattr(AnymailInboundMessage, "as_bytes", fail)

    assert hand_over(hooks, headers=AUTHORISED).status_code == 200

    message = InboundMessage.objects.get()
    assert (message.sender, b"Subject: Arrest" in bytes(message.raw)) == ("a@example.org", True)


def test_nobody_hands_over_without_the_secret(hooks):
    assert hand_over(hooks).status_code == 400
    assert not InboundMessage.objects.exists()


def test_without_a_secret_there_is_no_such_address(client):
    assert hand_over(client).status_code == 404


def test_news_of_a_returned_mail_is_heard(hooks):
    message = queue_message("test", to="a@example.net", language="en", subject="s", text="t")
    body = {
        "RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1, "MessageID": message.message_id,
        "Email": "a@example.net", "BouncedAt": datetime(2026, 3, 9, tzinfo=UTC).isoformat(),
    }  # fmt: skip

    for _ in range(2):
        answer = hooks.post(
            "/mail/hooks/postmark/tracking/", json.dumps(body), "application/json", headers=AUTHORISED
        )
        assert answer.status_code == 200

    assert [event.payload for event in Event.objects.filter(name="mail_bounced")] == [
        {"message_id": message.pk, "is_permanent": True}
    ]
