"""The worker: every registered loop in a thread of its own, until it is told to stop."""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence

from django.db import close_old_connections, connections

from ifex.foundations.core.bell import last_ring
from ifex.foundations.core.disk import FULL_DISK, is_disk_full

from .heartbeats import LoopState, WorkerState, beat_until, forget_dead_workers
from .loops import Loop

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LISTENINGS = 0.04
LONGEST_PAUSE_SECONDS = 60.0
SECONDS_TO_FINISH = 30.0


def run_loops(
    loops: Sequence[Loop], *, stop: threading.Event, should_stop: Callable[[], bool] = lambda: False
) -> bool:
    """Run `loops` until `stop` is set or `should_stop()` says so. Returns whether all ended their step
    in time.
    """
    states = [LoopState(loop.name) for loop in loops]
    worker = WorkerState(pid=os.getpid(), started_at=time.time(), at=time.time(), loops=states)
    threads = [
        threading.Thread(target=_run_loop, args=(loop, state, stop), name=f"loop-{loop.name}", daemon=True)
        for loop, state in zip(loops, states, strict=True)
    ]
    over = threading.Event()
    forget_dead_workers()
    beating = threading.Thread(target=beat_until, args=(over, worker), name="heartbeat", daemon=True)
    for thread in [beating, *threads]:
        thread.start()
    while not stop.wait(0.5):
        if should_stop():
            stop.set()
    deadline = time.monotonic() + SECONDS_TO_FINISH
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    over.set()
    beating.join()
    late = [thread.name for thread in threads if thread.is_alive()]
    if late:
        logger.warning("stopped in the middle of %s; what they held is taken up again", ", ".join(late))
    return not late


def _run_loop(loop: Loop, state: LoopState, stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            heard = last_ring(loop.bell) if loop.bell else 0
            if _take_step(loop, state):
                continue
            if state.failures:
                stop.wait(min(2.0 ** min(state.failures - 1, 10), LONGEST_PAUSE_SECONDS))
            else:
                _wait_for_bell(loop, heard, stop)
    finally:
        connections.close_all()


def _take_step(loop: Loop, state: LoopState) -> bool:
    """Whether there may be more to do at once. A failure is noted and never ends the loop."""
    close_old_connections()
    state.busy_since = time.time()
    try:
        done = loop.step()
    except Exception as refused:
        state.failures += 1
        state.last_refusal = type(refused).__name__
        if is_disk_full(refused):
            state.last_refusal = "the disk is full"
            logger.error("loop %s: %s", loop.name, FULL_DISK)
        else:
            logger.exception("loop %s", loop.name)
        # Whatever went wrong, the next step begins with a fresh connection.
        connections.close_all()
        return False
    finally:
        state.busy_since = None
        state.steps += 1
    state.failures = 0
    return done > 0


def _wait_for_bell(loop: Loop, heard: int, stop: threading.Event) -> None:
    until = time.monotonic() + loop.idle_seconds
    pause = SECONDS_BETWEEN_LISTENINGS if loop.bell else loop.idle_seconds
    while (left := until - time.monotonic()) > 0:
        if stop.wait(min(pause, left)):
            return
        if loop.bell and last_ring(loop.bell) != heard:
            return
