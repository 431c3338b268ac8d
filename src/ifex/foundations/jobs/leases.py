"""Leases: a worker holds a row for a short time and renews; what a killed worker held is free again
soon after.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connections

from ifex.foundations.core import clock

logger = logging.getLogger(__name__)

LEASE_SECONDS = 30.0
LONGEST_PAUSE = timedelta(hours=1)


def lease_end() -> datetime:
    return clock.now() + timedelta(seconds=LEASE_SECONDS)


def pause_after(attempts: int, *, first: timedelta = timedelta(seconds=5)) -> timedelta:
    """How long to wait after the failed attempt number `attempts`: it doubles, up to an hour."""
    return min(first * 2 ** min(max(attempts - 1, 0), 20), LONGEST_PAUSE)


class HeldLease:
    """`is_lost` once a renewal found that the row is no longer ours."""

    def __init__(self) -> None:
        self._lost = threading.Event()

    @property
    def is_lost(self) -> bool:
        return self._lost.is_set()

    def lose(self) -> None:
        self._lost.set()


@contextmanager
def keep_lease(renew: Callable[[], bool]) -> Iterator[HeldLease]:
    """Call `renew` three times a lease, from a thread of its own, until the block ends or it answers False.

    A thread, because the work in the block may be one statement that takes a minute.
    """
    lease, over = HeldLease(), threading.Event()
    keeper = threading.Thread(target=_renew_until, args=(renew, lease, over), name="lease", daemon=True)
    keeper.start()
    try:
        yield lease
    finally:
        over.set()
        keeper.join()


def _renew_until(renew: Callable[[], bool], lease: HeldLease, over: threading.Event) -> None:
    try:
        while not over.wait(LEASE_SECONDS / 3):
            try:
                if not renew():
                    lease.lose()
                    return
            except Exception:
                # A busy database is asked again; if it stays away, the lease ends and another worker takes
                # over.
                logger.exception("lease not renewed")
                connections.close_all()
    finally:
        connections.close_all()
