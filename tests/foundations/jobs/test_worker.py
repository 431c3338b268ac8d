import errno
import json
import os
import threading
import time
from pathlib import Path

import pytest

from ifex.foundations.core.bell import ring
from ifex.foundations.core.disk import FULL_DISK
from ifex.foundations.jobs.heartbeats import WorkerState, read_heartbeats, write_heartbeat
from ifex.foundations.jobs.loops import Loop
from ifex.foundations.jobs.worker import run_loops


def _run_in_thread(*loops):
    stop = threading.Event()
    thread = threading.Thread(target=run_loops, args=(loops,), kwargs={"stop": stop})
    thread.start()
    return stop, thread


def test_run_loops_wakes_at_the_bell(settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    steps = []
    stop, thread = _run_in_thread(Loop("listening", lambda: steps.append(time.monotonic()) or 0, "b", 30.0))
    while not steps:
        time.sleep(0.01)
    time.sleep(0.1)

    rung_at = time.monotonic()
    ring("b")
    while len(steps) < 2 and time.monotonic() < rung_at + 5:
        time.sleep(0.005)
    stop.set()
    thread.join()

    assert len(steps) == 2
    assert steps[1] - rung_at < 0.5


def test_run_loops_hears_a_bell_rung_during_a_step(settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    steps = []

    def step():
        steps.append(1)
        if len(steps) == 1:
            ring("b")
        return 0

    stop, thread = _run_in_thread(Loop("listening", step, "b", 30.0))
    time.sleep(0.6)
    stop.set()
    thread.join()

    assert len(steps) == 2


def test_run_loops_goes_on_while_there_is_work(settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    left = [3, 2, 1, 0]
    stop, thread = _run_in_thread(Loop("busy", lambda: left.pop(0), None, 30.0))
    time.sleep(0.4)
    stop.set()
    thread.join()

    assert left == []


def test_run_loops_survives_a_failing_step(settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    outcomes = [ZeroDivisionError(), 0]

    def step():
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    stop, thread = _run_in_thread(Loop("failing", step, None, 30.0))
    time.sleep(0.4)
    time.sleep(1.2)
    stop.set()
    thread.join()

    assert outcomes == []


def test_read_heartbeats_tells_the_dead_from_the_living(settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    write_heartbeat(WorkerState(pid=1, started_at=0, at=0))
    write_heartbeat(WorkerState(pid=2, started_at=0, at=0))
    path = tmp_path / "run" / "worker-2.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "at": time.time() - 60}))
    (tmp_path / "run" / "worker-3.json").write_text("{cut off")

    assert [(state.pid, state.is_alive) for state in read_heartbeats()] == [(1, True), (2, False)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_stops_neither_heartbeat_nor_loop(settings, tmp_path, caplog):
    settings.IFEX_DATA = tmp_path
    run = tmp_path / "run"
    run.mkdir()
    in_the_way = run / f"worker-{os.getpid()}.new"
    in_the_way.symlink_to("/dev/full")

    def step():
        if in_the_way.is_symlink():
            in_the_way.unlink()
            raise OSError(errno.ENOSPC, "No space left on device")
        return 0

    stop, thread = _run_in_thread(Loop("writing", step, None, 0.1))
    until = time.monotonic() + 20
    while not (states := read_heartbeats()) and time.monotonic() < until:
        time.sleep(0.05)
    stop.set()
    thread.join()

    assert [state.pid for state in states] == [os.getpid()]
    assert f"loop writing: {FULL_DISK}" in caplog.messages
    assert "Traceback" not in caplog.text
