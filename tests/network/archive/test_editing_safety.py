"""At the desk: a false alarm about a name is overruled, an earlier text withheld, a withdrawal's note refused."""

import pytest
from django.urls import reverse
from tests.network.archive.desk_forms import add_row, publish_form, read_form, words_of

from ifex.foundations.audit.models import AuditLine
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.models import Publication

PUBLISH = {"action-publish": ["publish"]}


def url_of(name, alert):
    return reverse(f"wagtailsnippets_archive_alert:{name}", args=[alert.pk])


@pytest.fixture
def alarming(make_alert, add_target):
    """A draft that says "said" of somebody called Said, who has a pseudonym."""
    alert = make_alert(texts={"en": "Nobody said why"})
    add_target(alert, name="Ali Said", pseudonym="Amel")
    return alert


def test_draft_shows_the_alarm_with_its_passage_and_asks_for_a_reason(sign_in, alarming):
    page = sign_in("editor").get(url_of("edit", alarming))

    assert "Does this give somebody away?" in words_of(page)
    assert '<q dir="auto">Nobody said why</q>' in page.content.decode()
    assert 'form="w-editor-form"' in page.content.decode()


def test_draft_tells_translators_no_word_of_the_name(sign_in, alarming):
    page = sign_in("translator").get(url_of("edit", alarming))

    assert "may give a part of the name" in words_of(page)
    assert "<q dir" not in page.content.decode()


def test_publish_with_a_reason_passes_the_alarm(sign_in, alarming):
    client = sign_in("editor")
    form = read_form(client.get(url_of("edit", alarming))) | PUBLISH

    refused = client.post(url_of("edit", alarming), form)
    publish_form(client, url_of("edit", alarming), form | {"overruling": ["It is the verb."]})

    assert "Does this give somebody away?" in words_of(refused)
    assert Publication.objects.get().number == 1
    assert AuditLine.objects.get(act="name-alarm-overruled").details["reason"] == "It is the verb."
    assert "overruling" not in AuditLine.objects.filter(act="alert-edited").last().details["fields"]


def test_new_alert_shows_the_alarm_too(sign_in):
    client, add = sign_in("editor"), reverse("wagtailsnippets_archive_alert:add")
    form = read_form(client.get(add)) | PUBLISH
    form |= {"title_en": ["Nobody said why"], "state_en": ["ready"], "country": ["TN"]}
    add_row(
        form, "targets", name="Ali Said", pseudonym="Amel", kind="journalists", gender="m", consent="refused",
        gender_factor="unknown", variants="", nationality="", outlet="", person="", organisation="",
    )  # fmt: skip

    refused = client.post(add, form)
    publish_form(client, add, form | {"overruling": ["It is the verb."]})

    assert '<q dir="auto">Nobody said why</q>' in refused.content.decode()
    assert Publication.objects.get().number == 1


def test_correction_withholds_the_earlier_text_with_no_other_change(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    publish(alert, by="test")
    form = read_form(client.get(url_of("edit", alert))) | PUBLISH | {"withhold": ["on"]}

    without_note = client.post(url_of("edit", alert), form)
    client.post(url_of("edit", alert), form | {"note_en": ["For safety."]})

    assert "Say in words what has changed" in words_of(without_note)
    current = Publication.objects.get(valid_to=None)
    assert (current.number, current.withholds_earlier) == (2, True)
    assert "Readers see nothing from before" in words_of(client.get(url_of("publications", alert)))


def test_withdrawal_asks_for_a_reason_against_an_alarm_in_its_note(sign_in, alarming):
    publish(alarming, by="test", overruling="It is the verb.")
    client = sign_in("editor")
    url = url_of("withdraw", alarming)

    named = client.post(url, {"note_en": "Ali Said is in danger."})
    alarmed = client.post(url, {"note_en": "Her family said so."})
    client.post(url, {"note_en": "Her family said so.", "overruling": "The verb."})

    assert "The note gives the name of somebody who has a pseudonym." in words_of(named)
    assert 'form="withdrawal-form"' in alarmed.content.decode()
    alarming.refresh_from_db()
    assert alarming.state == "withdrawn"
