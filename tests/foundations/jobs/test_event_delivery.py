from datetime import UTC, datetime, timedelta

import pytest

from ifex.foundations.core import events
from ifex.foundations.core.clock import stopped_clock
from ifex.foundations.core.models import Delivery, Event
from ifex.foundations.jobs.event_delivery import deliver_due_events, prune_old_events

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def heard(monkeypatch):
    """What was heard of the event `happened`, whose subscriber fails when asked to."""
    said = []

    def hear(**payload):
        said.append(payload)
        if payload.get("fails"):
            raise RuntimeError

    monkeypatch.setitem(events._subscribers, "happened", {"ear": hear})
    return said


def test_deliver_due_events_delivers_once(heard):
    events.emit("happened", uid="a")

    assert deliver_due_events() == 1
    assert deliver_due_events() == 0
    assert heard == [{"uid": "a"}]
    assert not Delivery.objects.exists()


def test_deliver_due_events_tries_again_later_and_later(heard):
    with stopped_clock(NOON):
        events.emit("happened", fails=True)
        deliver_due_events()
    first = Delivery.objects.get()
    with stopped_clock(NOON + timedelta(hours=1)):
        deliver_due_events()
    second = Delivery.objects.get()

    assert (first.attempts, first.due_at, first.refusal) == (1, NOON + timedelta(seconds=5), "RuntimeError")
    assert (second.attempts, second.due_at) == (2, NOON + timedelta(hours=1, seconds=10))


def test_deliver_due_events_lets_no_failure_hold_up_others(heard):
    events.emit("happened", fails=True)
    events.emit("happened", uid="b")

    deliver_due_events()

    assert heard == [{"fails": True}, {"uid": "b"}]
    assert Delivery.objects.count() == 1


def test_deliver_due_events_waits_for_a_room_that_is_away(heard, monkeypatch):
    with stopped_clock(NOON):
        events.emit("happened", uid="a")
        monkeypatch.setitem(events._subscribers, "happened", {})
        deliver_due_events()
    waiting = Delivery.objects.get()
    with stopped_clock(NOON + timedelta(days=40)):
        deliver_due_events()

    assert waiting.due_at == NOON + timedelta(days=1)
    assert not Delivery.objects.exists()


def test_prune_old_events_keeps_what_is_owed(heard):
    with stopped_clock(NOON):
        events.emit("happened", uid="owed")
        events.emit("unheard", uid="old")
    with stopped_clock(NOON + timedelta(days=8)):
        events.emit("unheard", uid="new")
        prune_old_events()

    assert [event.payload["uid"] for event in Event.objects.order_by("pk")] == ["owed", "new"]
