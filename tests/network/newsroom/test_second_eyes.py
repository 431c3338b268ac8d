"""What an editor let through, and what readers have, is rewritten by nobody alone; and nobody decides unseen."""

import re
from datetime import timedelta

import pytest
from tests.network.archive.conftest import SAFE, noon  # noqa: F401  fixtures
from tests.network.archive.desk_forms import read_form, rich, words_of

from ifex.foundations.core import clock
from ifex.network.archive.domain.publication import current_publication, publish, publish_translation
from ifex.network.archive.models import Alert, AlertText
from ifex.network.newsroom.domain.submissions import save_submission, send_submission
from ifex.network.newsroom.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]


def board(alert):
    return f"/admin/translations/alert/{alert.uid}/fr/"


def form(alert):
    return f"/admin/snippets/archive/alert/edit/{alert.pk}/"


def turn(client, alert, verb, **typed):
    seen = re.search(r'name="seen" value="(\d+)"', client.get(board(alert)).content.decode())[1]
    return client.post(board(alert), {"seen": seen, "verb": verb, **typed}, follow=True)


def french(alert):
    return AlertText.objects.filter(alert=alert, language="fr").values_list("title", "state").first()


@pytest.fixture
def english(make_alert):
    return make_alert(source_language="en", goes_out="each", texts={"en": "Reporter held"}, **SAFE)


@pytest.mark.parametrize("beginner", ["translator", "editor"])
def test_whoever_wrote_in_the_form_does_not_approve_it_alone(english, sign_in, beginner):
    publish(english, by="test")
    writer, other = sign_in("translator"), sign_in(beginner)
    turn(other, english, "save", **{"t-0": "Une"})
    typed = read_form(writer.get(form(english))) | {"title_fr": ["Mensonge"], "body_fr": [rich("Invention.")]}
    writer.post(form(english), typed, follow=True)

    turn(writer, english, "ready")
    publish_translation("alert", english.uid)

    assert french(english) == ("Mensonge", "draft")
    assert "fr" not in current_publication("alert", english.uid).texts
    turn(sign_in("editor"), english, "ready")
    assert french(english) == ("Mensonge", "ready")


def test_what_readers_have_is_not_rewritten_in_the_translators_form(english, sign_in):
    AlertText.objects.create(alert=english, language="fr", state="ready", title="Reporter détenu")
    publish(english, by="test")
    translator = sign_in("translator")
    typed = read_form(translator.get(form(english))) | {"title_fr": ["Mensonge"]}

    answer = translator.post(form(english), typed, follow=True)

    assert "Change it on the translation board" in words_of(answer)
    assert read_form(answer)["title_fr"] == ["Mensonge"], "what was typed stands in the form"
    assert french(english) == ("Reporter détenu", "published")


def scheduled(alert):
    publish(alert, by="test")
    alert.refresh_from_db()
    assert alert.state == "scheduled"


def test_another_text_in_the_place_of_a_scheduled_one_waits_for_an_editor(make_alert, sign_in, noon):  # noqa: F811
    tomorrow = clock.now() + timedelta(days=1)
    alert = make_alert(source_language="en", texts={"en": "Held", "fr": "Vu"}, embargo_until=tomorrow, **SAFE)
    scheduled(alert)
    writer, other = sign_in("translator"), sign_in("translator")
    turn(writer, alert, "save", **{f"t-{number}": "Autre" for number in range(9)})
    turn(other, alert, "ready")

    assert french(alert)[0] == "Autre"
    assert Alert.objects.get(pk=alert.pk).state == "draft"


def test_one_more_language_joins_what_is_scheduled(make_alert, sign_in, noon):  # noqa: F811
    tomorrow = clock.now() + timedelta(days=1)
    alert = make_alert(source_language="en", texts={"en": "Held"}, embargo_until=tomorrow, **SAFE)
    scheduled(alert)
    writer, other = sign_in("translator"), sign_in("translator")
    turn(writer, alert, "save", **{f"t-{number}": "Détenu" for number in range(9)})
    turn(other, alert, "ready")

    assert french(alert) == ("Détenu", "ready")
    assert Alert.objects.get(pk=alert.pk).state == "scheduled"


@pytest.mark.parametrize("verb", ["return", "decline", "accept"])
def test_nobody_decides_on_words_that_they_have_not_seen(sent, sign_in, contributor, verb):
    submission = sent()
    first, second = sign_in("editor"), sign_in("editor")
    url = f"/admin/submissions/{submission.uid}/"
    stale = re.search(r'name="version" value="(\d+)"', first.get(url).content.decode())[1]
    second.post(url, {"verb": "return", "text": "Who saw it?"})
    submission.refresh_from_db()
    mended = {"account": "All mended, with three witnesses."}
    save_submission(submission, changes=mended, seen=submission.version, by=contributor, at=clock.now())
    send_submission(submission, by=contributor, at=clock.now())

    answer = first.post(url, {"verb": verb, "version": stale, "text": "No witness."})

    assert answer.status_code == 409
    assert "Look again before you decide." in words_of(answer)
    assert "No witness." in answer.content.decode()
    assert Submission.objects.get().state == "sent"
