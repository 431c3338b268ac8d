"""What the worker and its queues say to `ifex check`."""

import time
from datetime import timedelta

from ifex.foundations.core import clock
from ifex.foundations.core.models import Delivery
from ifex.foundations.core.soundness import Finding, bad, good, register_check, warning

from .enums import JobState
from .heartbeats import read_heartbeats
from .models import Job, PeriodicRun

MANY_FAILURES = 5
SECONDS_BUSY = 1800
PERIODIC_LATE = timedelta(hours=2)


def check_worker() -> Finding:
    alive = [state for state in read_heartbeats() if state.is_alive]
    if not alive:
        return bad("No worker is running: start `ifex serve` or `ifex work`.")
    loops = [loop for state in alive for loop in state.loops]
    failing = [f"{loop.name} ({loop.last_refusal})" for loop in loops if loop.failures]
    if failing:
        return bad(f"Loops that fail: {', '.join(failing)}. The reason is in the log.")
    busy = [loop.name for loop in loops if loop.busy_since and time.time() - loop.busy_since > SECONDS_BUSY]
    if busy:
        return warning(f"Busy with one step for over half an hour: {', '.join(busy)}.")
    return good(f"{len(alive)} running, {len(loops)} loops.")


def check_events() -> Finding:
    stuck = Delivery.objects.filter(attempts__gte=MANY_FAILURES).count()
    late = Delivery.objects.filter(due_at__lt=clock.now() - timedelta(minutes=5)).count()
    if stuck or late:
        return warning(f"{late} events wait for over five minutes; {stuck} failed {MANY_FAILURES} times.")
    return good("No event waits.")


def check_jobs() -> Finding:
    since = clock.now() - timedelta(days=1)
    failed = Job.objects.filter(state=JobState.FAILED, finished_at__gt=since).count()
    if failed:
        return warning(f"{failed} long jobs failed since yesterday.")
    return good("No long job failed.")


def check_periodic() -> Finding:
    rows = PeriodicRun.objects.all()
    late = [row.name for row in rows if row.due_at < clock.now() - PERIODIC_LATE]
    failed = [f"{row.name} ({row.last_result})" for row in rows if row.last_result.startswith("failed")]
    if late or failed:
        return warning(f"Late: {', '.join(late) or 'none'}. Failed: {', '.join(failed) or 'none'}.")
    return good(f"{len(rows)} periodic jobs are on time.")


register_check("worker", check_worker)
register_check("events", check_events)
register_check("long jobs", check_jobs)
register_check("periodic jobs", check_periodic)
