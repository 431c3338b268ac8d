"""The command against a real database."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ifex.faces.demo.domain.aftermath import EACH
from ifex.faces.demo.domain.loading import ArchiveIsNotEmpty, load_world
from ifex.faces.demo.domain.logins import PASSWORD, make_logins
from ifex.foundations.accounts.models import User
from ifex.foundations.accounts.permissions import owes_second_step
from ifex.foundations.core.clock import stopped_clock
from ifex.foundations.core.progress import Bar
from ifex.foundations.files.models import StoredFile
from ifex.network.archive.domain.outlook import outlook_of
from ifex.network.archive.enums import RecordState
from ifex.network.archive.models import (
    Alert,
    AlertText,
    Case,
    ImportRun,
    Person,
    Publication,
    PublishedSituation,
)
from ifex.network.members.models import Mandate, Organisation

pytestmark = pytest.mark.django_db


def load(alerts: int = 60, seed: int = 5):
    return load_world(alerts=alerts, seed=seed, by="demo", bar=Bar("", None))


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.IFEX_DATA = tmp_path


def test_load_world_fills_the_archive_without_a_refusal():
    outcome = load()

    assert outcome is not None
    assert outcome.rejects is None
    assert outcome.waiting == 0
    assert Alert.objects.count() == 60
    assert set(Alert.objects.values_list("state", flat=True)) == {
        RecordState.PUBLISHED,
        RecordState.WITHDRAWN,
    }
    assert Organisation.objects.count() == outcome.counts["new organisation"] > 100
    assert Case.objects.count() == outcome.counts["new case"]
    assert Person.objects.count() == outcome.counts["new person"]


def test_load_world_twice_changes_nothing():
    load()
    published = Publication.objects.count()

    assert load() is None
    assert Alert.objects.count() == 60
    assert Publication.objects.count() == published


def test_load_world_shows_what_happens_after_publication():
    load()

    later = Publication.objects.filter(kind="alert", number=2)
    assert sorted(later.values_list("reason", flat=True)) == ["correction"] * 4 * EACH + ["withdrawal"] * EACH
    assert all(sorted(row.note) == ["ar", "en", "es", "fr"] for row in later)
    assert AlertText.objects.filter(state="stale").values("alert").distinct().count() == EACH
    assert StoredFile.objects.filter(state="public").count() == 2 * EACH


def test_load_world_leaves_nothing_to_be_published():
    load()

    records = [*Case.objects.all(), *Alert.objects.filter(state=RecordState.PUBLISHED)]
    assert [record.uid for record in records if not outlook_of(record).says_nothing_new] == []


def test_load_world_knows_a_situation_only_from_its_day_on():
    load()

    known = PublishedSituation.objects.values_list("known_from__date", "from_on")
    assert len(known) > 5
    assert all(known_from >= day for known_from, day in known)


class Interrupting(Bar):
    def show(self) -> None:
        if self.done > 25:
            raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_load_world_goes_on_where_it_was_interrupted():
    with pytest.raises(KeyboardInterrupt):
        load_world(alerts=60, seed=5, by="demo", bar=Interrupting("", None))
    begun = Alert.objects.count() + Person.objects.count() + Organisation.objects.count()

    with stopped_clock(datetime(2100, 1, 1, tzinfo=UTC)):
        outcome = load()

    everything = Alert.objects.count() + Person.objects.count() + Organisation.objects.count()
    assert 0 < begun < everything
    assert outcome is not None
    assert Alert.objects.count() == 60
    assert ImportRun.objects.count() == 1


def test_load_world_never_mixes_with_other_alerts():
    Alert.objects.create(uid="real-alert")

    with pytest.raises(ArchiveIsNotEmpty):
        load()


def test_load_world_refuses_another_world_in_the_same_place():
    load()

    with pytest.raises(ArchiveIsNotEmpty):
        load(seed=6)


def test_make_logins_gives_everybody_what_they_need():
    load()

    logins = make_logins()

    users = {user.email: user for user in User.objects.all()}
    assert sorted(users) == sorted(login.email for login in logins)
    assert all(user.check_password(PASSWORD) and not owes_second_step(user) for user in users.values())
    assert all(bool(login.totp_secret) == bool(login.recovery_codes) for login in logins)
    assert Mandate.objects.count() == 2


def test_make_logins_twice_makes_nobody_twice():
    load()
    make_logins()

    make_logins()

    assert User.objects.count() == 5
    assert Mandate.objects.count() == 2


def test_demo_makes_no_logins_outside_a_demonstration(settings):
    settings.IFEX_DEMO = False
    out = StringIO()

    call_command("demo", alerts=5, stdout=out)

    assert not User.objects.exists()
    assert "IFEX_DEMO=1" in out.getvalue()


def test_demo_prints_addresses_passwords_and_codes(settings):
    settings.IFEX_DEMO = True
    out = StringIO()

    call_command("demo", alerts=5, stdout=out)

    text = out.getvalue()
    assert "editor@demo.example" in text
    assert PASSWORD in text
    assert "recovery code" in text


def test_demo_writes_a_file_and_loads_nothing(tmp_path):
    path = tmp_path / "world.jsonl"

    call_command("demo", alerts=5, to_file=path, stdout=StringIO())

    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert [row["type"] for row in rows].count("alert") == 5
    assert not Alert.objects.exists()


def test_demo_refuses_a_number_that_cannot_be_meant():
    with pytest.raises(CommandError):
        call_command("demo", alerts=0, stdout=StringIO())
