import json

import pytest
from jsonschema import Draft202012Validator

from ifex.foundations.core.progress import Bar
from ifex.network.archive.interchange import reading, reading_alerts, reading_cases
from ifex.network.archive.interchange.codebook import schema
from ifex.network.archive.interchange.exporting import full_objects, public_objects
from ifex.network.archive.interchange.importing import import_objects
from ifex.network.members.directory import forget_member_rows
from ifex.network.members.models import Organisation

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)

CASE = {
    "type": "case", "uid": "case-1", "countries": ["TN"], "published": "2004-03-10T00:00:00Z",
    "persons": [{"person": "per-1", "situations": [{"situation": "bail", "from": "2004-03-08"}]}],
    "versions": {"fr": {"title": "Samira"}},
}  # fmt: skip
ALERT = {
    "uid": "alert-1", "published": "now", "countries": ["TN"], "violations": ["arrest"], "case": "case-1",
    "targets": [{"name": "Samira", "person": "per-1"}], "sources": [{"name": "A radio"}],
    "actions": [{"kind": "share", "to": [{"name": "A"}], "closes": "2026-12-01"}],
    "versions": {"en": {"title": "Held", "body": "<p>x</p>"}},
}  # fmt: skip
PERSON = {"type": "person", "uid": "per-1", "names": {"en": "Samira"}}
ORGANISATION = {
    "type": "organisation", "uid": "org-1", "names": {"en": "Lantern"},
    "standings": [{"status": "full", "from": "1999-01-01"}],
}  # fmt: skip


@pytest.mark.parametrize("item", [ALERT, CASE, PERSON, ORGANISATION])
def test_schema_accepts_what_the_import_takes(item):
    VALIDATOR.validate(item)


@pytest.mark.parametrize(
    "item",
    [
        {"uid": "A b"},
        ALERT | {"targets": "Samira"},
        CASE | {"versions": {"xx": {}}},
        {"type": "planet", "uid": "abc"},
    ],
)
def test_schema_refuses(item):
    assert not VALIDATOR.is_valid(item)


def test_schema_names_every_key_that_is_read():
    for kind, keys in {
        "alert": reading_alerts.ALERT_KEYS,
        "case": reading_cases.CASE_KEYS,
        "person": reading._PERSON_KEYS,
        "organisation": reading._ORGANISATION_KEYS,
    }.items():
        assert set(SCHEMA["$defs"][kind]["properties"]) == keys, kind


def test_schema_accepts_what_the_exports_write(db, settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    import_objects([ORGANISATION, PERSON, CASE, ALERT], name="schema", by="test", bar=Bar("", None))

    written = [*full_objects(), *public_objects()]

    assert len(written) == 8
    for item in written:
        VALIDATOR.validate(json.loads(json.dumps(item)))


def test_public_export_never_names_a_member_that_hid_itself_later(db, settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    named = ALERT | {"sources": [{"organisation": "org-1", "url": "https://lantern.example/1"}]}
    import_objects([ORGANISATION, PERSON, CASE, named], name="hidden", by="test", bar=Bar("", None))
    Organisation.objects.update(is_hidden=True)
    forget_member_rows()

    written = json.dumps(list(public_objects()))

    forget_member_rows()
    assert "Lantern" not in written
    assert "lantern.example" not in written
    assert "org-1" not in written
