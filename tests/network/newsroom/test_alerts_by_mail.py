"""A member sends an alert by mail; so does somebody who only says so, and somebody who sends forty megabytes."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from tests.network.newsroom.mails import PROOF, TO, purposes

from ifex.foundations.core import clock
from ifex.foundations.mail.domain.inbound import receive_message, receive_too_large, route_due_messages
from ifex.foundations.mail.models import InboundMessage, Message
from ifex.instruments.discussion.models import Post
from ifex.network.members.domain.freezing import freeze_organisation
from ifex.network.newsroom.domain import alerts_by_mail
from ifex.network.newsroom.models import Submission

pytestmark = pytest.mark.usefixtures("our_mail_server")


def test_a_proved_mail_is_with_the_editors_and_has_a_receipt(write, contributor, member):
    assert write(attach=[("order.txt", b"the order")]).state == "done"

    submission = Submission.objects.get()
    assert (submission.state, submission.door, submission.organisation) == ("sent", "mail", member)
    assert (submission.headline, submission.account) == ("Reporter held", "He was arrested in Sfax.")
    assert [row.given_name for row in submission.files.all()] == ["order.txt"]
    assert purposes() == [("newsroom-receipt", contributor.email)]
    assert "Some questions of safety are still open" in Message.objects.get().text
    assert "Sfax" not in Message.objects.get().text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le journaliste a été arrêté par la police dans la ville de Sfax."),
        ("es", "El periodista fue detenido por la policía en la ciudad de Sfax."),
        ("ar", "اعتقلت الشرطة الصحفي في مدينة صفاقس."),
    ],
)
def test_the_language_of_a_mail_is_read_from_it(language, text, write):
    write(text, subject="")

    assert Submission.objects.get().language == language


def test_html_is_read_as_words_and_nothing_it_points_to_is_kept(write):
    write(
        html='<p>He was <b>arrested</b>.</p><img src="https://tracker.example/p.gif" width=1><script>x()</script>'
    )

    assert Submission.objects.get().account == "He was arrested."


def test_the_same_mail_twice_is_one_submission(write):
    message = write()
    InboundMessage.objects.filter(pk=message.pk).update(state="waiting", due_at=clock.now())
    route_due_messages()

    assert Submission.objects.count() == 1
    assert len(purposes()) == 1


def test_whoever_is_killed_half_way_ends_with_one_whole_submission(write, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(alerts_by_mail, "send_submission", die)
        with pytest.raises(Killed):
            write(attach=[("order.txt", b"the order")])
    assert Submission.objects.get().state == "draft"
    InboundMessage.objects.update(due_at=clock.now() - timedelta(seconds=1))
    route_due_messages()

    submission = Submission.objects.get()
    assert (submission.state, submission.files.count()) == ("sent", 1)


def test_what_is_refused_of_the_files_is_noted_for_the_desk(write):
    write(attach=[("photo.jpg", b"MZ\x90\x00" * 50)])

    assert Post.objects.get().text.startswith("photo.jpg: ")


# --- Not proved, not known, too large, too many


def test_a_stranger_is_answered_once_a_day(write):
    write(sender="stranger@example.org")
    write("Again", sender="stranger@example.org")

    assert purposes() == [("newsroom-stranger", "stranger@example.org")]
    assert {bytes(row.raw) for row in InboundMessage.objects.all()} == {b""}
    assert not Submission.objects.exists()


def test_words_of_somebody_whose_access_is_frozen_are_kept(write, member):
    freeze_organisation(member, by="test", at=clock.now())

    message = write("They took our editor.")

    assert purposes() == [("newsroom-stranger", message.sender)]
    assert b"They took our editor." in bytes(message.raw)


def test_many_strangers_are_answered_at_a_limited_rate(write, monkeypatch):
    monkeypatch.setattr(alerts_by_mail, "STRANGERS_AN_HOUR", 2)
    for number in range(4):
        write(sender=f"stranger{number}@example.org")

    assert len(purposes()) == 2


def test_an_automatic_mail_is_nobodys_word(write, contributor):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Auto-Submitted"] = contributor.email, TO, "auto-replied"
    mail.set_content("I am away.")
    receive_message(mail.as_bytes())
    route_due_messages()

    assert (purposes(), Submission.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("header", "is_active"),
    [("Precedence: bulk", True), ("Auto-Submitted: auto-replied", True), ("X: x", False)],
)
def test_words_of_somebody_we_know_are_never_thrown_away(header, is_active, contributor, db):
    type(contributor).objects.filter(pk=contributor.pk).update(is_active=is_active)
    raw = f"From: {contributor.email}\r\nTo: {TO}\r\n{header}\r\n\r\nHeld".encode()
    receive_message(raw)
    route_due_messages()

    assert bytes(InboundMessage.objects.get().raw) == raw


def test_a_member_may_write_through_an_old_list(write, contributor):
    mail = EmailMessage()
    mail["Authentication-Results"], mail["From"], mail["To"] = PROOF, contributor.email, TO
    mail["Precedence"] = "bulk"
    mail.set_content("Held in Sfax.")
    receive_message(mail.as_bytes())
    route_due_messages()

    assert Submission.objects.get().account == "Held in Sfax."


def test_the_address_for_alerts_may_stand_behind_another(contributor, db):
    receive_message(f"From: {contributor.email}\r\nTo: boss@example.org, {TO}\r\n\r\nHeld".encode())
    route_due_messages()

    assert purposes() == [("newsroom-confirm", contributor.email)]


def test_a_report_to_the_alerts_address_is_an_alert(contributor, db):
    head = f"Authentication-Results: {PROOF}\r\nFrom: {contributor.email}\r\nTo: {TO}\r\nSubject: Held\r\n"
    parts = "--b\r\n\r\nHeld.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5.0.0\r\n--b--"
    receive_message((head + f"Content-Type: multipart/report; boundary=b\r\n\r\n{parts}").encode())
    route_due_messages()

    assert Submission.objects.get().account == "Held."


def test_a_list_asks_nobody_and_a_member_may_write_through_one(contributor, db):
    for sender in ("stranger@example.org", contributor.email):
        receive_message(f"From: {sender}\r\nTo: {TO}\r\nList-Id: <all.example.org>\r\n\r\nHeld".encode())
    route_due_messages()

    assert purposes() == [("newsroom-confirm", contributor.email)]


def test_whoever_sends_too_much_at_once_is_told(contributor, db):
    receive_too_large(f"From: {contributor.email}\r\nTo: {TO}\r\nSubject: Film\r\n\r\n".encode())
    route_due_messages()

    assert purposes() == [("newsroom-too-large", contributor.email)]
    assert not Submission.objects.exists()


def test_a_flood_of_what_is_too_much_is_told_of_once(contributor, db):
    for number in range(6):
        receive_too_large(f"From: {contributor.email}\r\nTo: {TO}\r\nSubject: {number}\r\n\r\n".encode())
    route_due_messages()

    assert purposes() == [("newsroom-too-large", contributor.email)]
    assert not InboundMessage.objects.filter(state="waiting").exists()


def test_a_flood_waits_for_its_turn_and_nothing_is_lost(write, monkeypatch):
    monkeypatch.setattr(alerts_by_mail, "ALERTS_A_DAY", 2)
    states = [write(f"Alert {number}").state for number in range(4)]

    assert states == ["done", "done", "waiting", "waiting"]
    assert Submission.objects.count() == 2
    later = InboundMessage.objects.filter(state="waiting")
    assert all(row.due_at > clock.now() for row in later)
    assert all(row.attempts == 0 for row in later)


def test_a_mail_of_a_thousand_parts_within_parts_is_read(write, contributor):
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(1_500))
    head = f"Authentication-Results: {PROOF}\r\nFrom: {contributor.email}\r\nTo: {TO}\r\nSubject: Deep\r\n"
    receive_message((head + deep + "Content-Type: text/plain\r\n\r\nwords").encode())
    route_due_messages()

    assert InboundMessage.objects.get().state == "done"
    assert Submission.objects.get().headline == "Deep"


# --- For whom, and what is still open


def test_whoever_writes_for_two_says_for_which_in_the_subject(write, contributor, other_member, person_of):
    from ifex.network.members.domain.mandates import give_mandate  # noqa: PLC0415

    give_mandate(
        contributor, organisation=other_member, kind="contributor",
        from_on=clock.now().date() - timedelta(days=9), by="test",
    )  # fmt: skip
    write(subject="[IW] Reporter held")

    assert Submission.objects.get().organisation == other_member
    assert Post.objects.count() == 1


def test_the_member_answers_what_is_open_on_the_page(write, contributor, enter):
    write()
    submission = Submission.objects.get()
    client = enter(contributor)
    url = f"/en/desk/alerts/{submission.uid}/"
    assert 'name="is_member_at_risk"' in client.get(url).content.decode()

    client.post(f"{url}safety/", {"consent": "given", "is_member_at_risk": "yes"})
    client.post(f"{url}safety/", {"consent": "refused", "concerns_minors": "no", "headline": "Changed"})

    submission.refresh_from_db()
    assert (submission.consent, submission.is_member_at_risk, submission.concerns_minors) == (
        "given",
        "yes",
        "no",
    )
    assert (submission.headline, submission.naming_may_harm) == ("Reporter held", "")
    assert 'name="consent"' not in client.get(url).content.decode()


def test_another_organisations_people_answer_nothing(write, person_of, other_member, enter):
    write()
    submission = Submission.objects.get()
    stranger = enter(person_of(organisation=other_member))

    assert stranger.post(f"/en/desk/alerts/{submission.uid}/safety/", {"consent": "given"}).status_code == 404
