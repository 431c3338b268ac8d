"""The `events` loop: tells each subscriber what happened, again after a failure, and forgets what was
delivered.
"""

import logging
from datetime import timedelta

from django.db.models import F

from ifex.foundations.core import clock
from ifex.foundations.core.events import find_subscriber
from ifex.foundations.core.models import Delivery, Event

from .leases import lease_end, pause_after
from .loops import is_stopping

logger = logging.getLogger(__name__)

BATCH = 100
KEPT_AFTER_DELIVERY = timedelta(days=7)
KEPT_WITHOUT_SUBSCRIBER = timedelta(days=30)


def deliver_due_events() -> int:
    """Deliver up to a hundred. Returns how many were tried.

    A delivery is postponed before its subscriber is called and deleted after: whoever is killed in between
    leaves a row that is due again half a minute later.
    """
    tried = 0
    due = Delivery.objects.filter(due_at__lte=clock.now()).select_related("event").order_by("due_at", "pk")
    for delivery in due[:BATCH]:
        if is_stopping():
            break
        if _claim(delivery):
            _deliver(delivery)
            tried += 1
    return tried


def prune_old_events() -> int:
    """Delete the events that everybody has been told of a week ago."""
    old = Event.objects.filter(at__lt=clock.now() - KEPT_AFTER_DELIVERY, deliveries__isnull=True)
    return old.delete()[0]


def _claim(delivery: Delivery) -> bool:
    until = max(lease_end(), clock.now() + pause_after(delivery.attempts + 1))
    claimed = Delivery.objects.filter(
        pk=delivery.pk, attempts=delivery.attempts, due_at=delivery.due_at
    ).update(due_at=until, attempts=F("attempts") + 1)
    return claimed == 1


def _deliver(delivery: Delivery) -> None:
    mine = Delivery.objects.filter(pk=delivery.pk)
    subscriber = find_subscriber(delivery.event.name, delivery.subscriber)
    if subscriber is None:
        _wait_for_subscriber(delivery)
        return
    try:
        subscriber(**delivery.event.payload)
    except Exception as refused:
        logger.exception("event %s for %s", delivery.event, delivery.subscriber)
        mine.update(
            due_at=clock.now() + pause_after(delivery.attempts + 1), refusal=type(refused).__name__[:200]
        )
    else:
        mine.delete()


def _wait_for_subscriber(delivery: Delivery) -> None:
    """A room that is not installed today may be back tomorrow; after a month it is taken to be gone."""
    mine = Delivery.objects.filter(pk=delivery.pk)
    if delivery.event.at < clock.now() - KEPT_WITHOUT_SUBSCRIBER:
        logger.warning("event %s: nobody answers to %s any more", delivery.event, delivery.subscriber)
        mine.delete()
    else:
        mine.update(due_at=clock.now() + timedelta(days=1), refusal="no such subscriber")
