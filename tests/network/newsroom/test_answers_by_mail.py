"""A member replies to the mail in which the editors ask."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.foundations.core import clock
from ifex.foundations.mail.domain.inbound import receive_message, receive_too_large, route_due_messages
from ifex.foundations.mail.models import InboundMessage, Message
from ifex.instruments.discussion.models import Post
from ifex.network.members.domain.freezing import freeze_organisation
from ifex.network.newsroom.domain.answers_by_mail import LIMIT_A_DAY, answer_in
from ifex.network.newsroom.domain.desk import return_submission
from ifex.network.newsroom.domain.submissions import send_submission
from ifex.network.newsroom.links import CUT_HERE, reply_address

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def asked(make_submission, contributor, person_of):
    """A submission about which the editors have asked something."""
    sent = send_submission(make_submission(), by=contributor, at=clock.now())
    return return_submission(sent, question="Which court?", by=person_of(), at=clock.now())


@pytest.fixture
def reply(asked, contributor, data_folder):
    """`reply(text)`: a mail comes to the address of the question; returns what it became."""

    def send(
        text="The one in Sfax.", *, sender=contributor.email, to=None, attach=(), subtype="plain", **headers
    ):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to or reply_address(asked), "Re: a question"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text, subtype=subtype)
        for name, content in attach:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        message = receive_message(mail.as_bytes())
        route_due_messages()
        return InboundMessage.objects.get(pk=message.pk).state

    return send


def said():
    return list(Post.objects.order_by("pk").values_list("text", "audience", "author__email"))[1:]


def test_the_question_can_be_replied_to(asked, contributor):
    mail = Message.objects.get(purpose="newsroom-returned")

    assert mail.headers["Reply-To"] == reply_address(asked)
    assert mail.text.startswith(CUT_HERE)


def test_a_reply_is_the_answer_without_what_it_quotes(reply, asked, contributor):
    quoted = "\n".join(
        f"> {line}" for line in Message.objects.get(purpose="newsroom-returned").text.split("\n")
    )

    assert reply(f"The one in Sfax.\n\nOn 9 March 2026 IFEX wrote:\n{quoted}") == "done"
    assert said() == [("The one in Sfax.", "everybody", contributor.email)]


def test_what_comes_along_is_attached_and_what_is_refused_is_noted(reply, asked):
    reply(attach=[("order.txt", b"the order"), ("photo.jpg", b"MZ\x90\x00" * 50)])

    assert [row.given_name for row in asked.files.all()] == ["order.txt"]
    assert [audience for _text, audience, _author in said()] == ["staff", "everybody"]
    assert said()[0][0].startswith("photo.jpg: ")


def test_another_s_reply_is_a_note_for_the_secretariat(reply):
    reply(sender="stranger@example.org")

    assert said() == [("stranger@example.org: The one in Sfax.", "staff", None)]


def test_a_reply_of_somebody_whose_organisation_is_frozen_is_a_note(reply, member):
    freeze_organisation(member, by="test", at=clock.now())
    reply()

    assert [audience for _text, audience, _author in said()] == ["staff"]


def test_a_forged_address_reaches_nobody(reply, asked):
    forged = reply_address(asked).replace(asked.uid, "aaaaaaaaaa")

    assert reply(to=forged) == "done"
    assert said() == []


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}])
def test_a_note_that_somebody_is_away_is_no_answer(reply, headers):
    reply(**headers)

    assert said() == []


def test_a_reply_that_our_server_calls_forged_is_a_note(reply, settings):
    settings.IFEX_MAIL_AUTHSERV = "mx.network.example"
    reply(Authentication_Results="mx.network.example; dmarc=fail header.from=example.org")

    assert [audience for _text, audience, _author in said()] == ["staff"]


def test_a_flood_of_replies_waits_until_the_next_day_and_is_not_lost(reply, monkeypatch):
    for number in range(LIMIT_A_DAY + 3):
        reply(f"Answer {number}")

    assert len(said()) == LIMIT_A_DAY

    tomorrow = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    route_due_messages()

    assert len(said()) == LIMIT_A_DAY + 3


def test_a_reply_in_html_alone_is_read_without_what_it_quotes(reply):
    reply(
        f"<div>The one in <b>Sfax</b>.</div><blockquote><p>{CUT_HERE}</p><p>Which court?</p></blockquote>",
        subtype="html",
    )

    assert [text for text, _audience, _author in said()] == ["The one in Sfax."]


def test_a_reply_however_long_is_kept_whole(reply):
    words = [f"word{number}" for number in range(9_000)]
    reply(" ".join(words))

    assert len(said()) > 2
    assert " ".join(text for text, _audience, _author in said()).split() == words


def test_a_reply_that_is_too_large_is_told_of_on_both_sides(asked, contributor, db):
    receive_too_large(f"From: {contributor.email}\r\nTo: {reply_address(asked)}\r\n\r\n".encode())
    route_due_messages()

    told = Message.objects.latest("pk")
    assert (told.purpose, told.to) == ("newsroom-too-large", contributor.email)
    assert f"/desk/alerts/{asked.uid}/" in told.text
    assert said() == [(f"{contributor.email}: > 25 MB", "staff", None)]


def test_the_same_mail_twice_is_one_answer(reply):
    reply(Message_ID="<1@example.org>")
    reply(Message_ID="<1@example.org>")

    assert len(said()) == 1


def test_a_mail_that_is_routed_anew_is_one_answer(reply):
    reply()
    InboundMessage.objects.update(state="waiting", due_at=clock.now())
    route_due_messages()

    assert len(said()) == 1


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes.\n\n> old", "Yes."),
        ("Oui.\n\nLe 9 mars 2026, IFEX a écrit :\n> --- 8< ---\n> vieux", "Oui."),
        ("نعم.\nكتب IFEX:\n> --- 8< ---", "نعم."),
        ("We asked two people:\nSamira\nNabil", "We asked two people:\nSamira\nNabil"),
        ("> first\nBetween\n> last", "> first\nBetween"),
        ("", ""),
    ],
)
def test_answer_in_is_what_stands_above(text, answer):
    assert answer_in(text) == answer


@given(st.text(max_size=300))
def test_answer_in_bears_any_text(text):
    assert answer_in(text) == answer_in(text).strip()
