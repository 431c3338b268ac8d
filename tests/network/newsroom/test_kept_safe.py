"""What members know of a danger holds for everything that is made of what they send."""

from datetime import UTC, date, datetime

import pytest

from ifex.foundations.core import clock
from ifex.foundations.mail.models import Message
from ifex.network.archive.domain.checking import open_findings
from ifex.network.archive.domain.parts import parts_of
from ifex.network.archive.domain.publication import PublicationRefused, publish, withdraw
from ifex.network.archive.models import Alert
from ifex.network.members.domain.freezing import freeze_organisation, thaw_organisation
from ifex.network.members.domain.mandates import end_mandate
from ifex.network.members.domain.merging import merge_organisations
from ifex.network.members.domain.organisations import hide_organisation
from ifex.network.members.models import Mandate, Organisation
from ifex.network.members.queries import delegates_of
from ifex.network.newsroom.domain.accepting import accept_as_alert, accept_as_source
from ifex.network.newsroom.domain.desk import decline_submission, return_submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_accept_as_source_holds_the_alert_to_the_danger_that_another_member_knows(
    sent, person_of, publish_alert, add_target
):
    alert = publish_alert(naming_may_harm="no", concerns_minors="yes", happened_from=date(2026, 3, 8))
    add_target(alert, name="سميرة بن يدر", consent="given")
    add_target(alert, name="Amel Trabelsi", consent="given")
    submission = sent(consent="refused", naming_may_harm="yes", concerns_minors="unsure")

    accept_as_source(submission, alert=alert, by=person_of(), at=NOON)

    alert = Alert.objects.get(pk=alert.pk)
    assert (alert.naming_may_harm, alert.concerns_minors) == ("yes", "yes")
    assert list(alert.targets.order_by("pk").values_list("consent", flat=True)) == ["refused", "given"]


@pytest.mark.parametrize(("answer", "is_told"), [("yes", True), ("no", False)])
def test_the_desk_is_told_of_a_danger_that_came_with_a_source(sent, sign_in, publish_alert, answer, is_told):
    alert, submission = publish_alert(naming_may_harm="no"), sent(naming_may_harm=answer)
    client = sign_in("editor")

    client.post(f"/admin/submissions/{submission.uid}/", {"source": alert.uid})

    page = client.get(f"/admin/snippets/archive/alert/edit/{alert.pk}/").content.decode()
    assert ("The new source knows of a danger" in page) is is_told


@pytest.mark.parametrize(
    ("answers", "is_told"),
    [
        ({}, True),
        ({"consent": "unknown"}, False),
        ({"naming_may_harm": "unsure"}, False),
        ({"pseudonym": "Dalia"}, False),
    ],
)
def test_accept_as_source_tells_no_names_that_are_to_be_kept(
    sent, person_of, publish_alert, add_target, answers, is_told
):
    alert = publish_alert()
    add_target(alert, name="Amel Trabelsi", consent="given")

    accept_as_source(sent(**answers), alert=alert, by=person_of(), at=NOON)

    facts = alert.sources.order_by("sort_order").last().facts
    assert ("Samira Ben Yedder" in str(facts)) is is_told


# --- Whoever may be read over the shoulder


def test_nobody_is_written_to_whose_mandate_has_ended_or_whose_access_is_frozen(
    sent, contributor, staff, member, person_of
):
    submission, editor = sent(), staff("editor")
    Message.objects.all().delete()
    freeze_organisation(member, by=editor, at=clock.now())
    return_submission(submission, question="Is she still with her aunt?", by=editor, at=clock.now())
    assert not Message.objects.filter(to=contributor.email, purpose="newsroom-returned").exists()

    thaw_organisation(member, by=editor)
    for mandate in Mandate.objects.filter(user=contributor):
        end_mandate(mandate, on=clock.now().date(), by="test")
    decline_submission(submission, reason="Her aunt asked us not to.", by=editor, at=clock.now())
    assert not Message.objects.filter(purpose="newsroom-declined").exists()


def test_delegates_of_what_was_merged_into_a_frozen_organisation_are_told_nothing(
    member, other_member, person_of
):
    person_of("delegate", organisation=other_member)
    merge_organisations(member, merged=other_member, by="test")
    assert len(delegates_of(member, clock.now().date())) == 1

    freeze_organisation(member, by="test", at=clock.now())

    assert delegates_of(member, clock.now().date()) == []


def test_who_is_hidden_stays_so_in_an_organisation_that_is_not(
    member, other_member, publish_alert, add_target, index, client
):
    alert = publish_alert()
    add_target(
        alert, name="Lantern Press Watch", kind="media-outlets", organisation=member, consent="unknown"
    )
    publish(Alert.objects.get(pk=alert.pk), by="test", note={"en": "The outlet."})
    hide_organisation(member, by="test")
    merge_organisations(other_member, merged=Organisation.objects.get(pk=member.pk), by="test")
    index()

    for path in (
        f"/en/alerts/{alert.uid}/",
        f"/api/v1/alerts/{alert.uid}",
        "/en/search/results.csv?q=Reporter",
    ):
        answer = client.get(path, follow=True)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert b"Lantern Press" not in content.partition(b"<main")[2 if b"<main" in content else 0]


# --- A member at risk


def refusals_of_publication(alert, editor, **options):
    with pytest.raises(PublicationRefused) as refused:
        publish(alert, by=editor, **options)
    return {refusal.code for refusal in refused.value.refusals}


@pytest.mark.parametrize(
    "words",
    [
        "Lantern Press Watch condemns it.",
        "LPW condemns it.",
        "See lpw-report.pdf.",
        "يدين مرصد الفانوس للصحافة",
    ],
)
def test_no_words_lead_to_a_member_at_risk(sent, person_of, staff, member, words):
    Organisation.objects.filter(pk=member.pk).update(
        acronym="LPW", names={"en": "Lantern Press Watch", "ar": "مرصد الفانوس للصحافة"}
    )
    alert = accept_as_alert(
        sent(is_member_at_risk="yes", account=f"Police held her. {words}"), by=person_of(), at=NOON
    )
    alert.texts.update(state="ready")

    assert refusals_of_publication(alert, staff("editor")) == {"member_given_away"}


@pytest.mark.parametrize(
    "body",
    [
        "<p>See https://www.lantern.example/1.</p>",
        '<p>See <a href="https://lantern.example/1">the report</a>.</p>',
        "<p>Lamp Alliance condemns it.</p>",
        '<p><a href="https://x.example/lantern-press-watch-condemns">It is condemned.</a></p>',
    ],
)
def test_no_address_leads_to_a_member_at_risk(sent, person_of, staff, member, other_member, body):
    Organisation.objects.filter(pk=other_member.pk).update(names={"en": "Lamp Alliance"}, acronym="")
    Organisation.objects.filter(pk=member.pk).update(
        website="https://www.lantern.example/", names={"en": "Lantern Press Watch"}
    )
    member.refresh_from_db()
    merge_organisations(member, merged=Organisation.objects.get(pk=other_member.pk), by="test")
    alert = accept_as_alert(sent(is_member_at_risk="yes"), by=person_of(), at=NOON)
    alert.texts.update(state="ready", body=body)

    assert refusals_of_publication(alert, staff("editor")) == {"member_given_away"}


def test_no_note_leads_to_a_member_at_risk(sent, person_of, staff, member):
    alert = accept_as_alert(sent(is_member_at_risk="yes"), by=person_of(), at=NOON)
    alert.texts.update(state="ready")
    publish(alert, by="test")
    note = {"en": f"By wish of {member}."}

    with pytest.raises(PublicationRefused, match="member_given_away"):
        withdraw(Alert.objects.get(pk=alert.pk), by=staff("editor"), note=note)


def test_an_editor_publishes_what_is_about_the_member_itself_for_a_reason(sent, person_of, staff, member):
    told = sent(is_member_at_risk="yes", account=f"Police raided {member.short_name} on 8 March 2026.")
    alert = accept_as_alert(told, by=person_of(), at=NOON)
    alert.texts.update(state="ready")
    passing = {one.digest: "So." for one in open_findings(parts_of(alert), before=None)}

    published = publish(alert, by=staff("editor"), overruling="It asks for this itself.", passing=passing)

    assert published.number == 1


def test_another_source_at_risk_is_kept_out_though_the_first_member_is_not(
    sent, person_of, staff, member, other_member
):
    alert = accept_as_alert(
        sent(account=f"{other_member.names['en']} was told first."), by=person_of(), at=NOON
    )
    accept_as_source(
        sent(is_member_at_risk="yes", organisation=other_member), alert=alert, by=person_of(), at=NOON
    )
    alert.texts.update(state="ready")

    assert "member_given_away" in refusals_of_publication(alert, staff("editor"))


def test_an_editor_s_no_settles_it_for_the_member_who_sent_the_alert(sent, person_of, staff, member):
    alert = accept_as_alert(
        sent(is_member_at_risk="unsure", account=f"{member} condemns it."), by=person_of(), at=NOON
    )
    alert.texts.update(state="ready")
    Alert.objects.filter(pk=alert.pk).update(is_member_at_risk="no")

    assert "member_given_away" not in refusals_of_publication(alert, staff("editor"))
