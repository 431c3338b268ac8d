"""What is asked of a person who publishes: the house checklist, and who is safe."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.network.archive.conftest import SAFE
from tests.network.archive.desk_forms import read_form, words_of

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core import clock
from ifex.network.archive.domain.checking import open_findings
from ifex.network.archive.domain.outlook import outlook_of
from ifex.network.archive.domain.parts import parts_of
from ifex.network.archive.domain.publication import (
    PublicationRefused,
    current_publication,
    publish,
    publish_translation,
    publish_what_is_due,
)
from ifex.network.archive.models import Alert, AlertText, OverruledAlarm, Perpetrator, Publication, Source

pytestmark = pytest.mark.django_db

WHOLE = "<p>Police held her on 8 March 2026. Lantern condemns it.</p>"


@pytest.fixture
def editor(staff):
    return staff("editor")


@pytest.fixture
def make_whole(make_alert, organisation):
    """A draft that passes every gate."""

    def make(*, body=WHOLE, **facts):
        alert = make_alert(**({"expression_link": "clear"} | SAFE | facts))
        alert.texts.update(body=body)
        Perpetrator.objects.create(alert=alert, kind="police")
        Source.objects.create(alert=alert, organisation=organisation)
        return alert

    return make


def codes_of(alert, editor, **options):
    with pytest.raises(PublicationRefused) as refused:
        publish(alert, by=editor, **options)
    return [refusal.code for refusal in refused.value.refusals]


def test_publish_lets_through_what_has_nothing_against_it(make_whole, editor):
    assert publish(make_whole(), by=editor).number == 1


def test_publish_asks_the_checklist_and_keeps_each_reason(make_whole, editor):
    alert = make_whole(body="<p>Yesterday she was mistreated; on 8 March 2026 Lantern condemned it.</p>")
    findings = open_findings(parts_of(alert), before=None)
    assert [(one.rule.slug, one.passage) for one in findings] == [
        ("relative-date", "Yesterday"), ("vague", "was mistreated"),
    ]  # fmt: skip

    assert codes_of(alert, editor) == ["checklist", "checklist"]
    assert codes_of(alert, editor, passing={findings[0].digest: "A quotation."}) == ["checklist"]
    publish(alert, by=editor, passing={one.digest: f"Because of {one.rule.slug}." for one in findings})

    lines = AuditLine.objects.filter(act="finding-overruled").order_by("pk")
    assert [line.details["reason"] for line in lines] == ["Because of relative-date.", "Because of vague."]
    assert OverruledAlarm.objects.count() == 2


def test_a_reason_holds_until_the_passage_changes(make_whole, editor):
    alert = make_whole(body="<p>Yesterday, on 8 March 2026, Lantern condemned it.</p>")
    [finding] = open_findings(parts_of(alert), before=None)
    publish(alert, by=editor, passing={finding.digest: "A quotation."})
    alert.texts.update(body="<p>Yesterday, on 8 March 2026, Lantern condemned it at noon.</p>", state="ready")

    assert publish(alert, by=editor, note={"en": "The hour."}).number == 2
    alert.texts.update(body="<p>Last week, on 8 March 2026, Lantern condemned it.</p>", state="ready")
    assert codes_of(alert, editor, note={"en": "The week."}) == ["checklist"]


def test_the_checklist_reads_only_what_says_something_new(make_whole, make_alert, editor):
    alert = make_whole(
        body="<p>Yesterday.</p>", texts={"en": "Reporter held", "fr": "Une journaliste arrêtée"}
    )
    publish(alert, by="import")
    alert.texts.filter(language="fr").update(body="<p>Le 8 mars 2026, Lantern condamne.</p>", state="ready")

    assert publish(alert, by=editor, note={"fr": "Le texte."}).number == 2


def test_a_program_publishes_what_a_person_has_let_through(make_alert):
    assert publish(make_alert(), by="import").number == 1


def test_an_embargo_is_set_by_a_person_and_so_is_asked(make_whole, editor):
    later = clock.now() + timedelta(hours=1)
    refused = make_whole(body="<p>Yesterday.</p>", embargo_until=later)
    assert "checklist" in codes_of(refused, editor)

    alert = make_whole(embargo_until=later)
    assert publish(alert, by=editor) is None
    with clock.stopped_clock(later + timedelta(minutes=1)):
        assert publish_what_is_due() == 1
    assert current_publication("alert", alert.uid).number == 1


def test_statements_are_not_asked_for_facts(make_alert, editor):
    alert = make_alert(kind="statement", **SAFE)
    alert.texts.update(body="<p>On 8 March 2026 we condemn it.</p>")

    assert publish(alert, by=editor).number == 1


@pytest.mark.parametrize("answer", ["", "unsure"])
def test_nothing_goes_out_without_the_answers_of_safety(make_whole, editor, answer):
    alert = make_whole(naming_may_harm=answer, is_member_at_risk=answer, concerns_minors=answer)

    assert codes_of(alert, editor) == ["harm_unanswered", "risk_unanswered", "minors_unanswered"]
    assert not Publication.objects.exists()


def test_what_was_taken_in_without_answers_can_be_corrected_but_nobody_new_is_named_unasked(
    make_alert, add_target, editor
):
    alert = make_alert()
    add_target(alert, name="Samira Ben Yedder", consent="unknown")
    publish(alert, by="import")
    passing = {one.digest: "Of 1998." for one in open_findings(parts_of(alert), before=None)}
    alert.texts.update(title="Reporter held in Sfax", state="ready")
    assert publish(alert, by=editor, note={"en": "The town."}, passing=passing).number == 2

    add_target(alert, name="Amel Trabelsi", consent="unknown")
    assert codes_of(alert, editor, note={"en": "Another."}, passing=passing) == ["consent_unknown"]


def test_an_answer_given_after_publication_holds_for_every_correction(make_whole, add_target, editor):
    alert = make_whole()
    add_target(alert, name="Samira Ben Yedder", consent="given")
    publish(alert, by=editor)
    alert.naming_may_harm, alert.concerns_minors = "yes", "unsure"
    alert.save()

    assert codes_of(alert, editor, note={"en": "The day."}) == ["minors_unanswered", "naming_harms"]


def test_a_reason_for_the_checklist_gives_no_hidden_name(make_whole, add_target, editor):
    alert = make_whole(body="<p>Yesterday, on 8 March 2026, Lantern condemned it.</p>")
    add_target(alert, name="Samira Ben Yedder", pseudonym="Dalia", consent="given")
    [finding] = open_findings(parts_of(alert), before=None)

    assert codes_of(alert, editor, passing={finding.digest: "Samira Ben Yedder said so."}) == [
        "name_in_reason"
    ]


def test_an_approved_translation_asks_for_safety_again(make_whole, add_target, editor):
    alert = make_whole(goes_out="each")
    add_target(alert, name="Samira Ben Yedder", consent="given")
    publish(alert, by=editor)
    Alert.objects.filter(pk=alert.pk).update(naming_may_harm="yes")
    AlertText.objects.create(
        alert=alert, language="fr", state="ready", title="Arrêtée", body="<p>Arrêtée.</p>"
    )

    assert publish_translation("alert", alert.uid) is None
    assert set(current_publication("alert", alert.uid).texts) == {"en"}


def test_the_schedule_asks_for_safety_again(make_whole, add_target, editor):
    later = clock.now() + timedelta(hours=1)
    alert = make_whole(embargo_until=later)
    publish(alert, by=editor)
    add_target(alert, name="Samira Ben Yedder", consent="unknown")

    with clock.stopped_clock(later + timedelta(minutes=1)):
        publish_what_is_due()

    assert not Publication.objects.exists()
    assert Alert.objects.get(pk=alert.pk).state == "draft"


@pytest.mark.parametrize(
    ("facts", "target", "code"),
    [
        ({}, {"consent": "unknown"}, "consent_unknown"),
        ({"naming_may_harm": "yes"}, {"consent": "given"}, "naming_harms"),
        ({"concerns_minors": "yes"}, {"consent": "given"}, "minor_named"),
        ({"is_member_at_risk": "yes"}, {"consent": "given"}, "member_named"),
    ],
)
def test_nobody_is_named_who_is_not_safe(make_whole, add_target, editor, facts, target, code):
    alert = make_whole(**facts)
    add_target(alert, name="Samira Ben Yedder", **target)

    assert codes_of(alert, editor) == [code]


def test_a_pseudonym_the_family_s_word_or_the_network_s_name_opens_the_gate(make_whole, add_target, editor):
    hidden = make_whole(naming_may_harm="yes", concerns_minors="yes")
    add_target(hidden, name="Samira Ben Yedder", pseudonym="Amel")
    minor = make_whole(concerns_minors="yes")
    add_target(minor, name="Samira Ben Yedder", consent="family")
    risky = make_whole(is_member_at_risk="yes")
    risky.sources.update(organisation=None, name="IFEX")
    outlet = make_whole()
    add_target(outlet, name="Radio Kalima", kind="radio-stations")

    assert [publish(alert, by=editor).number for alert in (hidden, minor, risky, outlet)] == [1, 1, 1, 1]


def test_what_was_published_before_is_corrected_without_the_questions(make_alert, editor, add_target):
    alert = make_alert()
    add_target(alert)
    publish(alert, by="import")
    alert.place_name = "Tunis"
    alert.save()

    assert publish(alert, by=editor, note={"en": "The place."}).number == 2


def test_an_update_says_what_it_tells_otherwise(make_whole, add_target, editor):
    earlier = make_whole(happened_from=date(2026, 3, 8))
    add_target(
        earlier, name="Samira Ben Yedder", gender="f", kind="journalists", nationality="TN", consent="given"
    )
    publish(earlier, by=editor)
    alert = make_whole(updates=earlier, happened_from=date(2026, 3, 7), country="EG")
    add_target(alert, name="Samira Ben Yedder", gender="m", kind="editors", nationality="TN", consent="given")

    findings = open_findings(parts_of(alert), before=None)

    assert {one.rule.slug for one in findings} == {"contradiction"}
    assert [one.passage for one in findings] == [
        "2026-03-08 → 2026-03-07", "Tunisia → Egypt", "Samira Ben Yedder: Female → Male",
        "Samira Ben Yedder: Journalists → Editors",
    ]  # fmt: skip


def test_an_alert_is_compared_with_every_other_of_its_case(
    make_whole, make_case, make_person, add_target, editor
):
    case = make_case(make_person())
    for gender in ("f", "f"):
        earlier = make_whole(case=case, happened_from=date(2026, 3, 8))
        add_target(earlier, name="Samira Ben Yedder", gender=gender, kind="journalists", consent="given")
        publish(earlier, by=editor)
    alert = make_whole(case=case, happened_from=date(2025, 1, 1))
    add_target(alert, name="Samira Ben Yedder", gender="m", kind="journalists", consent="given")

    findings = open_findings(parts_of(alert), before=None)

    assert [one.passage for one in findings] == ["Samira Ben Yedder: Female → Male"]


def test_the_form_shows_each_point_with_its_reason_and_loses_none(sign_in, make_whole):
    alert, client = (
        make_whole(body="<p>Yesterday, on 8 March 2026, Lantern condemned it.</p>"),
        sign_in("editor"),
    )
    url = reverse("wagtailsnippets_archive_alert:edit", args=[alert.pk])
    page = client.get(url)
    assert "Dates that move" in words_of(page)
    form = read_form(page)
    [name] = [key for key in form if key.startswith("pass-")]

    refused = client.post(
        url, form | {"action-publish": ["publish"], "happened_to": ["nonsense"], name: ["A quotation."]}
    )
    assert read_form(refused)[name] == ["A quotation."]
    client.post(url, form | {"action-publish": ["publish"], name: ["A quotation."]})

    assert Publication.objects.get().number == 1
    assert AuditLine.objects.get(act="finding-overruled").details["reason"] == "A quotation."


def test_the_form_says_what_safety_asks(sign_in, make_whole):
    alert, client = make_whole(is_member_at_risk=""), sign_in("editor")

    page = client.get(reverse("wagtailsnippets_archive_alert:edit", args=[alert.pk]))

    assert "Whether the member is at risk is not settled." in words_of(page)


def test_outlook_says_nothing_of_what_is_published_as_it_is(make_alert):
    alert = make_alert()
    publish(alert, by="import")

    assert outlook_of(Alert.objects.get()).says_nothing_new
