"""Upward effects. A room says what happened, in the same transaction; rooms above subscribe in `ready()`.

`emit("alert_published", uid=…)` writes one row for the event and one delivery for each subscriber; the worker's
`events` loop calls the subscribers after the commit, again after a failure, and never loses one to a killed process.
A subscriber must bear being called twice.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import transaction

from . import clock
from .bell import ring_after_commit
from .models import Delivery, Event

Subscriber = Callable[..., None]

_subscribers: dict[str, dict[str, Subscriber]] = defaultdict(dict)


def subscribe(event_name: str, subscriber_name: str, subscriber: Subscriber) -> None:
    """Call `subscriber(**payload)` after every event of that name. `subscriber_name` is stored: never rename it."""
    _subscribers[event_name][subscriber_name] = subscriber


def emit(event_name: str, **payload: Any) -> None:
    """Record the event. `payload` holds ids, uids and slugs only, never personal values."""
    names = list(_subscribers[event_name])
    with transaction.atomic():
        event = Event.objects.create(name=event_name, payload=payload, at=clock.now())
        Delivery.objects.bulk_create(
            [Delivery(event=event, subscriber=name, due_at=event.at) for name in names]
        )
    if names:
        ring_after_commit("events")


def find_subscriber(event_name: str, subscriber_name: str) -> Subscriber | None:
    """The function, or None when the room that subscribed is gone."""
    return _subscribers[event_name].get(subscriber_name)
