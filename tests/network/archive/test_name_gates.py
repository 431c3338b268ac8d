"""Names behind pseudonyms: what keeps them in, how a false alarm passes, what of the past is withheld."""

from urllib.parse import quote

import pytest
from tests.network.archive.conftest import SAFE

from ifex.foundations.audit.models import AuditLine
from ifex.network.archive.domain.gates import refusals_of
from ifex.network.archive.domain.merging import merge_persons
from ifex.network.archive.domain.outlook import outlook_of
from ifex.network.archive.domain.parts import parts_of
from ifex.network.archive.domain.publication import (
    PublicationRefused,
    current_publication,
    publish,
    publish_what_is_due,
    withdraw,
)
from ifex.network.archive.models import AlertText, OverruledAlarm, Perpetrator, Publication, Source


def codes_of(call):
    with pytest.raises(PublicationRefused) as refused:
        call()
    return [refusal.code for refusal in refused.value.refusals]


@pytest.fixture
def hidden_alert(make_alert, add_target):
    """An alert about somebody with a pseudonym; its title is given."""

    def make(title, **fields):
        alert = make_alert(texts={"en": title})
        add_target(alert, **({"name": "Ali Said", "pseudonym": "Amel"} | fields))
        return alert

    return make


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("ALI SAID arrested", "name_in_text"),
        ("Reporter Said arrested", "part_of_name_in_text"),
        ("اعتقال علي سعيد", "part_of_name_in_text"),
    ],
)
def test_publish_refuses_a_name_however_it_is_written(hidden_alert, title, code):
    alert = hidden_alert(title)

    assert codes_of(lambda: publish(alert, by="test")) == [code]


def test_publish_refuses_a_name_in_any_fact_that_is_words(hidden_alert):
    by_source, by_perpetrator = hidden_alert("Held"), hidden_alert("Held")
    Source.objects.create(alert=by_source, url="https://example.org/ali-said-held")
    Perpetrator.objects.create(alert=by_perpetrator, claimed_by="The lawyer of Ali Said")

    for alert in (by_source, by_perpetrator):
        assert codes_of(lambda alert=alert: publish(alert, by="test")) == ["name_in_text"]


@pytest.mark.parametrize(
    "body",
    [
        '<p>See <a href="https://news.example/ali-said-arrested">the report</a>.</p>',
        '<p>Write to <a href="mailto:ali.said@example.org">the family</a>.</p>',
        f'<p>See <a href="https://news.example/{quote("علي-سعيد")}">the report</a>.</p>',
        f"<p>See https://news.example/{quote('علي-سعيد')}</p>",
    ],
)
def test_publish_refuses_a_name_in_the_address_of_a_link(hidden_alert, body):
    alert = hidden_alert("Held", variants=["علي سعيد"])
    alert.texts.update(body=body)

    assert codes_of(lambda: publish(alert, by="test")) == ["name_in_text"]


def test_publish_refuses_every_name_of_everybody_merged(make_alert, make_person, add_target):
    kept, merged = make_person("Nabeel Rajab"), make_person("Abu Adam Sitra")
    merge_persons(kept, merged=merged, by="test")
    alert = make_alert(texts={"en": "Abu Adam Sitra arrested"})
    add_target(alert, name="N. R.", pseudonym="Amel", person=kept)

    assert codes_of(lambda: publish(alert, by="test")) == ["name_in_text"]


def test_case_hides_a_person_who_is_part_of_one_with_a_pseudonym(make_case, make_person):
    kept, merged = make_person("Nabeel Rajab", pseudonym="Amel"), make_person("Nabil Radjab")
    merge_persons(kept, merged=merged, by="test")

    publication = publish(make_case(merged), by="test")

    assert publication.facts["persons"] == [
        {"person": None, "names": {}, "pseudonym": "Amel", "situations": []}
    ]


NAME = "Samira Ben Yedder"


@pytest.mark.parametrize(
    "facts",
    [
        {"person": NAME},
        {"kind": NAME},
        {"from": NAME},
        {NAME: "somebody"},
        {"type": [NAME]},
        {"x": {"gender": NAME}},
    ],
)
def test_a_source_s_own_facts_name_nobody_who_is_hidden(make_alert, add_target, facts):
    alert = make_alert()
    add_target(alert, name=NAME, pseudonym="Nour")
    Source.objects.create(alert=alert, name="A paper", facts=facts)

    with pytest.raises(PublicationRefused):
        publish(alert, by="test")


@pytest.mark.parametrize("first", ["alert", "case"])
def test_an_alert_hides_nobody_whom_its_case_names(make_alert, add_target, make_person, make_case, first):
    person = make_person(NAME)
    case = make_case(person)
    alert = make_alert(case=case)
    add_target(alert, name=NAME, pseudonym="Nour", person=person)
    one, other = (alert, case) if first == "alert" else (case, alert)
    publish(one, by="test")

    with pytest.raises(PublicationRefused, match="named_by_other"):
        publish(other, by="test")
    person.pseudonym = "Nour"
    person.save()
    assert "named_by_other" not in [row.code for row in refusals_of(parts_of(other))]


def test_publish_asks_nothing_more_of_a_record_without_pseudonyms(
    make_alert, add_target, make_person, django_assert_num_queries
):
    alert, hidden = make_alert(), make_alert()
    add_target(alert, person=make_person())
    # The last asks who sent it: of the names that stand in it nothing is asked.
    with django_assert_num_queries(10):
        outlook_of(alert)
    add_target(hidden, person=make_person(), pseudonym="Amel")
    # Who is merged with the person.
    with django_assert_num_queries(11):
        outlook_of(hidden)


def test_false_alarm_passes_with_a_reason_that_the_audit_trail_keeps(hidden_alert):
    alert = hidden_alert("Nobody said why")

    publication = publish(alert, by="test", overruling="It is the verb.")

    assert publication.number == 1
    line = AuditLine.objects.get(act="name-alarm-overruled")
    assert (line.subject, line.details) == (alert.uid, {"reason": "It is the verb.", "passages": 1})


def test_false_alarm_once_overruled_is_not_raised_again_for_the_same_words(hidden_alert):
    alert = hidden_alert("Nobody said why")
    publish(alert, by="test", overruling="It is the verb.")
    alert.texts.update(summary="Police came.")

    assert publish(alert, by="test", note={"en": "More is known."}).number == 2
    alert.texts.update(summary="Mr Said was held.")
    assert codes_of(lambda: publish(alert, by="test", note={"en": "More."})) == ["part_of_name_in_text"]


def test_false_alarm_overruled_under_embargo_goes_out_when_it_is_due(hidden_alert, noon):
    alert = hidden_alert("Nobody said why")
    type(alert).objects.update(embargo_until=noon.replace(hour=13), **SAFE)
    publish(alert, by="test", overruling="It is the verb.")

    type(alert).objects.update(embargo_until=noon)
    publish_what_is_due()

    assert current_publication("alert", alert.uid).number == 1


@pytest.mark.parametrize(
    ("title", "reason", "codes"),
    [
        ("Ali Said arrested", "I want to.", ["name_in_text"]),
        ("Nobody said why", "Ali Said agrees.", ["name_in_reason"]),
    ],
)
def test_whole_name_cannot_be_overruled_and_no_reason_may_give_it(hidden_alert, title, reason, codes):
    alert = hidden_alert(title)

    assert codes_of(lambda: publish(alert, by="test", overruling=reason)) == codes
    assert OverruledAlarm.objects.count() == 0


def test_note_of_a_withdrawal_passes_the_gate_of_names(hidden_alert):
    alert = hidden_alert("Reporter arrested")
    publish(alert, by="test")

    whole = codes_of(lambda: withdraw(alert, by="test", note={"en": "Ali Said is in danger."}))
    part = codes_of(lambda: withdraw(alert, by="test", note={"en": "Nobody said it."}))
    publication = withdraw(alert, by="test", note={"en": "Nobody said it."}, overruling="The verb.")

    assert (whole, part) == (["name_in_note"], ["part_of_name_in_note"])
    assert publication.reason == "withdrawal"


def test_note_of_a_withdrawal_does_not_name_who_has_refused_since(make_alert, add_target):
    alert = make_alert()
    target = add_target(alert, name="Ali Said")
    publish(alert, by="test")
    target.consent = "refused"
    target.save()

    assert codes_of(lambda: withdraw(alert, by="test", note={"en": "Ali Said asked us."})) == ["name_in_note"]


def test_correction_that_hides_a_name_withholds_the_earlier_text_unasked(make_alert, add_target):
    alert = make_alert(texts={"en": "Reporter Said arrested"})
    target = add_target(alert, name="")
    publish(alert, by="test")
    target.name, target.pseudonym = "Ali Said", "Amel"
    target.save()
    alert.texts.update(title="Reporter arrested")

    assert publish(alert, by="test", note={"en": "Hidden."}).withholds_earlier
    assert AuditLine.objects.get(act="alert-withheld").details == {"number": 2}
    alert.texts.update(title="Reporter arrested in Tunis")
    assert not publish(alert, by="test", note={"en": "The place."}).withholds_earlier


def test_withdrawal_withholds_an_earlier_note_with_a_name_that_is_hidden_now(make_alert, add_target):
    alert = make_alert()
    target = add_target(alert, name="Ali Said")
    publish(alert, by="test")
    alert.texts.update(title="Reporter held")
    publish(alert, by="test", note={"en": "Ali Said is held, not arrested."})
    target.consent = "refused"
    target.save()

    assert withdraw(alert, by="test", note={"en": "For safety."}).withholds_earlier


def test_correction_withholds_when_asked_and_only_then(make_alert):
    alert = make_alert()
    assert not publish(alert, by="test", withholding=True).withholds_earlier
    AlertText.objects.update(title="Another title")
    assert not publish(alert, by="test", note={"en": "Another title."}).withholds_earlier

    withholding = publish(alert, by="test", note={"en": "For safety."}, withholding=True)

    assert (withholding.number, withholding.reason) == (3, "correction")
    assert Publication.objects.get(pk=withholding.pk).withholds_earlier


def test_publish_lets_somebody_else_be_named_who_shares_a_name(hidden_alert, add_target):
    alert = hidden_alert("Omar Said arrested")
    add_target(alert, name="Omar Said")

    assert publish(alert, by="test").number == 1


@pytest.mark.parametrize(
    ("pseudonym", "code"),
    [("Ali S. Said", "name_in_pseudonym"), ("Ali the reporter", "part_of_name_in_pseudonym")],
)
def test_publish_refuses_a_pseudonym_that_gives_the_name(hidden_alert, pseudonym, code):
    alert = hidden_alert("Reporter held", pseudonym=pseudonym)

    assert code in codes_of(lambda: publish(alert, by="test"))


def test_pseudonym_once_judged_may_stand_in_every_text(hidden_alert):
    alert = hidden_alert("Ali the reporter held", pseudonym="Ali the reporter")
    publish(alert, by="test", overruling="Half the country is called so.")
    alert.texts.update(title="Police hold Ali the reporter")

    assert publish(alert, by="test", note={"en": "Other words."}).number == 2
