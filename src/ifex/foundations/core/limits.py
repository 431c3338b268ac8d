"""How often one may do a thing. The key (an address, a network) is stored only as a keyed hash."""

import math
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from . import clock
from .models import LimitWindow


class LimitReached(Exception):
    """Too often. `retry_after_seconds` says when to come back."""

    def __init__(self, act: str, retry_after_seconds: int) -> None:
        super().__init__(f"{act}: again in {retry_after_seconds} s")
        self.retry_after_seconds = retry_after_seconds


def count_against_limit(act: str, key: str, *, at_most: int, every: timedelta) -> int:
    """Count one `act` by `key`; at most `at_most` in each window of length `every`.

    Returns the count in this window. Raises LimitReached beyond it.
    """
    moment = clock.now()
    seconds = int(every.total_seconds())
    number = int(moment.timestamp()) // seconds
    until = datetime.fromtimestamp((number + 1) * seconds, UTC)
    hashed = salted_hmac("ifex.limits", f"{act}\0{key}\0{number}", algorithm="sha256").hexdigest()
    with transaction.atomic():
        LimitWindow.objects.get_or_create(key=hashed, defaults={"until": until})
        LimitWindow.objects.filter(key=hashed).update(count=F("count") + 1)
        count = LimitWindow.objects.values_list("count", flat=True).get(key=hashed)
    if count > at_most:
        raise LimitReached(act, max(1, math.ceil((until - moment).total_seconds())))
    return count


def forget_old_windows() -> int:
    """Delete the windows that have ended; returns how many."""
    deleted, _ = LimitWindow.objects.filter(until__lt=clock.now()).delete()
    return deleted
