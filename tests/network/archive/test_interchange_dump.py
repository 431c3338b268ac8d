import json
import zipfile
from datetime import UTC, datetime
from functools import partial

import pytest

from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.foundations.jobs.domain.job import run_next_job
from ifex.foundations.jobs.event_delivery import deliver_due_events
from ifex.network.archive.domain.editing import save_person
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.interchange import dump_on_offer
from ifex.network.archive.interchange.codebook import VOCABULARY_OF, fields_of, meaning_of
from ifex.network.archive.interchange.dump import write_dump
from ifex.network.archive.interchange.dump_on_offer import newest_dump, renew_dump
from ifex.network.archive.interchange.exporting import public_objects
from ifex.network.archive.models import Person
from ifex.network.members.domain.organisations import save_organisation
from ifex.network.members.models import Organisation


def renew():
    return renew_dump(lambda done: None)


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path, db):
    settings.IFEX_DATA = tmp_path


@pytest.fixture
def published(make_alert, add_target):
    alert = make_alert()
    add_target(alert)
    publish(alert, by="test")
    return alert


def _paths_in(value, path):
    """What a codebook has to explain: every key, through lists, and through languages, which are no keys of ours."""
    if isinstance(value, list):
        return {found for item in value for found in _paths_in(item, path)}
    if not isinstance(value, dict):
        return set()
    if value and set(value) <= set(LANGUAGE_CODES):
        return {found for item in value.values() for found in _paths_in(item, path)}
    return {f"{path}.{key}" for key in value} | {
        found for key, item in value.items() for found in _paths_in(item, f"{path}.{key}")
    }


def test_codebook_explains_every_field_of_a_public_alert(published):
    [alert] = [item for item in public_objects() if item["type"] == "alert"]

    told = {path for path, _ in fields_of("alert")}

    assert {path for path in _paths_in(alert, "alert") if not path.startswith("alert.maps.")} - told == {
        "alert.type"
    }
    assert {
        "alert.violations",
        "alert.targets.name",
        "alert.versions.title",
        "alert.happened.precision",
    } <= told
    assert not {"alert.targets.consent", "alert.extra", "person.born"} & told
    assert set(VOCABULARY_OF) <= {
        path for kind in ("alert", "case", "person", "organisation") for path, _ in fields_of(kind)
    }


def test_codebook_says_what_a_field_means_as_the_desk_names_it():
    assert meaning_of("alert.happened.from") == "happened on"
    assert meaning_of("alert.targets") == "targets"
    assert meaning_of("alert.versions.motive") == "probable motive"
    assert meaning_of("case.persons.situations.until") == "until, not included"


def test_dump_holds_a_codebook_in_every_language(published, tmp_path):
    with zipfile.ZipFile(write_dump(tmp_path / "out")) as dump:
        books = {code: dump.read(f"CODEBOOK.{code}.md").decode() for code in LANGUAGE_CODES}
        alerts = dump.read("alerts.jsonl").splitlines()
        schema = json.loads(dump.read("schema.json"))
        sums = dump.read("SHA256SUMS").decode()

    assert [json.loads(line)["uid"] for line in alerts] == [published.uid]
    assert "| `targets.kind` | string | kind of target | → `target_kinds` |" in books["en"]
    assert "| `arrest` | Arresto |" in books["es"]
    assert "| `happened.from` | string (date) | تاريخ الحدوث |  |" in books["ar"]
    assert "| Field | Type | Meaning | Values |" not in books["fr"]
    assert len({book.splitlines()[0] for book in books.values()}) == len(LANGUAGE_CODES)
    assert "alert" in schema["$defs"]
    assert all(f"  CODEBOOK.{code}.md" in sums for code in LANGUAGE_CODES)


def test_renewed_dump_takes_the_place_of_the_older_one(published):
    with clock.stopped_clock(datetime(2026, 3, 9, tzinfo=UTC)):
        renew()
    with clock.stopped_clock(datetime(2026, 3, 10, tzinfo=UTC)):
        renew()

    newest = newest_dump()
    assert newest.name == "ifex-public-2026-03-10.zip"
    assert list(newest.parent.rglob("*.zip")) == [newest]


def test_readers_find_the_newest_dump(client, published):
    missing = client.get("/en/data/archive.zip")
    renew()

    given = client.get("/ar/data/archive.zip")
    page = client.get("/en/api/").content.decode()

    assert missing.status_code == 404
    assert given["Content-Type"] == "application/zip"
    assert b"".join(given.streaming_content) == newest_dump().read_bytes()
    assert '<a href="/en/data/archive.zip">' in page


def withdraw_it(alert):
    withdraw(alert, by="test", note={"en": "Asked for."})


def withhold_what_was_said(alert):
    alert.texts.update(title="A reporter is held")
    publish(alert, by="test", note={"en": "Safety."}, withholding=True)


def hide_person(alert):
    person = Person.objects.create(uid="per-9", names={"en": "Somebody"})
    write = partial(Person.objects.filter(pk=person.pk).update, pseudonym="S.")
    save_person(person, write=write, fields=["pseudonym"], seen=None, by="test")


def hide_member(alert):
    member = Organisation.objects.create(uid="org-9", acronym="NINE", is_hidden=True)
    save_organisation(member, write=member.save, fields=["is_hidden"], seen=None, by="test")


@pytest.mark.parametrize("take_back", [withdraw_it, withhold_what_was_said, hide_person, hide_member])
def test_dump_goes_at_once_when_something_in_it_is_taken_back(published, take_back):
    renew()
    take_back(published)

    deliver_due_events()

    assert newest_dump() is None
    assert run_next_job() == 1
    assert newest_dump() is not None


def test_dump_stays_after_a_correction_that_withholds_nothing(published):
    renew()
    published.texts.update(title="Reporter is held")
    publish(published, by="test", note={"en": "The title."})

    deliver_due_events()

    assert newest_dump() is not None
    assert run_next_job() == 0


def test_dump_is_begun_again_when_something_is_taken_back_while_it_is_written(
    published, make_alert, monkeypatch
):
    publish(make_alert(uid="alert-2"), by="test")
    write, written = dump_on_offer.write_dump, []

    def write_and_withdraw(*args, **options):
        written.append(write(*args, **options))
        if len(written) == 1:
            withdraw_it(published)
            deliver_due_events()
        return written[-1]

    monkeypatch.setattr(dump_on_offer, "write_dump", write_and_withdraw)

    renew()

    assert len(written) == 2
    with zipfile.ZipFile(newest_dump()) as dump:
        assert [json.loads(line)["uid"] for line in dump.read("alerts.jsonl").splitlines()] == ["alert-2"]
