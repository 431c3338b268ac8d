"""What a worker that is killed at a bad moment leaves behind is finished by the next one."""

import signal
import time
from collections import Counter

import pytest

pytestmark = pytest.mark.crash


def test_killed_worker_loses_no_event(installation):
    installation.run("emit", "150")
    first = installation.start("work", "events")
    installation.wait_until(lambda: len(installation.lines("heard")) >= 40)
    first.send_signal(signal.SIGKILL)
    first.wait()
    installation.start("work", "events")

    installation.wait_until(lambda: not installation.rows("select 1 from core_delivery"))

    heard = Counter(map(int, installation.lines("heard")))
    assert set(heard) == set(range(150))
    assert sum(heard.values()) <= 151


def test_killed_job_is_run_again_and_goes_on(installation):
    installation.run("ask", "60")
    first = installation.start("work", "jobs-1")
    installation.wait_until(lambda: len(installation.lines("steps")) >= 20)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert installation.rows("select state from jobs_job") == [("running",)]
    installation.start("work", "jobs-1")

    installation.wait_until(lambda: installation.rows("select state from jobs_job") == [("done",)])

    assert installation.lines("steps") == [str(step) for step in range(60)]
    assert installation.rows("select attempts, done, result from jobs_job") == [(2, 60, '{"counted": 60}')]


def test_killed_periodic_job_is_reclaimed(installation):
    first = installation.start("work", "periodic")
    installation.wait_until(lambda: installation.lines("sweeps") == ["begun"])
    first.send_signal(signal.SIGKILL)
    first.wait()
    installation.start("work", "periodic")

    question = "select last_result, runs from jobs_periodicrun where name = 'sweep'"
    installation.wait_until(lambda: installation.rows(question) == [("swept", 2)])

    assert installation.lines("sweeps") == ["begun", "begun", "ended"]


def test_running_job_keeps_its_lease(installation):
    """A second worker does not take what the first is still at, however long it takes."""
    installation.run("ask", "150")
    installation.start("work", "jobs-1")
    installation.start("work", "jobs-1", "jobs-2")

    installation.wait_until(lambda: installation.rows("select state from jobs_job") == [("done",)])

    assert installation.lines("steps") == [str(step) for step in range(150)]


def test_two_workers_share_jobs_and_double_none(installation):
    installation.run("ask-many", "30")
    for _ in range(2):
        installation.start("work", "jobs-1", "jobs-2")

    question = "select count(*) from jobs_job where state = 'done'"
    installation.wait_until(lambda: installation.rows(question) == [(30,)])

    assert sorted(map(int, installation.lines("names"))) == list(range(30))


def test_terminated_worker_ends_cleanly_and_gives_the_job_back(installation):
    installation.run("ask", "500")
    worker = installation.start("work", "jobs-1", "events")
    installation.wait_until(lambda: len(installation.lines("steps")) >= 5)
    asked_at = time.monotonic()
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(10) == 0
    assert time.monotonic() - asked_at < 3
    assert installation.rows("select state, attempts, leased_until from jobs_job") == [("waiting", 0, None)]
    assert not list((installation.folder / "run").glob("worker-*.json"))
