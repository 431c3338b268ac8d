import gzip
from datetime import UTC, datetime, timedelta

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

from ifex.foundations.core import clock
from ifex.instruments.taxonomy.models import UnmappedValue
from ifex.network.archive.domain.publication import current_publication
from ifex.network.archive.findable import alert_kind
from ifex.network.archive.interchange.importing import ImportRunsAlready, _one_at_a_time
from ifex.network.archive.interchange.lines import line_of
from ifex.network.archive.interchange.rejects import LONGEST_TEXT
from ifex.network.archive.interchange.sources import LONGEST_LINE, SourceRefused
from ifex.network.archive.models import (
    Alert,
    LegacyAddress,
    Mention,
)

pytestmark = pytest.mark.usefixtures("data_folder")


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


def test_import_without_dates_of_publication_puts_the_newest_event_first(tmp_path):
    days = {"alert-a": "2004-03-08", "alert-b": "1999-01-02", "alert-c": "2011-07-01", "alert-d": None}
    lines = [ALERT | {"uid": uid, "published": "now", "case": None, "targets": [], "legacy_urls": [],
                      "happened": {"from": day}} for uid, day in days.items()]  # fmt: skip
    take_in(write_lines(tmp_path / "a.jsonl", ORGANISATION, *lines))

    mentions = Mention.objects.filter(thing_kind="source").order_by("-at").values_list("uid", flat=True)
    documents = sorted(alert_kind().load(list(days)), key=lambda document: document.at, reverse=True)

    assert list(mentions) == ["alert-c", "alert-a", "alert-b", "alert-d"]
    assert [document.uid for document in documents] == list(mentions)
