"""What is here already and comes again."""

import pytest
from tests.network.archive.interchange_samples import (
    ALERT,
    CASE,
    ORGANISATION,
    PERSON,
    rejects_of,
    take_in,
    write_lines,
)

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.jobs.event_delivery import deliver_due_events
from ifex.instruments.search.models import IndexChange
from ifex.network.archive.domain.publication import current_publication
from ifex.network.archive.findable import alert_kind
from ifex.network.archive.interchange.exporting import full_objects
from ifex.network.archive.interchange.lines import line_of
from ifex.network.archive.models import Alert, PendingReference
from ifex.network.members.models import Organisation

pytestmark = pytest.mark.usefixtures("data_folder")


def test_import_twice_changes_nothing(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, CASE, ALERT)
    take_in(path)
    before = [line_of(item) for item in full_objects()]

    outcome = take_in(path)

    assert outcome.counts == {"unchanged": 4}
    assert [line_of(item) for item in full_objects()] == before


def test_import_of_changed_object_is_a_public_correction(tmp_path):
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, CASE, ALERT))

    outcome = take_in(write_lines(tmp_path / "b.jsonl", ALERT | {"violations": ["torture"]}))

    assert outcome.counts == {"changed": 1}
    publication = current_publication("alert", "alert-1")
    assert (publication.number, publication.reason) == (2, "correction")
    assert publication.facts["violations"] == ["torture"]
    assert set(publication.note) == {"en", "fr", "es", "ar"}


def test_import_never_undoes_an_editors_work(tmp_path):
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, CASE, ALERT))
    Alert.objects.get().save_revision()

    outcome = take_in(write_lines(tmp_path / "b.jsonl", ALERT | {"violations": ["torture"]}))

    assert outcome.counts == {"rejected": 1}
    assert rejects_of(outcome)[0]["reason"] == "it has been edited here since it was imported"
    assert Alert.objects.get().primary_violation == "arrest"


def test_import_sets_references_when_their_counterpart_arrives(tmp_path):
    update = {"type": "alert", "uid": "alert-0", "updates": "alert-1", "countries": ["TN"]}
    first = take_in(write_lines(tmp_path / "a.jsonl", update))
    assert first.waiting == 1

    second = take_in(write_lines(tmp_path / "b.jsonl", ORGANISATION, PERSON, CASE, ALERT))

    assert second.waiting == 0
    assert Alert.objects.get(uid="alert-0").updates.uid == "alert-1"
    assert not PendingReference.objects.exists()


def test_import_of_a_case_after_its_alerts_has_them_found_by_its_state(tmp_path):
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, ALERT))
    IndexChange.objects.all().delete()

    take_in(write_lines(tmp_path / "b.jsonl", CASE))

    assert sorted(IndexChange.objects.values_list("kind", "uid")) == [
        ("alert", "alert-1"),
        ("case", "case-sby"),
        ("person", "per-sby"),
    ]
    [document] = alert_kind().load(["alert-1"])
    assert document.facets["status"] == ["open"]
    assert document.facets["situation"] == ["pretrial-detention"]


def test_import_of_a_changed_person_has_the_alerts_found_anew_without_the_old_names(tmp_path):
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, ALERT))
    IndexChange.objects.all().delete()

    take_in(write_lines(tmp_path / "b.jsonl", PERSON | {"pseudonym": "Amel"}))

    assert sorted(IndexChange.objects.values_list("kind", "uid")) == [
        ("alert", "alert-1"),
        ("person", "per-sby"),
    ]
    [document] = alert_kind().load(["alert-1"])
    assert PERSON["names"]["ar"] not in document.names


def test_import_of_a_change_that_a_gate_refuses_says_so(tmp_path):
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, CASE, ALERT))
    refused = {"targets": [{"name": "Samira Ben Yedder", "consent": "refused"}]}

    outcome = take_in(write_lines(tmp_path / "b.jsonl", ALERT | refused))

    assert outcome.counts == {"changed": 1, "changes not published": 1}
    [row] = rejects_of(outcome)
    assert (row["level"], row["line"]) == ("draft", 1)
    assert row["reason"].startswith("what is published stays as it was: ")
    assert current_publication("alert", "alert-1").number == 1


def test_import_of_a_pseudonym_takes_earlier_words_from_the_public(tmp_path):
    named = {"versions": {"en": {"title": "Samira Ben Yedder held"}}}
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, CASE, ALERT | named))
    target = {"name": "Samira Ben Yedder", "pseudonym": "Amel", "kind": "journalists"}

    take_in(write_lines(tmp_path / "b.jsonl", ALERT | {"targets": [target]}))

    publication = current_publication("alert", "alert-1")
    assert (publication.number, publication.withholds_earlier) == (2, True)
    assert AuditLine.objects.filter(act="alert-withheld", subject="alert-1").count() == 1


def test_import_of_an_organisation_that_is_hidden_now_has_its_alerts_found_without_it(tmp_path):
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, CASE, ALERT))
    IndexChange.objects.all().delete()

    take_in(write_lines(tmp_path / "b.jsonl", ORGANISATION | {"hidden": True}))
    deliver_due_events()

    assert ("alert", "alert-1") in IndexChange.objects.values_list("kind", "uid")
    [document] = alert_kind().load(["alert-1"])
    assert "member" not in {name for name, values in document.facets.items() if values}
    assert AuditLine.objects.get(act="organisation-edited").details["fields"] == "is_hidden"


def test_import_of_an_organisation_twice_in_a_file_leaves_the_last(tmp_path):
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION))
    other = ORGANISATION | {"names": {"en": "Another name"}}

    outcome = take_in(write_lines(tmp_path / "b.jsonl", other, ORGANISATION))

    assert outcome.counts == {"changed": 2}
    assert Organisation.objects.get().names == ORGANISATION["names"]
