"""A full export gives an equal archive."""

import pytest
from django.core.management import call_command
from tests.network.archive.interchange_samples import (
    ALERT,
    CASE,
    ORGANISATION,
    PERSON,
    empty_the_archive,
    rejects_of,
    take_in,
    write_lines,
)

from ifex.instruments.taxonomy.models import UnmappedValue
from ifex.network.archive.domain.publication import current_publication, publish, withdraw
from ifex.network.archive.interchange.exporting import full_objects, public_objects
from ifex.network.archive.interchange.lines import line_of
from ifex.network.archive.models import Alert

pytestmark = pytest.mark.usefixtures("data_folder")


def test_full_export_imported_on_an_empty_archive_gives_an_equal_one(tmp_path, settings):
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, CASE, ALERT, ALERT | {"uid": "alert-2"},
                        ALERT | {"uid": "alert-3", "published": None}))  # fmt: skip
    Alert.objects.filter(uid="alert-1").update(primary_issue="impunity")
    publish(Alert.objects.get(uid="alert-1"), by="test", note={"en": "Issue corrected."}, withholding=True)
    withdraw(Alert.objects.get(uid="alert-2"), by="test", note={"en": "False."})
    before = [line_of(item) for item in full_objects()]
    public_before = [line_of(item) for item in public_objects()]
    path = write_lines(tmp_path / "full.jsonl", *before)
    empty_the_archive()

    take_in(path)

    assert [line_of(item) for item in full_objects()] == before
    assert [line_of(item) for item in public_objects()] == public_before
    assert current_publication("alert", "alert-1").withholds_earlier


def test_full_export_over_a_file_that_others_may_read_closes_it_to_them(tmp_path):
    target = tmp_path / "all.jsonl"
    target.touch(mode=0o644)

    call_command("export", str(target), "--full")

    assert target.stat().st_mode & 0o777 == 0o600


def test_full_export_takes_along_what_editors_have_judged_and_have_still_to_map(tmp_path):
    target = {"name": "Ali Said", "pseudonym": "A.", "kind": "journalists"}
    facts = {"targets": [target], "case": None, "violations": ["beaten up badly", "arrest"], "published": None,
             "versions": {"en": {"title": "He said nothing"}}}  # fmt: skip
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, ALERT | facts))
    publish(Alert.objects.get(), by="test", overruling="It is the verb.")
    path = write_lines(tmp_path / "full.jsonl", *(line_of(item) for item in full_objects()))
    before = path.read_bytes()
    empty_the_archive()
    UnmappedValue.objects.all().delete()

    take_in(path)

    assert b"".join(line_of(item) for item in full_objects()) == before
    assert list(UnmappedValue.objects.values_list("vocabulary", "value")) == [
        ("violation_types", "beaten up badly")
    ]
    Alert.objects.get().texts.update(body="<p>More.</p>")
    assert publish(Alert.objects.get(), by="test", note={"en": "More."}).number == 2


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("overruled", ["x"], "overruled holds something"),
        ("overruled", "x", "overruled is a text"),
        ("unmapped", {"planets": ["Mars"]}, "unmapped has words of 'planets'"),
        ("unmapped", {"countries": 5}, "countries is a number"),
        ("publications", [{"number": 2}], "publications[0].number or valid_from is missing"),
    ],
)
def test_import_refuses_what_no_full_export_holds(tmp_path, key, value, said):
    outcome = take_in(write_lines(tmp_path / "a.jsonl", ALERT | {"targets": [], "case": None, key: value}))

    assert [said in row["reason"] for row in rejects_of(outcome)] == [True]
