from datetime import UTC, date, datetime

import pytest
from django.test import Client

from ifex.foundations.accounts.domain.accounts import add_user
from ifex.foundations.accounts.domain.second_step import set_up_totp
from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.foundations.core.enums import VersionState
from ifex.network.archive.models import (
    Alert,
    AlertText,
    Case,
    CasePerson,
    CaseText,
    Person,
    Situation,
    Target,
)
from ifex.network.members.models import Organisation

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def noon():
    with clock.stopped_clock(NOON):
        yield NOON


@pytest.fixture
def data_folder(settings, tmp_path, db):
    """A data folder of the test's own."""
    settings.IFEX_DATA = tmp_path / "data"
    settings.IFEX_DATA.mkdir()


SAFE = {"naming_may_harm": "no", "is_member_at_risk": "no", "concerns_minors": "no"}
"""The answers without which a person or the schedule publishes nothing."""


@pytest.fixture
def make_alert(db):
    """A draft alert about an arrest in Tunis; `texts` maps a language to its title, all of them ready."""

    def make(*, texts=None, state=VersionState.READY, **facts):
        defaults = {
            "country": "TN",
            "primary_issue": "press-freedom",
            "primary_violation": "arrest",
            "happened_from": date(2026, 3, 8),
            "source_language": "en",
        }
        alert = Alert.objects.create(**(defaults | facts))
        for language, title in (texts or {"en": "Reporter arrested in Tunis"}).items():
            AlertText.objects.create(
                alert=alert, language=language, state=state, title=title, body="<p>Police came at dawn.</p>"
            )
        return alert

    return make


@pytest.fixture
def make_person(db):
    def make(name="Samira Ben Yedder", **fields):
        return Person.objects.create(names={"en": name}, **fields)

    return make


@pytest.fixture
def make_case(db):
    """A draft case with one person; `spans` are (situation, from day, until day)."""

    def make(person, *, spans=(), **facts):
        case = Case.objects.create(**({"country": "TN", "source_language": "en"} | facts))
        CaseText.objects.create(
            case=case, language="en", state=VersionState.READY, title="The case of a reporter"
        )
        row = CasePerson.objects.create(case=case, person=person)
        for situation, from_on, until_on in spans:
            Situation.objects.create(case_person=row, situation=situation, from_on=from_on, until_on=until_on)
        return case

    return make


@pytest.fixture
def add_target():
    def add(alert, **fields):
        return Target.objects.create(alert=alert, **({"name": "Samira Ben Yedder"} | fields))

    return add


@pytest.fixture
def organisation(db):
    return Organisation.objects.create(acronym="LPW", names={"en": "Lantern Press Watch"}, country="TN")


@pytest.fixture
def staff(db):
    """`staff("editor")` is somebody with that role who has set up their second step."""

    def make(*roles, name="Edith"):
        count = User.objects.count()
        user = add_user(
            email=f"person{count}@example.org",
            name=name,
            by="test",
            roles=[StaffRole(role) for role in roles],
        )
        set_up_totp(user)
        return user

    return make


@pytest.fixture
def sign_in(staff):
    """A client in which somebody with the roles is signed in; `client.user` is that person."""

    def enter(*roles, name="Edith"):
        client = Client()
        client.user = staff(*roles, name=name)
        client.force_login(client.user)
        return client

    return enter
