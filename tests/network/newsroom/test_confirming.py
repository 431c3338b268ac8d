"""A mail that only says whose it is waits until they confirm it, on a page that shows all that came in their name."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.network.newsroom.mails import purposes

from ifex.foundations.core import clock
from ifex.foundations.core.clock import stopped_clock
from ifex.foundations.mail.domain.inbound import route_due_messages
from ifex.foundations.mail.models import InboundMessage, Message
from ifex.network.members.domain.freezing import freeze_organisation
from ifex.network.newsroom.models import Submission

pytestmark = pytest.mark.usefixtures("our_mail_server")


FROM_HERE = {"headers": {"origin": "http://testserver"}}


def link_sent():
    return re.search(r"http\S+?(/\w\w/alert-by-mail/\S+)", Message.objects.latest("pk").text)[1]


def test_a_mail_that_is_not_proved_waits_for_its_sender_to_confirm_it(write, contributor):
    message = write(
        proof="mx.elsewhere.example; dmarc=pass header.from=example.org", attach=[("a.txt", b"a")]
    )

    assert not Submission.objects.exists()
    assert purposes() == [("newsroom-confirm", contributor.email)]
    link = link_sent()
    page = Client().get(link)
    assert page.status_code == 200
    for words in ("Reporter held", "He was arrested in Sfax.", "a.txt"):
        assert words in page.content.decode()
    assert not Submission.objects.exists(), "a mail program that follows links confirms nothing"

    answers = [Client().post(link, {"mail": message.pk}, **FROM_HERE) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert not answers[0].cookies
    submission = Submission.objects.get()
    assert submission.uid in answers[0].content.decode()
    assert submission.state == "sent"
    assert "Nothing waits" in Client().get(link).content.decode()


def test_what_is_forged_holds_nothing_true_back(write, contributor):
    forged = [write(f"Forged {number}", proof="").state for number in range(5)]
    mine = write("The true one", proof="")

    assert forged == ["done", *["waiting"] * 4]
    assert len(purposes()) == 1
    shown = Client().get(link_sent()).content.decode()
    assert shown.index("The true one") < shown.index("Forged 4") < shown.index("Forged 0")
    answer = Client().post(link_sent(), {"mail": mine.pk}, **FROM_HERE)
    assert answer.status_code == 200
    assert Submission.objects.get().account == "The true one"


def test_mail_that_was_forged_by_the_dozen_is_shown_page_by_page(write):
    write("The true one", proof="")
    for number in range(12):
        write(f"Forged {number}", proof="")

    assert "The true one" not in Client().get(link_sent()).content.decode()
    assert "The true one" in Client().get(link_sent() + "?page=2").content.decode()


def test_mail_that_the_library_refuses_hides_no_other(write):
    write("The true one", proof="")
    write(html="&#" + "9" * 5_000 + ";", proof="")

    assert "The true one" in Client().get(link_sent()).content.decode()


def test_whatever_came_within_an_hour_has_one_more_link(write):
    for number in range(4):
        write(f"Mail {number}", proof="")
    with stopped_clock(clock.now() + timedelta(hours=2)):
        route_due_messages()

    assert [purpose for purpose, _to in purposes()] == ["newsroom-confirm"] * 2
    assert not InboundMessage.objects.filter(state="waiting").exists()


def test_what_waits_is_forgotten_after_a_week(write):
    write(proof="")
    link = link_sent()
    InboundMessage.objects.update(received_at=clock.now() - timedelta(days=7, minutes=1))

    assert "Reporter held" not in Client().get(link).content.decode()


def test_the_desk_leads_to_what_waits(write, contributor, enter):
    client = enter(contributor)
    url = "/en/desk/alerts/"
    assert "alert-by-mail" not in client.get(url).content.decode()
    write(proof="")

    link = re.search(r'href="(/en/alert-by-mail/[^"]+)"', client.get(url).content.decode())[1]

    assert "Reporter held" in client.get(link).content.decode()


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "12345"])
def test_a_mail_of_somebody_else_is_not_confirmed(number, write):
    write(proof="")

    assert Client().post(link_sent(), {"mail": number}, **FROM_HERE).status_code == 404
    assert not Submission.objects.exists()


@pytest.mark.parametrize("link", ["/en/alert-by-mail/forged/", "/ar/alert-by-mail/a:b:c/"])
def test_a_forged_link_leads_nowhere(link, db):
    assert Client().get(link).status_code == 404


def test_a_link_from_elsewhere_confirms_nothing(write):
    message = write(proof="")

    answer = Client().post(link_sent(), {"mail": message.pk}, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert not Submission.objects.exists()


def test_a_link_is_of_no_use_once_access_is_frozen(write, member):
    message = write(proof="")
    freeze_organisation(member, by="test", at=clock.now())

    assert Client().get(link_sent()).status_code == 404
    assert Client().post(link_sent(), {"mail": message.pk}, **FROM_HERE).status_code == 404
    assert not Submission.objects.exists()
