"""Published alerts, found by a real index of their own."""

from datetime import UTC, date, datetime

import pytest

from ifex.foundations.core import clock
from ifex.foundations.core.enums import VersionState
from ifex.instruments.search.analysed import analyse_document
from ifex.instruments.search.engines import get_engine
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.findable import documents_of
from ifex.network.archive.models import AlertText, Publication, Source
from ifex.network.archive.queries import current_publications
from ifex.network.members.directory import forget_member_rows
from ifex.network.members.domain.standings import change_standing


@pytest.fixture
def index(db, settings, tmp_path):
    """`index()` brings everything that is published into an index of this test's own."""
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path / 'index'}"
    settings.IFEX_DATA = tmp_path

    def build():
        forget_member_rows()
        with get_engine().rebuilding() as writer:
            writer.index(map(analyse_document, documents_of(list(current_publications("alert")))))

    build()
    return build


@pytest.fixture
def no_index(settings, tmp_path):
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path / 'nothing'}"
    settings.IFEX_DATA = tmp_path


@pytest.fixture
def member(organisation):
    change_standing(organisation, status="full", from_on=date(2010, 1, 1), by="test")
    return organisation


@pytest.fixture
def publish_alert(make_alert, add_target, member):
    """A published alert of the member about a named reporter. Returns the alert."""

    def make(*, target=None, at=None, source=member, **facts):
        alert = make_alert(**facts)
        if target is not None:
            add_target(alert, **target)
        if source is not None:
            Source.objects.create(alert=alert, organisation=source, url="https://lantern.example/story")
        publish(alert, by="test", at=at)
        return alert

    return make


@pytest.fixture
def correct(db):
    """Change a text of a published alert and publish the correction."""

    def change(alert, *, language="en", note="The place was wrong.", at=None, **texts):
        AlertText.objects.update_or_create(
            alert=alert, language=language, defaults={**texts, "state": VersionState.READY}
        )
        return publish(alert, by="test", note={"en": note}, at=at)

    return change


@pytest.fixture
def publications():
    return Publication.objects


@pytest.fixture
def in_2026():
    with clock.stopped_clock(datetime(2026, 3, 10, 12, tzinfo=UTC)) as moment:
        yield moment
