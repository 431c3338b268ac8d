import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache

from ifex.foundations.core import clock
from ifex.foundations.core.enums import VersionState
from ifex.instruments.search.analysed import analyse_document
from ifex.instruments.search.engines import get_engine
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.findable import alert_kind
from ifex.network.archive.models import (
    Alert,
    AlertText,
    Case,
    CasePerson,
    CaseText,
    Person,
    Situation,
    Source,
    Target,
)
from ifex.network.members.models import Organisation, OrganisationText

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def noon():
    with clock.stopped_clock(NOON):
        yield NOON


@pytest.fixture
def ask(client):
    """`status, answer, response = ask("alerts?country=TN")`."""

    def ask(address, **headers):
        path = address if address.startswith("/") else f"/api/v1/{address}"
        response = client.get(path, headers=headers)
        content = response.content
        return response.status_code, json.loads(content) if content else None, response

    return ask


@pytest.fixture
def make_alert(db):
    """A published alert about an arrest in Tunis; `texts` maps a language to its title."""

    def make(*, texts=None, at=NOON, person=None, source=None, **facts):
        defaults = {
            "country": "TN",
            "primary_issue": "press-freedom",
            "primary_violation": "arrest",
            "happened_from": date(2026, 3, 8),
            "source_language": "en",
        }
        alert = Alert.objects.create(**(defaults | facts))
        for language, title in (texts or {"en": "Journalist arrested in Tunis"}).items():
            AlertText.objects.create(
                alert=alert, language=language, state=VersionState.READY, title=title, body="<p>At dawn.</p>"
            )
        if person:
            Target.objects.create(alert=alert, name=str(person), kind="journalists", person=person)
        if source:
            Source.objects.create(alert=alert, organisation=source)
        publish(alert, by="test", at=at)
        return alert

    return make


@pytest.fixture
def correct():
    """Publish the alert anew with another title."""

    def correct(alert, *, title, at, **facts):
        Alert.objects.filter(pk=alert.pk).update(**facts)
        AlertText.objects.filter(alert=alert, language="en").update(title=title)
        alert.refresh_from_db()
        return publish(
            alert, by="test", at=at, note={"en": "The place was wrong.", "fr": "Le lieu était faux."}
        )

    return correct


@pytest.fixture
def make_person(db):
    def make(name="Samira Ben Yedder", **fields):
        return Person.objects.create(names={"en": name}, **fields)

    return make


@pytest.fixture
def make_case(db):
    """A published case with one person; `spans` are (situation, from day, until day)."""

    def make(person, *, spans=(), at=NOON, **facts):
        case = Case.objects.create(**({"country": "TN", "source_language": "en"} | facts))
        CaseText.objects.create(
            case=case, language="en", state=VersionState.READY, title="The case of a reporter"
        )
        row = CasePerson.objects.create(case=case, person=person)
        for situation, from_on, until_on in spans:
            Situation.objects.create(case_person=row, situation=situation, from_on=from_on, until_on=until_on)
        publish(case, by="test", at=at)
        return case

    return make


@pytest.fixture
def organisation(db):
    row = Organisation.objects.create(acronym="LPW", names={"en": "Lantern Press Watch"}, country="TN")
    OrganisationText.objects.create(
        organisation=row, language="en", state=VersionState.READY, description="Watches."
    )
    OrganisationText.objects.create(
        organisation=row, language="fr", state=VersionState.DRAFT, description="Brouillon"
    )
    return row


@pytest.fixture
def build_index(settings, tmp_path):
    """Writes the index of what is published now."""
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path / 'index'}"

    def build():
        with get_engine().rebuilding() as writer:
            writer.index(analyse_document(document) for document in alert_kind().iterate(""))

    return build


@pytest.fixture
def world(make_alert, make_person, make_case, organisation, build_index, noon):
    """One of everything, published and found."""
    person = make_person()
    held = ("pretrial-detention", date(2026, 2, 1), None)
    case = make_case(person, spans=[held], at=NOON - timedelta(days=20))
    alert = make_alert(person=person, source=organisation, case=case, uid="tunis-alert")
    build_index()
    return {"alert": alert.uid, "case": case.uid, "person": person.uid, "organisation": organisation.uid}
