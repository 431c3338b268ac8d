from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core import clock
from ifex.foundations.core.clock import stopped_clock
from ifex.foundations.jobs.domain import job as jobs
from ifex.foundations.jobs.domain.job import (
    UnknownJobKind,
    ask_for_job,
    forget_old_jobs,
    register_job_kind,
    run_next_job,
)
from ifex.foundations.jobs.enums import JobState
from ifex.foundations.jobs.loops import stop_signal
from ifex.foundations.jobs.models import Job

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _kinds_of_this_test(monkeypatch):
    monkeypatch.setattr(jobs, "_kinds", {})


def test_ask_for_job_is_run_and_keeps_the_result():
    register_job_kind("add", lambda progress, *, a, b: progress(1, 1) or {"sum": a + b})
    asked = ask_for_job("add", by="test", a=1, b=2)

    assert [run_next_job(), run_next_job()] == [1, 0]
    asked.refresh_from_db()
    assert (asked.state, asked.result, asked.done, asked.total) == (JobState.DONE, {"sum": 3}, 1, 1)
    assert asked.asked_by == "system:test"
    assert AuditLine.objects.get(subject_kind="job").act == "job-asked"


def test_ask_for_job_refuses_an_unknown_kind():
    with pytest.raises(UnknownJobKind):
        ask_for_job("nothing", by="test")


def test_run_next_job_tries_a_failing_one_five_times():
    def fail(progress):
        raise OSError

    register_job_kind("fail", fail)
    with stopped_clock(NOON):
        asked = ask_for_job("fail", by="test")
    states = []
    for hours in range(7):
        with stopped_clock(NOON + timedelta(hours=hours)):
            run_next_job()
        asked.refresh_from_db()
        states.append((asked.state, asked.attempts))

    waiting = [("waiting", number) for number in (1, 2, 3, 4)]
    assert states == [*waiting, ("failed", 5), ("failed", 5), ("failed", 5)]
    assert asked.refusal == "OSError"


def test_run_next_job_gives_up_on_what_kills_its_worker():
    register_job_kind("deadly", lambda progress: None)
    asked = ask_for_job("deadly", by="test")
    Job.objects.update(state=JobState.RUNNING, attempts=5, leased_until=clock.now() - timedelta(seconds=1))

    run_next_job()

    asked.refresh_from_db()
    assert (asked.state, asked.refusal) == (JobState.FAILED, "killed")


def test_run_next_job_gives_back_what_it_must_interrupt():
    def work(progress):
        stop_signal().set()
        progress(1, 2)

    register_job_kind("long", work)
    asked = ask_for_job("long", by="test")
    try:
        run_next_job()
    finally:
        stop_signal().clear()

    asked.refresh_from_db()
    assert (asked.state, asked.attempts, asked.leased_until) == (JobState.WAITING, 0, None)


def test_run_next_job_writes_nothing_to_a_job_it_has_lost():
    def lose(progress):
        Job.objects.update(attempts=9)
        return {"late": True}

    register_job_kind("lose", lose)
    asked = ask_for_job("lose", by="test")

    run_next_job()

    asked.refresh_from_db()
    assert (asked.state, asked.result) == (JobState.RUNNING, {})


def test_forget_old_jobs_keeps_the_unfinished_and_the_recent():
    register_job_kind("quick", lambda progress: None)
    with stopped_clock(NOON):
        ask_for_job("quick", by="test")
        run_next_job()
        ask_for_job("quick", by="test")
    with stopped_clock(NOON + timedelta(days=29)):
        assert forget_old_jobs() == 0
    with stopped_clock(NOON + timedelta(days=31)):
        assert forget_old_jobs() == 1
    assert Job.objects.get().state == JobState.WAITING


@pytest.mark.parametrize("wrong", [{"state": "asleep"}, {"state": "done", "finished_at": None}])
def test_job_row_refuses_impossible_states(wrong):
    row = {"kind": "k", "asked_by": "system:test", "asked_at": NOON, "due_at": NOON, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(**row)
