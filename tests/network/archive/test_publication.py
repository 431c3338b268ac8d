from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from tests.network.archive.conftest import SAFE

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core import clock
from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.models import Event
from ifex.foundations.core.sealed import Sealed
from ifex.foundations.files.domain.upload import store_upload
from ifex.instruments.search.models import IndexChange
from ifex.network.archive.domain.publication import (
    CorrectionNeedsNote,
    NothingToPublish,
    NotPublished,
    PublicationRefused,
    current_publication,
    publish,
    publish_what_is_due,
    withdraw,
)
from ifex.network.archive.models import (
    AlertAttachment,
    AlertText,
    Mention,
    Publication,
    PublishedSituation,
    RecommendedAction,
    Situation,
    Source,
)
from ifex.network.archive.queries import count_held_by_country, situations_on


def test_publish_seals_facts_and_texts(make_alert, noon):
    alert = make_alert(texts={"en": "Reporter arrested", "fr": "Une journaliste arrêtée"})

    publication = publish(alert, by="test")

    alert.refresh_from_db()
    assert alert.state == "published"
    assert alert.published_at == noon
    assert publication.number == 1
    assert publication.reason == "first"
    assert publication.facts["countries"] == ["TN"]
    assert publication.facts["violations"] == ["arrest"]
    assert {code: text["title"] for code, text in publication.texts.items()} == {
        "en": "Reporter arrested",
        "fr": "Une journaliste arrêtée",
    }
    assert list(AlertText.objects.values_list("state", flat=True)) == ["published", "published"]


def test_publish_tells_index_audit_and_rooms_above(make_alert):
    alert = make_alert()

    publish(alert, by="test")

    assert list(IndexChange.objects.values_list("kind", "uid")) == [("alert", alert.uid)]
    assert AuditLine.objects.get(act="alert-published").subject == alert.uid
    assert Event.objects.get(name="alert_published").payload == {"uid": alert.uid, "number": 1}


def test_publish_leaves_out_texts_that_are_not_ready(make_alert):
    alert = make_alert()
    AlertText.objects.create(alert=alert, language="fr", title="Brouillon", state=VersionState.DRAFT)

    assert list(publish(alert, by="test").texts) == ["en"]


def test_publish_refuses_without_ready_text_and_country(make_alert):
    alert = make_alert(state=VersionState.DRAFT, country="")

    with pytest.raises(PublicationRefused) as refused:
        publish(alert, by="test")

    assert [refusal.code for refusal in refused.value.refusals] == ["no_text", "no_country"]
    assert Publication.objects.count() == 0


def test_publish_refuses_name_without_consent(make_alert, add_target):
    alert = make_alert()
    add_target(alert, consent="refused")

    with pytest.raises(PublicationRefused) as refused:
        publish(alert, by="test")

    assert [refusal.code for refusal in refused.value.refusals] == ["consent_refused"]


def test_publish_refuses_text_that_names_behind_pseudonym(make_alert, add_target):
    alert = make_alert(texts={"en": "Samira Ben Yedder arrested"})
    add_target(alert, pseudonym="a reporter")

    with pytest.raises(PublicationRefused) as refused:
        publish(alert, by="test")

    assert [refusal.code for refusal in refused.value.refusals] == ["name_in_text"]


def test_publish_shows_pseudonym_and_nothing_that_points_to_the_person(make_alert, add_target, make_person):
    alert = make_alert()
    add_target(alert, pseudonym="a reporter", outlet="Radio Jasmin", person=make_person())

    publication = publish(alert, by="test")

    assert publication.facts["targets"] == [
        {
            "name": "a reporter",
            "kind": "journalists",
            "gender": "unknown",
            "nationality": None,
            "gender_factor": "unknown",
            "is_pseudonym": True,
        }
    ]
    assert not Mention.objects.filter(thing_kind="person").exists()


def test_publish_hides_hidden_member(make_alert, organisation):
    organisation.is_hidden = True
    organisation.save()
    alert = make_alert()
    Source.objects.create(alert=alert, organisation=organisation, url="https://example.org/original")

    publication = publish(alert, by="test")

    assert publication.facts["sources"] == [{"organisation": None, "name": "", "url": None, "facts": {}}]


def test_publish_names_a_hidden_member_in_no_words_either(make_alert, organisation):
    organisation.is_hidden = True
    organisation.save()
    alert = make_alert(texts={"en": f"{organisation.names['en']} raided"})
    Source.objects.create(alert=alert, organisation=organisation)

    with pytest.raises(PublicationRefused, match="member_given_away"):
        publish(alert, by="test")


def test_publish_again_unchanged_is_refused(make_alert):
    alert = make_alert()
    publish(alert, by="test")

    with pytest.raises(NothingToPublish):
        publish(alert, by="test")

    assert Publication.objects.count() == 1


def test_publish_correction_needs_note_and_keeps_what_was_read(make_alert, noon):
    alert = make_alert()
    publish(alert, by="test")
    AlertText.objects.filter(alert=alert).update(title="Editor arrested in Tunis")

    with pytest.raises(CorrectionNeedsNote):
        publish(alert, by="test")
    later = noon + timedelta(days=1)
    publish(alert, by="test", at=later, note={"en": "She is an editor."})

    first, second = Publication.objects.order_by("number")
    assert (first.texts["en"]["title"], first.valid_to) == ("Reporter arrested in Tunis", later)
    assert (second.texts["en"]["title"], second.valid_to) == ("Editor arrested in Tunis", None)
    assert second.reason == "correction"


def test_publish_further_language_is_no_correction(make_alert):
    alert = make_alert()
    publish(alert, by="test")
    AlertText.objects.create(alert=alert, language="ar", title="اعتقال صحفية", state=VersionState.READY)

    assert publish(alert, by="test").reason == "translation"


def test_publish_marks_translations_stale_when_their_source_moves_on(make_alert):
    alert = make_alert(texts={"en": "Reporter arrested", "fr": "Une journaliste arrêtée"})
    publish(alert, by="test")
    AlertText.objects.filter(alert=alert, language="en").update(title="Reporter released")

    publish(alert, by="test", note={"en": "She has been released."})

    states = dict(AlertText.objects.filter(alert=alert).values_list("language", "state"))
    assert states == {"en": "published", "fr": "stale"}


def test_publish_under_embargo_waits_until_it_is_due(make_alert, noon):
    alert = make_alert(embargo_until=noon + timedelta(hours=1), **SAFE)

    assert publish(alert, by="test") is None
    alert.refresh_from_db()
    assert alert.state == "scheduled"
    assert publish_what_is_due() == 0

    with clock.stopped_clock(noon + timedelta(hours=2)):
        assert publish_what_is_due() == 1
    alert.refresh_from_db()
    assert alert.state == "published"


def test_withdraw_leaves_only_the_note(make_alert):
    alert = make_alert()
    publish(alert, by="test")

    withdraw(alert, by="test", note={"en": "The report was false."})

    current = current_publication("alert", alert.uid)
    assert (current.reason, current.facts, current.texts) == ("withdrawal", {}, {})
    assert current.note == {"en": "The report was false."}
    assert Mention.objects.count() == 0


def test_withdraw_refuses_draft(make_alert):
    with pytest.raises(NotPublished):
        withdraw(make_alert(), by="test", note={"en": "x"})


def test_publication_refuses_to_be_changed(make_alert):
    publication = publish(make_alert(), by="test")
    publication.facts = {}

    with pytest.raises(Sealed):
        publication.save()
    with pytest.raises(Sealed):
        Publication.objects.update(facts={})


def test_situations_on_answers_for_a_day_as_known_on_another(make_case, make_person, noon):
    person = make_person()
    case = make_case(person, spans=[("pretrial-detention", date(2025, 1, 1), None)])
    publish(case, by="test", at=noon)
    row = case.persons.get()
    Situation.objects.create(case_person=row, situation="released", from_on=date(2025, 6, 1))
    publish(case, by="test", at=noon + timedelta(days=10), note={"en": "Released."})

    held = count_held_by_country
    assert held(date(2025, 3, 1), known_at=noon + timedelta(days=20)) == {"TN": 1}
    assert held(date(2025, 7, 1), known_at=noon + timedelta(days=1)) == {"TN": 1}
    assert held(date(2025, 7, 1), known_at=noon + timedelta(days=20)) == {}
    assert [row.person for row in situations_on(date(2025, 3, 1), known_at=noon)] == [person.uid]
    assert PublishedSituation.objects.count() == 3


def test_publish_and_withdraw_take_the_attached_file_along(make_alert, settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    stored = store_upload(ContentFile(b"A letter from the ministry.\n", name="letter.txt"), by="test")
    first, second = make_alert(), make_alert()
    for alert in (first, second):
        AlertAttachment.objects.create(alert=alert, file=stored)

    publish(first, by="test")
    publish(second, by="test")
    stored.refresh_from_db()
    assert stored.state == "public"

    withdraw(first, by="test", note={"en": "x"})
    stored.refresh_from_db()
    assert stored.state == "public"

    withdraw(second, by="test", note={"en": "x"})
    stored.refresh_from_db()
    assert stored.state == "withdrawn"


def test_publish_refuses_a_target_whose_person_may_not_be_named(make_alert, make_person, add_target):
    refusing, hidden = make_alert(), make_alert()
    add_target(refusing, person=make_person(consent="refused"))
    add_target(hidden, person=make_person(pseudonym="Amel"))

    found = []
    for alert in (refusing, hidden):
        with pytest.raises(PublicationRefused) as refused:
            publish(alert, by="test")
        found += [refusal.code for refusal in refused.value.refusals]

    assert found == ["consent_refused", "person_has_pseudonym"]


def test_publish_refuses_a_case_that_names_who_does_not_agree(make_case, make_person):
    case = make_case(make_person(consent="refused"))

    with pytest.raises(PublicationRefused) as refused:
        publish(case, by="test")

    assert [refusal.code for refusal in refused.value.refusals] == ["consent_refused"]


def test_publish_refuses_a_name_behind_a_pseudonym_in_all_words_that_go_out(
    make_alert, make_case, make_person, add_target
):
    person = make_person("Samira Ben Yedder", pseudonym="Amel")
    case = make_case(person)
    case.texts.update(summary="Samira Ben Yedder was held.")
    alert = make_alert()
    add_target(alert, name="S. B. Y.", pseudonym="Amel", person=person)
    RecommendedAction.objects.create(alert=alert, kind="letter", text={"en": "Free Samira Ben Yedder!"})

    for record in (case, alert):
        with pytest.raises(PublicationRefused) as refused:
            publish(record, by="test")
        assert [refusal.code for refusal in refused.value.refusals] == ["name_in_text"]


def test_publish_refuses_a_note_that_gives_a_name_behind_a_pseudonym(make_alert, add_target):
    alert = make_alert()
    target = add_target(alert)
    publish(alert, by="test")
    target.pseudonym = "Amel"
    target.save()

    with pytest.raises(PublicationRefused) as refused:
        publish(alert, by="test", note={"en": "Samira Ben Yedder asked us not to be named."})

    assert [refusal.code for refusal in refused.value.refusals] == ["name_in_note"]
