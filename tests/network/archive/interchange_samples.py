"""One object of each kind of the interchange format, and what tests do with files of them."""

import json

from django.db import connection

from ifex.foundations.core.progress import Bar
from ifex.network.archive.interchange.importing import import_file
from ifex.network.archive.interchange.lines import line_of
from ifex.network.archive.models import (
    Case,
)
from ifex.network.members.models import Organisation

ORGANISATION = {"type": "organisation", "uid": "org-lpw", "acronym": "LPW", "names": {"en": "Lantern Press Watch"},
                "country": "TN", "standings": [{"status": "full", "from": "1999-05-01", "until": None}]}  # fmt: skip
PERSON = {"type": "person", "uid": "per-sby", "names": {"en": "Samira Ben Yedder", "ar": "سميرة بن يدر"}}
CASE = {"type": "case", "uid": "case-sby", "status": "open", "countries": ["TN"], "published": "2004-03-10T00:00:00Z",
        "persons": [{"person": "per-sby", "situations": [{"situation": "pretrial-detention", "from": "2004-03-08"}]}],
        "versions": {"en": {"title": "Samira Ben Yedder"}}}  # fmt: skip
ALERT = {
    "type": "alert", "uid": "alert-1", "kind": "alert", "urgency": "flash", "published": "2004-03-09T10:00:00Z",
    "happened": {"from": "2004-03-08", "to": None, "precision": "day"}, "countries": ["TN"],
    "place": {"name": "Tunis", "lat": 36.8, "lon": 10.18, "precision": "city"},
    "issues": ["internet-censorship"], "violations": ["arrest", "ill-treatment"],
    "targets": [{"name": "Samira Ben Yedder", "kind": "journalists", "gender": "f", "person": "per-sby"}],
    "perpetrators": [{"kind": "police", "name": None, "certainty": "alleged"}],
    "sources": [{"organisation": "LPW", "url": "https://example.org/1"}], "case": "case-sby",
    "legacy_urls": ["/tunisia/2004/03/09/arrest/"],
    "versions": {"en": {"title": "Reporter held", "body": "<p>Held.</p>"}},
    "shoe_size": 41,
}  # fmt: skip


def write_lines(path, *items):
    path.write_bytes(b"".join(line_of(item) if isinstance(item, dict) else item for item in items))
    return path


def take_in(path, **options):
    return import_file(path, format=options.pop("format", "jsonl"), by="test", bar=Bar("", None), **options)


def rejects_of(outcome):
    return [json.loads(line) for line in outcome.rejects.read_text().splitlines()] if outcome.rejects else []


def empty_the_archive():
    tables = [
        name for name in connection.introspection.table_names() if name.startswith(("archive_", "members_"))
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
        for table in tables if connection.vendor == "sqlite" else []:
            cursor.execute(f'DELETE FROM "{table}"')
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
    assert not Organisation.objects.exists()
    assert not Case.objects.exists()
