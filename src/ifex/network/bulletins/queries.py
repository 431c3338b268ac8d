"""Reads of subscribers."""

from datetime import date

from django.db.models import Q, QuerySet

from .enums import SubscriberState
from .models import Subscriber


def subscribers_on(day: date) -> QuerySet[Subscriber]:
    """Those to whom mail may go on `day`."""
    not_paused = Q(paused_until=None) | Q(paused_until__lte=day)
    found: QuerySet[Subscriber] = Subscriber.objects.filter(not_paused, state=SubscriberState.CONFIRMED)
    return found
