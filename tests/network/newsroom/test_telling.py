"""Who is told of what, at once, once a day or not at all, and that mail gives nothing away."""

from datetime import UTC, datetime

import pytest
from tests.network.archive.conftest import SAFE

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.foundations.core.enums import VersionState
from ifex.foundations.jobs.event_delivery import deliver_due_events
from ifex.foundations.mail.models import Message
from ifex.instruments.notifications.domain import daily
from ifex.instruments.notifications.domain.daily import mail_daily_news
from ifex.instruments.notifications.domain.notices import UnknownPurpose, choose_rhythm, notify
from ifex.instruments.notifications.enums import Rhythm
from ifex.instruments.notifications.models import Notice
from ifex.instruments.translation.domain.work import (
    ask_for_review,
    give_work,
    hand_on,
    open_work,
    save_units,
    send_back,
    units_in,
)
from ifex.instruments.translation.kinds import find_kind
from ifex.network.archive.domain.publication import publish, publish_what_is_due
from ifex.network.archive.domain.whereabouts import still_behind
from ifex.network.archive.models import Alert, AlertText
from ifex.network.newsroom.domain.submissions import send_submission
from ifex.network.newsroom.telling import SENT, TO_REVIEW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
PAGE = "/en/desk/notifications/"


@pytest.fixture
def editor(sign_in):
    client = sign_in("editor")
    return User.objects.get(pk=client.session["_auth_user_id"])


@pytest.fixture
def send(make_submission, contributor):
    def make(**content):
        sent = send_submission(make_submission(by=contributor, **content), by=contributor, at=clock.now())
        deliver_due_events()
        return sent

    return make


def mails(purpose="notifications"):
    return list(Message.objects.filter(purpose__startswith=purpose).order_by("pk"))


def test_an_editor_who_wants_it_at_once_is_told_at_once_and_nothing_is_given_away(editor, send):
    choose_rhythm(editor, SENT, Rhythm.AT_ONCE)
    submission = send(headline="Samira Ben Yedder held")

    (mail,) = mails()
    assert mail.to == editor.email
    assert submission.uid in mail.text
    assert "Samira" not in mail.text + mail.subject
    deliver_due_events()
    assert len(mails()) == 1


def test_the_days_mail_has_everything_once(editor, send):
    send()
    send(headline="Another one entirely")
    assert mails() == []

    assert [mail_daily_news(), mail_daily_news()] == [1, 0]

    (mail,) = mails()
    assert mail.text.count("/admin/submissions/") == 2


def test_whoever_wants_no_mail_has_it_on_the_desk(editor, send, enter):
    choose_rhythm(editor, SENT, Rhythm.NONE)
    send()

    assert mail_daily_news() == 0
    assert Notice.objects.filter(user=editor).count() == 1
    assert "An alert waits at the desk" in enter(editor).get(PAGE).content.decode()


def test_a_days_mail_that_was_killed_is_sent_once(editor, send, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*args, **kwargs):
        raise Killed

    send()
    with monkeypatch.context() as broken:
        broken.setattr(daily, "send_mail", die)
        with pytest.raises(Killed):
            mail_daily_news()

    assert (mail_daily_news(), len(mails())) == (1, 1)


def test_nobody_is_told_of_what_is_not_theirs(person_of, send, editor):
    person_of("contributor")
    send()

    assert set(Notice.objects.values_list("user", flat=True)) == {editor.pk}


def test_notify_refuses_an_unknown_purpose(editor):
    with pytest.raises(UnknownPurpose):
        notify([editor], "dragons", key="x")


def test_the_page_takes_a_choice_and_nothing_else(editor, enter):
    client = enter(editor)
    client.post(PAGE, {SENT: "at_once", "translation-given": "hourly", "dragons": "none"})

    page = client.get(PAGE).content.decode()
    assert f'name="{SENT}" value="at_once" checked' in page
    assert 'name="translation-given" value="at_once" checked' in page


def test_a_translator_is_told_of_what_is_given_to_them(publish_alert, sign_in):
    client = sign_in("translator")
    translator = User.objects.get(pk=client.session["_auth_user_id"])
    alert = publish_alert(source_language="en")
    AlertText.objects.filter(alert=alert).exclude(language="en").delete()
    kind = find_kind("alert")
    work = open_work(kind, kind.read(alert.uid), "fr", by="test", at=NOON)

    give_work(work, to=translator, due_on=None, seen=work.version, by="test", at=NOON)
    deliver_due_events()

    (mail,) = mails()
    assert (mail.to, f"/admin/translations/alert/{alert.uid}/fr/" in mail.text) == (translator.email, True)


def test_each_turn_is_told_of(publish_alert, sign_in, editor):
    choose_rhythm(editor, TO_REVIEW, Rhythm.AT_ONCE)
    client = sign_in("translator")
    translator = User.objects.get(pk=client.session["_auth_user_id"])
    alert = publish_alert(source_language="en")
    AlertText.objects.filter(alert=alert).exclude(language="en").delete()
    kind = find_kind("alert")
    work = open_work(kind, kind.read(alert.uid), "fr", by=translator, at=NOON)
    targets = {place: f"Phrase {place}." for place in range(len(units_in(work)))}
    work = save_units(work, targets=targets, approved=set(), seen=work.version, by=translator, at=NOON)

    for _turn in range(2):
        work = ask_for_review(work, seen=work.version, by=translator, at=NOON)
        work = send_back(work, seen=work.version, by=editor, at=NOON)
    deliver_due_events()

    assert [mail.to for mail in mails()].count(editor.email) == 2
    assert [mail.to for mail in mails()].count(translator.email) == 2


# --- Languages go out each for itself, or all together


def text(alert, language, state=VersionState.READY):
    AlertText.objects.update_or_create(
        alert=alert, language=language,
        defaults={"state": state, "title": f"Title {language}", "summary": "s", "body": "<p>b</p>"},
    )  # fmt: skip


@pytest.fixture
def two_languages(make_alert):
    alert = make_alert(source_language="en")
    AlertText.objects.filter(alert=alert).delete()
    text(alert, "en")
    return alert


def test_all_languages_go_out_together_once_the_awaited_are_ready(two_languages):
    Alert.objects.update(goes_out="together", awaited_languages=["en", "fr"], **SAFE)
    assert publish(Alert.objects.get(), by="test") is None
    assert Alert.objects.get().state == "scheduled"
    assert publish_what_is_due() == 0

    text(two_languages, "fr")

    assert publish_what_is_due() == 1
    assert Alert.objects.get().state == "published"
    assert set(AlertText.objects.values_list("state", flat=True)) == {VersionState.PUBLISHED}


def test_a_translation_goes_out_as_soon_as_it_is_approved(two_languages):
    Alert.objects.update(goes_out="each")
    publish(Alert.objects.get(), by="test")
    kind = find_kind("alert")
    work = open_work(kind, kind.read(two_languages.uid), "fr", by="test", at=NOON)
    targets = {place: f"fr {unit.source}" for place, unit in enumerate(units_in(work))}
    work = save_units(work, targets=targets, approved=set(), seen=work.version, by="test", at=NOON)
    hand_on(work, kind=kind, seen=work.version, by="test", at=NOON)
    assert AlertText.objects.get(language="fr").state == VersionState.READY

    deliver_due_events()

    assert AlertText.objects.get(language="fr").state == VersionState.PUBLISHED


def test_by_hand_a_translation_waits_for_the_editor(two_languages):
    publish(Alert.objects.get(), by="test")
    text(two_languages, "fr")
    deliver_due_events()

    assert AlertText.objects.get(language="fr").state == VersionState.READY


def test_what_has_not_followed_a_publication_is_told_with_the_reason(two_languages, sign_in):
    publish(Alert.objects.get(), by="test")
    alert = Alert.objects.get()

    behind = {one.who for one in still_behind(alert)}

    assert "search" in behind
    assert "translation-memory-alert" in behind
    page = sign_in("editor").get(f"/admin/snippets/archive/alert/publications/{alert.pk}/").content.decode()
    assert "Not everything has followed" in page
    deliver_due_events()
    assert {one.who for one in still_behind(alert)} == {"search"}


def test_a_scheduled_publication_that_is_refused_is_told_to_the_editors(two_languages, editor):
    Alert.objects.update(state="scheduled", country="", embargo_until=clock.now())
    publish_what_is_due()
    deliver_due_events()

    assert Alert.objects.get().state == "draft"
    (mail,) = mails()
    assert "does not go out as it was planned" in mail.text
