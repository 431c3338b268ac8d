"""Work that is due now and then, run once whoever asks: several workers may, one gets the lease."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from ifex.foundations.core import clock

from .leases import keep_lease, lease_end
from .models import PeriodicRun

logger = logging.getLogger(__name__)

PAUSE_AFTER_FAILURE = timedelta(minutes=10)


@dataclass(frozen=True)
class PeriodicJob:
    name: str
    every: timedelta
    function: Callable[[], Any]
    at_hour: int | None = None

    def next_due(self, after: datetime) -> datetime:
        """The moment after `after`: one `every` later, or (for whole days) at the hour asked for, in UTC."""
        if self.at_hour is None:
            return after + self.every
        due = after.replace(hour=self.at_hour, minute=0, second=0, microsecond=0)
        while due <= after:
            due += self.every
        return due


_periodic_jobs: dict[str, PeriodicJob] = {}


def register_periodic(
    name: str, *, every: timedelta, function: Callable[[], Any], at_hour: int | None = None
) -> None:
    """Call `function()` every so often; it must bear being run twice and begun anew after a kill.

    Due at once on a new installation. `at_hour` (UTC) puts what is due daily into the night. What it returns
    (counts, never personal values) is kept as text for the operator.
    """
    _periodic_jobs[name] = PeriodicJob(name, every, function, at_hour)


def all_periodic_jobs() -> list[PeriodicJob]:
    return list(_periodic_jobs.values())


def run_what_is_due() -> int:
    """Run each periodic job that is due and free. Returns how many ran."""
    moment = clock.now()
    known = dict(PeriodicRun.objects.values_list("name", "due_at"))
    ran = 0
    for job in all_periodic_jobs():
        if job.name not in known:
            PeriodicRun.objects.get_or_create(name=job.name, defaults={"due_at": moment})
        elif known[job.name] > moment:
            continue
        ran += _run_if_free(job)
    return ran


def _run_if_free(job: PeriodicJob) -> bool:
    number = _claim(job)
    if number is None:
        return False
    mine = PeriodicRun.objects.filter(name=job.name, runs=number)
    with keep_lease(lambda: mine.update(leased_until=lease_end()) == 1):
        try:
            result, failed = job.function(), False
        except Exception as refused:
            logger.exception("periodic job %s", job.name)
            result, failed = type(refused).__name__, True
    ended = clock.now()
    mine.update(
        due_at=min(job.next_due(ended), ended + PAUSE_AFTER_FAILURE) if failed else job.next_due(ended),
        leased_until=None,
        last_finished_at=ended,
        last_result=f"{'failed: ' if failed else ''}{result if result is not None else ''}"[:200],
    )
    return True


def _claim(job: PeriodicJob) -> int | None:
    """The number of this start, or None when it is not due or another worker has it."""
    moment = clock.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=moment)
    row = PeriodicRun.objects.filter(free, name=job.name, due_at__lte=moment).first()
    if row is None:
        return None
    claimed = PeriodicRun.objects.filter(free, pk=row.pk, runs=row.runs).update(
        runs=F("runs") + 1, leased_until=lease_end()
    )
    return row.runs + 1 if claimed else None
