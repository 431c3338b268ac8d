from datetime import UTC, datetime, timedelta

import pytest

from ifex.foundations.core.clock import stopped_clock
from ifex.foundations.jobs import periodic
from ifex.foundations.jobs.models import PeriodicRun
from ifex.foundations.jobs.periodic import PeriodicJob, register_periodic, run_what_is_due

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_other_jobs(monkeypatch):
    monkeypatch.setattr(periodic, "_periodic_jobs", {})


def test_run_what_is_due_runs_at_once_and_then_every_so_often():
    ran = []
    register_periodic("count", every=HOUR, function=lambda: ran.append(1) or {"rows": 3})

    counts = []
    for minutes in (0, 30, 59, 60, 61):
        with stopped_clock(NOON + timedelta(minutes=minutes)):
            counts.append(run_what_is_due())

    assert counts == [1, 0, 0, 1, 0]
    row = PeriodicRun.objects.get()
    assert (row.last_result, row.leased_until, row.due_at) == ("{'rows': 3}", None, NOON + 2 * HOUR)


def test_run_what_is_due_leaves_what_another_worker_holds():
    ran = []
    register_periodic("count", every=HOUR, function=lambda: ran.append(1))
    PeriodicRun.objects.create(name="count", due_at=NOON, leased_until=NOON + timedelta(seconds=30))

    with stopped_clock(NOON + timedelta(seconds=29)):
        assert run_what_is_due() == 0
    with stopped_clock(NOON + timedelta(seconds=31)):
        assert run_what_is_due() == 1
    assert ran == [1]


def test_run_what_is_due_tries_a_failed_one_again_soon():
    def fail():
        raise OSError

    register_periodic("fail", every=timedelta(days=1), function=fail)
    with stopped_clock(NOON):
        run_what_is_due()

    row = PeriodicRun.objects.get()
    assert (row.last_result, row.due_at) == ("failed: OSError", NOON + timedelta(minutes=10))


def test_next_due_keeps_to_the_night():
    job = PeriodicJob("nightly", timedelta(days=1), lambda: None, at_hour=2)

    assert job.next_due(NOON) == datetime(2026, 1, 2, 2, tzinfo=UTC)
    assert job.next_due(datetime(2026, 1, 2, 1, 59, tzinfo=UTC)) == datetime(2026, 1, 2, 2, tzinfo=UTC)
    assert job.next_due(datetime(2026, 1, 2, 2, tzinfo=UTC)) == datetime(2026, 1, 3, 2, tzinfo=UTC)
