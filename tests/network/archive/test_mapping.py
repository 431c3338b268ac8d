import pytest

from ifex.foundations.core.events import find_subscriber
from ifex.foundations.jobs.models import Job
from ifex.instruments.taxonomy.domain.unmapped import map_value, note_unmapped_value
from ifex.instruments.taxonomy.models import UnmappedValue
from ifex.network.archive.domain.mapping import apply_mapping
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.models import Alert, AlertText, Perpetrator, Publication


def test_apply_mapping_corrects_published_alerts_with_a_note_in_every_language(make_alert):
    alert = make_alert(primary_violation="", unmapped={"violation_types": ["Shot  AT", "Zap"]})
    publish(alert, by="test")

    counts = apply_mapping("violation_types", "shot at", "physical-assault", by="test")

    alert.refresh_from_db()
    assert counts == {"corrected": 1, "saved": 0, "left": 0}
    assert alert.primary_violation == "physical-assault"
    assert alert.unmapped == {"violation_types": ["physical-assault", "Zap"]}
    correction = Publication.objects.get(number=2)
    assert correction.facts["violations"] == ["physical-assault"]
    assert sorted(correction.note) == ["ar", "en", "es", "fr"]


def test_apply_mapping_adds_to_what_is_there(make_alert):
    alert = make_alert(unmapped={"violation_types": ["shot at"]})

    assert apply_mapping("violation_types", "shot at", "physical-assault", by="test") == {
        "corrected": 0,
        "saved": 1,
        "left": 0,
    }

    alert.refresh_from_db()
    assert (alert.primary_violation, alert.further_violations, alert.unmapped) == (
        "arrest",
        ["physical-assault"],
        {},
    )


def test_apply_mapping_twice_does_it_once(make_alert):
    publish(make_alert(unmapped={"issue_areas": ["x"]}), by="test")
    apply_mapping("issue_areas", "x", "internet-censorship", by="test")

    assert apply_mapping("issue_areas", "x", "internet-censorship", by="test")["corrected"] == 0
    assert Publication.objects.count() == 2


def test_apply_mapping_does_not_publish_what_an_editor_has_not(make_alert):
    alert = make_alert(unmapped={"issue_areas": ["x"]})
    publish(alert, by="test")
    AlertText.objects.update(title="Not for the public yet")

    assert apply_mapping("issue_areas", "x", "internet-censorship", by="test")["saved"] == 1

    assert Publication.objects.count() == 1


def test_apply_mapping_sets_the_only_row_that_can_be_meant(make_alert):
    alert = make_alert(unmapped={"perpetrator_kinds": ["Cops"]})
    Perpetrator.objects.create(alert=alert)
    publish(alert, by="test")

    apply_mapping("perpetrator_kinds", "cops", "police", by="test")

    assert alert.perpetrators.get().kind == "police"
    assert Publication.objects.get(number=2).facts["perpetrators"][0]["kind"] == "police"


def test_apply_mapping_leaves_to_an_editor_what_could_mean_several_rows(make_alert):
    alert = make_alert(unmapped={"perpetrator_kinds": ["Cops"]})
    Perpetrator.objects.create(alert=alert)
    Perpetrator.objects.create(alert=alert)

    assert apply_mapping("perpetrator_kinds", "cops", "police", by="test")["left"] == 1

    alert.refresh_from_db()
    assert alert.unmapped == {"perpetrator_kinds": ["Cops"]}


def test_apply_mapping_of_a_country(make_alert):
    alert = make_alert(country="", unmapped={"countries": ["Tunesia"]})

    apply_mapping("countries", "Tunesia", "TN", by="test")

    assert Alert.objects.get(pk=alert.pk).country == "TN"


def test_mapping_a_value_asks_for_the_job(db):
    note_unmapped_value("issue_areas", "x", subject_kind="alert", subject="a")
    unmapped = UnmappedValue.objects.get()
    map_value(unmapped, to="internet-censorship", by="test")

    find_subscriber("vocabulary_mapped", "archive-mapping")(
        vocabulary="issue_areas", value="x", slug="internet-censorship"
    )

    assert Job.objects.get().arguments == {
        "vocabulary": "issue_areas",
        "value": "x",
        "slug": "internet-censorship",
    }


@pytest.mark.parametrize(
    ("words", "present", "after"),
    [
        (["zzz", "arrest"], ["arrest"], (["physical-assault", "arrest"], {})),
        (["arrest", "zzz", "raid"], ["arrest", "raid"], (["arrest", "physical-assault", "raid"], {})),
        # What an editor has put first since then stays first.
        (["zzz", "arrest", "raid"], ["raid", "arrest"], (["raid", "arrest", "physical-assault"], {})),
        # Another word is still unknown: the place is held for it.
        (
            ["yyy", "zzz", "arrest"],
            ["arrest"],
            (["physical-assault", "arrest"], {"violation_types": ["yyy", "physical-assault", "arrest"]}),
        ),
    ],
)
def test_apply_mapping_puts_the_term_where_the_word_stood(make_alert, words, present, after):
    alert = make_alert(
        primary_violation=present[0], further_violations=present[1:], unmapped={"violation_types": words}
    )

    apply_mapping("violation_types", "ZZZ", "physical-assault", by="test")

    alert.refresh_from_db()
    assert ([alert.primary_violation, *alert.further_violations], alert.unmapped) == after


def test_apply_mapping_puts_a_country_where_its_name_stood(make_alert):
    alert = make_alert(country="FR", unmapped={"countries": ["Mordor", "FR"]})

    apply_mapping("countries", "mordor", "TN", by="test")

    alert.refresh_from_db()
    assert (alert.country, alert.further_countries, alert.unmapped) == ("TN", ["FR"], {})
