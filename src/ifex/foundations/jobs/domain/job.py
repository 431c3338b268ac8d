"""The verbs of long jobs: ask, run, take up again."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from ifex.foundations.audit.domain import Actor, name_actor, record_act
from ifex.foundations.core import clock
from ifex.foundations.core.bell import ring_after_commit
from ifex.foundations.jobs.enums import FINISHED_STATES, JobState
from ifex.foundations.jobs.leases import HeldLease, keep_lease, lease_end, pause_after
from ifex.foundations.jobs.loops import is_stopping
from ifex.foundations.jobs.models import Job

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
KEPT_AFTER_END = timedelta(days=30)
SECONDS_BETWEEN_NOTES = 0.5

JobFunction = Callable[..., dict[str, Any] | None]
_kinds: dict[str, JobFunction] = {}


class UnknownJobKind(KeyError):
    """No room has registered this kind."""


class JobInterrupted(Exception):
    """Raised inside a job by `progress(…)`: the worker stops, or has lost the job. Let it pass."""


def register_job_kind(slug: str, function: JobFunction) -> None:
    """Jobs of kind `slug` call `function(progress, **arguments)`; what it returns (ids, counts) is the
    result.

    `progress(done, total)` notes how far it is, and raises JobInterrupted when the worker must stop. After
    a kill the function is called again with the same arguments: it must find what it had done and go on.
    `slug` is stored.
    """
    _kinds[slug] = function


def ask_for_job(kind: str, *, by: Actor, **arguments: Any) -> Job:
    """Have the worker do it after the commit. `arguments` hold ids, uids and slugs only. Raises
    UnknownJobKind.
    """
    if kind not in _kinds:
        raise UnknownJobKind(kind)
    moment = clock.now()
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind, arguments=arguments, asked_by=name_actor(by), asked_at=moment, due_at=moment
        )
        record_act("job-asked", by=by, subject_kind="job", subject=job.pk, kind=kind)
    ring_after_commit("jobs")
    return job


def is_job_waiting(kind: str) -> bool:
    """Whether one has been asked for that has not begun: what it will see includes what is here now."""
    return Job.objects.filter(kind=kind, state=JobState.WAITING).exists()


def run_next_job() -> int:
    """Run one job that is due, or whose worker was killed. Returns 1 if there was one."""
    moment = clock.now()
    owed = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, leased_until__lt=moment)
    for job in Job.objects.filter(owed, due_at__lte=moment).order_by("due_at", "pk")[:10]:
        claimed = Job.objects.filter(owed, pk=job.pk, attempts=job.attempts).update(
            state=JobState.RUNNING, attempts=F("attempts") + 1, leased_until=lease_end()
        )
        if claimed:
            job.attempts += 1
            _run(job)
            return 1
    return 0


def forget_old_jobs() -> int:
    """Delete the jobs that ended a month ago."""
    return Job.objects.filter(
        state__in=FINISHED_STATES, finished_at__lt=clock.now() - KEPT_AFTER_END
    ).delete()[0]


def _run(job: Job) -> None:
    mine = Job.objects.filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING)
    if job.attempts > MOST_ATTEMPTS:
        mine.update(state=JobState.FAILED, finished_at=clock.now(), refusal=job.refusal or "killed")
        return
    try:
        function = _kinds[job.kind]
        with keep_lease(lambda: mine.update(leased_until=lease_end()) == 1) as lease:
            progress = _Progress(mine, lease)
            result = function(progress, **job.arguments)
    except JobInterrupted:
        # Not its fault: the start is not counted, and the next worker may have it at once.
        mine.update(state=JobState.WAITING, attempts=F("attempts") - 1, leased_until=None)
    except Exception as refused:
        logger.exception("job %s", job)
        _note_failure(mine, job, refused)
    else:
        mine.update(
            state=JobState.DONE,
            result=result or {},
            finished_at=clock.now(),
            leased_until=None,
            **progress.noted,
        )


def _note_failure(mine: QuerySet[Job], job: Job, refused: Exception) -> None:
    is_over = job.attempts >= MOST_ATTEMPTS or job.kind not in _kinds
    mine.update(
        state=JobState.FAILED if is_over else JobState.WAITING,
        finished_at=clock.now() if is_over else None,
        due_at=clock.now() + pause_after(job.attempts),
        leased_until=None,
        refusal=type(refused).__name__,
    )


class _Progress:
    """What a job calls; the row is written twice a second at most, and once at the end."""

    def __init__(self, mine: QuerySet[Job], lease: HeldLease) -> None:
        self._mine, self._lease = mine, lease
        self._last_note = 0.0
        self.noted: dict[str, int | None] = {}

    def __call__(self, done: int, total: int | None = None) -> None:
        if is_stopping() or self._lease.is_lost:
            raise JobInterrupted
        self.noted = {"done": done, "total": total}
        if time.monotonic() - self._last_note >= SECONDS_BETWEEN_NOTES:
            self._last_note = time.monotonic()
            if not self._mine.update(**self.noted, leased_until=lease_end()):
                raise JobInterrupted
