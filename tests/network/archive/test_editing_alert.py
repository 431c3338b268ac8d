import json
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.network.archive.desk_forms import add_row, publish_form, read_form, rich, words_of

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.audit.presenters import tell
from ifex.foundations.core import clock
from ifex.foundations.core.models import Event
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.models import Alert, Publication

ADD = reverse("wagtailsnippets_archive_alert:add")


def edit_url(alert):
    return reverse("wagtailsnippets_archive_alert:edit", args=[alert.pk])


def test_add_saves_facts_and_texts_of_the_languages_that_are_written(sign_in):
    client = sign_in("editor")
    form = read_form(client.get(ADD))
    form |= {
        "title_en": ["Reporter arrested"],
        "body_en": [rich("Police came at dawn.")],
        "state_en": ["ready"],
        "title_ar": ["اعتقال صحفية"],
        "country": ["TN"],
        "primary_violation": ["arrest"],
        "further_issues": ["press-freedom"],
    }
    add_row(form, "targets", kind="journalists", gender="f", gender_factor="unknown", consent="unknown",
            name="Samira",
            variants="Samirah\nسميرة",
            nationality="TN", outlet="", pseudonym="", person="", organisation="")  # fmt: skip

    response = client.post(ADD, form)

    alert = Alert.objects.get()
    assert response.headers["Location"] == edit_url(alert)
    assert alert.country == "TN"
    assert alert.further_issues == ["press-freedom"]
    assert alert.source_language == "en"
    assert [(row.language, row.state, row.title, row.body) for row in alert.texts.all()] == [
        ("en", "ready", "Reporter arrested", "<p>Police came at dawn.</p>"),
        ("ar", "draft", "اعتقال صحفية", ""),
    ]
    assert [(row.name, row.variants) for row in alert.targets.all()] == [("Samira", ["Samirah", "سميرة"])]
    assert alert.state == "draft"


def test_add_and_publish(sign_in):
    client = sign_in("editor")
    form = read_form(client.get(ADD))
    form |= {
        "title_en": ["Reporter arrested"], "state_en": ["ready"],
        "title_fr": ["Une journaliste arrêtée"], "state_fr": ["ready"],
        "country": ["TN"],
    }  # fmt: skip

    response = publish_form(client, ADD, form)

    assert len(response.redirect_chain) == 1
    assert "is published." in words_of(response)
    publication = Publication.objects.get()
    assert list(publication.texts) == ["en", "fr"]


def test_publish_refused_by_a_gate_saves_nothing_and_shows_everything_again(sign_in):
    client = sign_in("editor")
    form = read_form(client.get(ADD))
    form |= {
        "title_en": ["Reporter arrested"],
        "summary_en": ["She was taken away."],
        "action-publish": ["publish"],
    }

    response = client.post(ADD, form)

    assert Alert.objects.count() == 0
    assert "No country is given" in words_of(response)
    shown = read_form(response)
    assert (shown["title_en"], shown["summary_en"]) == (["Reporter arrested"], ["She was taken away."])


def test_edit_round_trip_changes_nothing(sign_in, make_alert, add_target):
    alert = make_alert(
        texts={"en": "Reporter arrested", "ar": "اعتقال صحفية"}, further_violations=["attacked"]
    )
    add_target(alert, variants=["S. Ben Yedder"])
    before = list(Alert.objects.values("country", "further_violations", "happened_from", "source_language"))
    client = sign_in("editor")

    client.post(edit_url(alert), read_form(client.get(edit_url(alert))))

    alert.refresh_from_db()
    assert (
        list(Alert.objects.values("country", "further_violations", "happened_from", "source_language"))
        == before
    )
    assert [(row.language, row.state, row.title, row.body) for row in alert.texts.all()] == [
        ("en", "ready", "Reporter arrested", "<p>Police came at dawn.</p>"),
        ("ar", "ready", "اعتقال صحفية", "<p>Police came at dawn.</p>"),
    ]
    assert alert.targets.get().variants == ["S. Ben Yedder"]


def publish_by_form(client, alert, **changes):
    form = read_form(client.get(edit_url(alert)))
    form |= {name: [value] for name, value in changes.items()}
    return publish_form(client, edit_url(alert), form)


def test_correct_in_public_asks_for_a_note_and_keeps_what_was_typed(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    publish_by_form(client, alert)

    refused = publish_by_form(client, alert, title_en="Editor arrested in Tunis")

    assert "Say in words what has changed" in words_of(refused)
    assert read_form(refused)["title_en"] == ["Editor arrested in Tunis"]
    assert Publication.objects.count() == 1

    publish_by_form(client, alert, title_en="Editor arrested in Tunis", note_en="She is an editor.")
    correction = Publication.objects.get(number=2)
    assert (correction.reason, correction.note) == ("correction", {"en": "She is an editor."})


def test_publish_under_embargo_says_when_it_goes_out(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    later = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")

    response = publish_by_form(client, alert, embargo_until=later)

    assert f"goes out at {later} UTC" in words_of(response)
    alert.refresh_from_db()
    assert alert.state == "scheduled"


def test_edit_as_translator_offers_texts_alone_and_keeps_the_facts(sign_in, make_alert, add_target):
    alert, client = make_alert(), sign_in("translator")
    add_target(alert)
    page = client.get(edit_url(alert))
    form = read_form(page)

    assert "country" not in form
    assert "Tunisia" in words_of(page)
    client.post(
        edit_url(alert), form | {"title_fr": ["Une journaliste arrêtée"], "action-publish": ["publish"]}
    )

    alert.refresh_from_db()
    assert sorted(row.language for row in alert.texts.all()) == ["en", "fr"]
    assert (alert.country, alert.targets.count(), alert.state) == ("TN", 1, "draft")
    assert Publication.objects.count() == 0


def test_edit_cleans_rich_text(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    form = read_form(client.get(edit_url(alert)))
    entity = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}}
    text = rich("Click").replace(
        '"entityRanges": []', '"entityRanges": [{"offset": 0, "length": 5, "key": 0}]'
    )
    form["body_en"] = [text.replace('"entityMap": {}', '"entityMap": ' + json.dumps(entity))]

    client.post(edit_url(alert), form)

    assert "javascript" not in alert.texts.get().body


@pytest.fixture
def scheduled(make_alert):
    alert = make_alert(
        texts={"en": "Reporter arrested", "fr": "Une journaliste arrêtée"},
        embargo_until=clock.now() + timedelta(days=1),
    )
    assert publish(alert, by="test") is None
    return alert


def save_as_translator(client, alert, **changes):
    form = read_form(client.get(edit_url(alert)))
    client.post(edit_url(alert), form | {name: [value] for name, value in changes.items()})
    alert.refresh_from_db()


def test_scheduled_texts_that_a_translator_rewrites_wait_for_an_editor(sign_in, scheduled):
    save_as_translator(sign_in("translator", name="Tariq"), scheduled, title_en="Reporter killed")

    assert scheduled.state == "draft"
    assert dict(scheduled.texts.values_list("language", "state")) == {"en": "in_review", "fr": "ready"}
    refused = Event.objects.get(name="publication_refused")
    assert refused.payload == {"kind": "alert", "uid": scheduled.uid}
    line = AuditLine.objects.get(act="alert-unscheduled")
    assert "Tariq changed the texts of alert" in tell(line, actor_name="Tariq")


def test_scheduled_texts_that_a_translator_leaves_alone_stay_scheduled(sign_in, scheduled):
    save_as_translator(sign_in("translator"), scheduled, title_ar="اعتقال صحفية")

    assert scheduled.state == "scheduled"


def test_scheduled_texts_that_an_editor_rewrites_stay_scheduled(sign_in, scheduled):
    save_as_translator(sign_in("editor"), scheduled, title_en="Reporter arrested again")

    assert scheduled.state == "scheduled"
    assert dict(scheduled.texts.values_list("language", "state")) == {"en": "ready", "fr": "ready"}


def test_a_translator_calls_no_text_ready(sign_in, make_alert):
    alert, client = make_alert(state="draft"), sign_in("translator")

    save_as_translator(client, alert, state_en="ready", title_en="Reporter killed")

    assert list(alert.texts.values_list("state", "title")) == [("draft", "Reporter arrested in Tunis")]
