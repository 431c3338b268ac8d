import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from ifex.foundations.core import clock
from ifex.foundations.core.progress import Bar
from ifex.instruments.search.models import IndexChange
from ifex.instruments.taxonomy.models import UnmappedValue
from ifex.network.archive.domain.publication import current_publication, publish, withdraw
from ifex.network.archive.findable import alert_kind
from ifex.network.archive.interchange.exporting import full_objects, public_objects
from ifex.network.archive.interchange.importing import ImportRunsAlready, _one_at_a_time, import_file
from ifex.network.archive.interchange.lines import line_of
from ifex.network.archive.interchange.rejects import LONGEST_TEXT
from ifex.network.archive.interchange.sources import LONGEST_LINE, SourceRefused
from ifex.network.archive.models import (
    Alert,
    Case,
    ImportRun,
    LegacyAddress,
    Mention,
    PendingReference,
    Person,
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


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path, db):
    settings.IFEX_DATA = tmp_path / "data"
    settings.IFEX_DATA.mkdir()


def test_import_takes_in_all_kinds_and_publishes(tmp_path):
    outcome = take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, CASE, ALERT))

    assert outcome.counts == {"new organisation": 1, "new person": 1, "new case": 1, "new alert": 1}
    publication = current_publication("alert", "alert-1")
    assert publication.valid_from == datetime(2004, 3, 9, 10, tzinfo=UTC)
    assert publication.facts["sources"][0]["organisation"] == "org-lpw"
    assert publication.facts["case"] == "case-sby"
    assert Alert.objects.get().extra == {"shoe_size": 41}
    assert LegacyAddress.objects.get().uid == "alert-1"
    assert set(Mention.objects.filter(uid="alert-1").values_list("thing_kind", flat=True)) == {
        "case", "person", "source",
    }  # fmt: skip


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


def test_import_lists_each_refused_line_with_its_reason(tmp_path):
    path = write_lines(
        tmp_path / "a.jsonl",
        b'{"uid": "x-1", "versions": {"en": {"title": "cut in the mid',
        b"\n\xff\xfe not text\n",
        b'{"uid": "' + b"y" * (LONGEST_LINE + 10) + b'"}\n',
        b"[1, 2]\n",
        {"type": "alert", "uid": "x-2", "happened": {"from": "00/00/0000"}},
        {"type": "alert", "uid": "x-3", "happened": {"from": "2918-01-01"}},
        {"type": "alert", "uid": "x-4", "targets": "Samira"},
        {"type": "alert", "uid": "x-5", "targets": [{"name": ["Samira"]}]},
        {"type": "alert", "uid": "x-6", "targets": [{"person": "nobody"}]},
        {"type": "alert"},
        {"type": "planet", "uid": "x-7"},
        PERSON,
    )

    outcome = take_in(path)

    assert outcome.counts == {"rejected": 11, "new person": 1}
    rejects = rejects_of(outcome)
    assert [row["line"] for row in rejects] == list(range(1, 12))
    assert {row["level"] for row in rejects} == {"rejected"}
    assert "not UTF-8 at byte 0" in rejects[1]["reason"]
    assert "longer than" in rejects[2]["reason"]
    assert rejects[4]["reason"].startswith("happened.from is '00/00/0000'")
    assert rejects[7]["reason"] == "targets[0].name is a list, not a text"
    assert [(row["line"], row["cut_at"]) for row in rejects if "cut_at" in row] == [(3, LONGEST_TEXT)]
    assert len(rejects[2]["text"]) == LONGEST_TEXT


def test_import_takes_a_long_refused_line_once_it_is_mended(tmp_path):
    long = ALERT | {"happened": {"from": "99/99/2004"}, "targets": [], "case": None,
                    "versions": {"en": {"title": "T", "body": f"<p>{'Wörter ' * 9_000}</p>"}}}  # fmt: skip
    refused = take_in(write_lines(tmp_path / "a.jsonl", long))

    mended = rejects_of(refused)[0]["text"].replace("99/99/2004", "2004-03-08")
    outcome = take_in(write_lines(tmp_path / "b.jsonl", mended.encode()))

    assert outcome.counts == {"new alert": 1}
    assert Alert.objects.get().texts.get().body == f"<p>{('Wörter ' * 9_000)}</p>"


def test_import_keeps_the_words_of_a_headline_that_holds_html(tmp_path):
    title = {"title": "<b>Editor</b> &amp; <script>alert(1)</script> <name withheld>: 3 < 4"}
    take_in(
        write_lines(tmp_path / "a.jsonl", ALERT | {"targets": [], "case": None, "versions": {"en": title}})
    )

    assert Alert.objects.get().texts.get().title == "Editor & alert(1) <name withheld>: 3 < 4"


def test_import_of_the_undated_lists_the_newest_event_first(tmp_path):
    bare = {
        "published": "now",
        "countries": ["TN"],
        "violations": ["arrest"],
        "versions": {"en": {"title": "T"}},
    }
    days = {"ale-1": "2004-03-08", "ale-2": None, "ale-3": "2019-01-01", "ale-4": "1999-01-01"}
    before = clock.now()
    take_in(write_lines(tmp_path / "a.jsonl",
                        *(bare | {"uid": uid, "happened": {"from": day}} for uid, day in days.items())))  # fmt: skip

    listed = Alert.objects.order_by("-published_at")
    assert [alert.uid for alert in listed] == ["ale-3", "ale-1", "ale-4", "ale-2"]
    assert all(abs(alert.published_at - before) < timedelta(minutes=2) for alert in listed)


def test_import_keeps_unknown_words_to_be_mapped(tmp_path):
    outcome = take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, CASE, ALERT | {
        "violations": ["beaten up badly", "arrest"], "countries": ["Tunisia", "Ruritania"]}))  # fmt: skip

    alert = Alert.objects.get()
    assert (alert.primary_violation, alert.country) == ("arrest", "TN")
    assert alert.unmapped == {
        "violation_types": ["beaten up badly", "arrest"],
        "countries": ["TN", "Ruritania"],
    }
    assert set(UnmappedValue.objects.values_list("vocabulary", "value")) == {
        ("violation_types", "beaten up badly"), ("countries", "Ruritania"),
    }  # fmt: skip
    assert outcome.counts["unknown values"] == 2
    assert [row["level"] for row in rejects_of(outcome)] == ["note", "note"]


def test_import_keeps_what_a_gate_refuses_as_a_draft(tmp_path):
    target = {"name": "Samira Ben Yedder", "consent": "refused"}
    outcome = take_in(
        write_lines(tmp_path / "a.jsonl", PERSON, ORGANISATION, CASE, ALERT | {"targets": [target]})
    )

    assert Alert.objects.get().state == "draft"
    assert current_publication("alert", "alert-1") is None
    assert [row["level"] for row in rejects_of(outcome)] == ["draft"]


def test_import_sets_references_when_their_counterpart_arrives(tmp_path):
    update = {"type": "alert", "uid": "alert-0", "updates": "alert-1", "countries": ["TN"]}
    first = take_in(write_lines(tmp_path / "a.jsonl", update))
    assert first.waiting == 1

    second = take_in(write_lines(tmp_path / "b.jsonl", ORGANISATION, PERSON, CASE, ALERT))

    assert second.waiting == 0
    assert Alert.objects.get(uid="alert-0").updates.uid == "alert-1"
    assert not PendingReference.objects.exists()


def test_import_reads_compressed_files_and_refuses_bombs(tmp_path):
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(line_of(PERSON)))
    bomb = tmp_path / "bomb.jsonl.gz"
    with gzip.open(bomb, "wb", compresslevel=9) as file:
        for _ in range(130):
            file.write(b"\0" * 1_000_000)

    assert take_in(packed).counts == {"new person": 1}
    with pytest.raises(SourceRefused, match="bomb"):
        take_in(bomb)


def test_import_refuses_damaged_gzip(tmp_path):
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(line_of(PERSON) * 100)[:-20])

    with pytest.raises(SourceRefused, match="damaged"):
        take_in(packed)


def test_import_refuses_to_run_twice_at_once(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", PERSON)

    with _one_at_a_time(), pytest.raises(ImportRunsAlready):
        take_in(path)


CPJ_HEADER = (
    "year,combinedStatus,fullName,primaryNationality,secondaryNationality,tertiaryNationality,gender,type,typeOfDeath,"
    "employedAs,organizations,jobs,coverage,mediums,country,location,locality,sourcesOfFire,motiveConfirmed,"
    "impunityMurder,tortured,captive,threatened\n"
)
CPJ_ROWS = [
    "2006,Confirmed,Maher,,,,,Media Worker,N/A,Staff,Channel,,,,Iraq,Baghdad,Baghdad,,N/A,,,,\n",
    "2006,Confirmed,Maher,,,,,Media Worker,N/A,Staff,Channel,,,,Iraq,Baghdad,Baghdad,,N/A,,,,\n",
    '1999,Confirmed,Ana P,Mexico,,,Female,Journalist,Murder,Staff,"A,B",Editor,Crime,Print,Yugoslavia,X,X,'
    "Criminal Group,Confirmed,Complete Impunity,Yes,No,Yes\n",
    ",,,,,,1585,,,,,,,,,,,,,,,,\n",
]


def test_import_of_cpj_rows_makes_two_people_of_two_equal_rows_in_any_order(tmp_path):
    first = tmp_path / "a.csv"
    first.write_text(CPJ_HEADER + "".join(CPJ_ROWS))
    shuffled = tmp_path / "b.csv"
    shuffled.write_text(CPJ_HEADER + "".join(reversed(CPJ_ROWS)))

    outcome = take_in(first, format="cpj")
    again = take_in(shuffled, format="cpj")

    assert outcome.counts == {"new person": 3, "new alert": 3, "rejected": 1}
    assert again.counts == {"unchanged": 6, "rejected": 1}
    assert Person.objects.filter(names__en="Maher").count() == 2
    murdered = Alert.objects.get(primary_violation="murder")
    assert (murdered.country, murdered.further_violations) == ("YUCS", ["torture", "threat"])
    assert "1585" in rejects_of(outcome)[0]["reason"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Kabul", " in Kabul, Yugoslavia"), ("near Qena", " near Qena, Yugoslavia"), ("", " in Yugoslavia"),
        ("Outside Baghdad", " outside Baghdad, Yugoslavia"), ("Place of death unknown", " in Yugoslavia"),
        ("Consulate (Istanbul, Turkey)", ": Consulate (Istanbul, Turkey)"), ("Niš, Yugoslavia", " in Niš, Yugoslavia"),
        ("north of Niš", " north of Niš, Yugoslavia"), ("northwest Kosovo", " in northwest Kosovo, Yugoslavia"),
    ],
)  # fmt: skip
def test_import_of_cpj_tells_the_place_in_a_sentence_and_overstates_nothing(tmp_path, place, told):
    path = tmp_path / "a.csv"
    row = CPJ_ROWS[2].replace(",X,X,", f',X,"{place}",' if place else ",,,")
    path.write_text(CPJ_HEADER + row)

    take_in(path, format="cpj")

    alert = Alert.objects.get()
    text = alert.texts.get()
    assert text.title == f"Ana P, journalist (A, B), killed{told}"
    assert text.summary == f"Ana P, journalist (A, B), was murdered{told}, in 1999."
    assert text.summary not in text.body
    assert (alert.expression_link, alert.verification) == ("clear", "")
    assert list(alert.perpetrators.values_list("kind", "certainty")) == [("organised-crime", "alleged")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"format": "cpj"}, "no column combinedStatus, fullName"),
        (
            {"format": "csv", "mapping": "type: alert\nfields: {versions.en.title: {column: Headline}}"},
            "column Headline",
        ),
        ({"format": "csv", "mapping": "published: {date: '%Y'}\nfields: {}"}, "published names no column"),
        ({"format": "jsonl"}, "say --format csv"),
    ],
)
def test_import_refuses_a_file_of_another_kind_whole(tmp_path, options, said):
    path = tmp_path / "a.csv"
    path.write_text("year,who\n1999,Ana\n")
    if "mapping" in options:
        (tmp_path / "map.yaml").write_text(options["mapping"])
        options = options | {"mapping": tmp_path / "map.yaml"}

    with pytest.raises(SourceRefused, match=said):
        take_in(path, **options)

    assert not ImportRun.objects.exists()


def test_import_of_csv_follows_its_mapping(tmp_path):
    mapping = tmp_path / "map.yaml"
    mapping.write_text(
        "type: alert\nuid: {columns: [ID], prefix: misa-}\npublished: {column: Date, date: '%d/%m/%Y'}\n"
        "defaults: {urgency: standard}\nfields:\n  versions.en.title: {column: Headline}\n"
        "  countries: {column: Country, split: ';'}\n  targets.0.name: {column: Victim}\n"
        "  violations: {column: Type, split: ',', map: {Beaten: physical-assault}}\n"
    )
    path = tmp_path / "a.csv"
    path.write_text(
        "ID,Date,Headline,Country,Victim,Type,Note\n1,14/08/2003,Editor beaten,Namibia;Angola,G L,Beaten,kept\n"
        "2,99/99/2003,x,Namibia,,,\n3,14/08/2003,x\n"
    )

    outcome = take_in(path, format="csv", mapping=mapping)

    alert = Alert.objects.get()
    assert (alert.uid, alert.country, alert.further_countries) == ("misa-1", "NA", ["AO"])
    assert (alert.primary_violation, alert.targets.get().name) == ("physical-assault", "G L")
    assert alert.extra == {"csv": {"Note": "kept"}}
    assert [row["line"] for row in rejects_of(outcome)] == [3, 4]


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


@pytest.mark.crash
def test_import_killed_half_way_goes_on_without_gap_or_double(tmp_path):
    items = [ALERT | {"uid": f"a-{n:05d}", "case": None, "targets": []} for n in range(1_500)]
    path = write_lines(tmp_path / "many.jsonl", ORGANISATION, b"broken\n", *items, b"broken too\n")
    data = tmp_path / "other"
    ifex = [sys.executable, "-m", "ifex.config.program"]
    environment = {**os.environ, "IFEX_DATA": str(data), "DATABASE_URL": ""}
    subprocess.run([*ifex, "migrate", "-v0"], env=environment, check=True, capture_output=True)

    for _ in range(2):
        process = start([*ifex, "import", str(path)], environment)
        assert kill_once_it_has_moved(process, data)
    process = start([*ifex, "import", str(path)], environment)
    output = process.communicate(timeout=120)[0]

    assert process.returncode == 0, output
    exported = subprocess.run(
        [*ifex, "export", "--full", "-"], env=environment, check=True, capture_output=True
    )
    uids = [json.loads(line)["uid"] for line in exported.stdout.splitlines()]
    assert uids == ["org-lpw", *(item["uid"] for item in items)]
    [rejects] = list((data / "rejects").iterdir())
    assert [json.loads(line)["line"] for line in rejects.read_text().splitlines()] == [2, 1503]


def start(command, environment):
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def kill_once_it_has_moved(process, data: Path) -> bool:
    """Kill -9 after some more lines are in; False when it ended by itself."""
    started = _lines_done(data)
    for _ in range(6_000):
        if process.poll() is not None:
            return False
        if _lines_done(data) > started + 150:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            return True
        time.sleep(0.01)
    return False


def _lines_done(data: Path) -> int:
    database = sqlite3.connect(data / "ifex.sqlite3", timeout=5)
    try:
        row = database.execute(f"SELECT max(lines_done) FROM {ImportRun._meta.db_table}").fetchone()
        return row[0] or 0
    finally:
        database.close()


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


def test_full_export_over_a_file_that_others_may_read_closes_it_to_them(tmp_path):
    target = tmp_path / "all.jsonl"
    target.touch(mode=0o644)

    call_command("export", str(target), "--full")

    assert target.stat().st_mode & 0o777 == 0o600


def test_import_of_a_change_that_a_gate_refuses_says_so(tmp_path):
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, PERSON, CASE, ALERT))
    refused = {"targets": [{"name": "Samira Ben Yedder", "consent": "refused"}]}

    outcome = take_in(write_lines(tmp_path / "b.jsonl", ALERT | refused))

    assert outcome.counts == {"changed": 1, "changes not published": 1}
    [row] = rejects_of(outcome)
    assert (row["level"], row["line"]) == ("draft", 1)
    assert row["reason"].startswith("what is published stays as it was: ")
    assert current_publication("alert", "alert-1").number == 1


def test_import_without_dates_of_publication_puts_the_newest_event_first(tmp_path):
    days = {"alert-a": "2004-03-08", "alert-b": "1999-01-02", "alert-c": "2011-07-01", "alert-d": None}
    lines = [ALERT | {"uid": uid, "published": "now", "case": None, "targets": [], "legacy_urls": [],
                      "happened": {"from": day}} for uid, day in days.items()]  # fmt: skip
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, *lines))

    mentions = Mention.objects.filter(thing_kind="source").order_by("-at").values_list("uid", flat=True)
    documents = sorted(alert_kind().load(list(days)), key=lambda document: document.at, reverse=True)

    assert list(mentions) == ["alert-c", "alert-a", "alert-b", "alert-d"]
    assert [document.uid for document in documents] == list(mentions)
