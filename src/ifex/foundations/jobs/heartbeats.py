"""What each worker says of its loops: one small file a process in the data folder, written every two
seconds.
"""

import json
import logging
import os
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

from ifex.foundations.core.disk import FULL_DISK, is_disk_full

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_BEATS = 2.0
SECONDS_UNTIL_MISSED = 20.0


@dataclass
class LoopState:
    """How one loop fares. Times are Unix seconds; `failures` counts those in a row."""

    name: str
    steps: int = 0
    busy_since: float | None = None
    failures: int = 0
    last_refusal: str = ""


@dataclass
class WorkerState:
    pid: int
    started_at: float
    at: float
    loops: list[LoopState] = field(default_factory=list)

    @property
    def is_alive(self) -> bool:
        return time.time() - self.at < SECONDS_UNTIL_MISSED


def _folder() -> Path:
    return Path(settings.IFEX_DATA) / "run"


def _path(pid: int) -> Path:
    return _folder() / f"worker-{pid}.json"


def write_heartbeat(state: WorkerState) -> None:
    state.at = time.time()
    path = _path(state.pid)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(asdict(state)))
    beside.replace(path)


def beat_until(over: threading.Event, state: WorkerState) -> None:
    """Write every two seconds until `over` is set, then take the file away."""
    try:
        while True:
            _try_to_beat(state)
            if over.wait(SECONDS_BETWEEN_BEATS):
                return
    finally:
        _path(state.pid).unlink(missing_ok=True)


def _try_to_beat(state: WorkerState) -> None:
    """A beat that cannot be written is missed; the next may succeed."""
    try:
        write_heartbeat(state)
    except OSError as refused:
        logger.warning("no heartbeat: %s", FULL_DISK if is_disk_full(refused) else refused)


def read_heartbeats() -> list[WorkerState]:
    """Every worker that has left a file, also those that were killed (`is_alive` is False)."""
    states = []
    for path in sorted(_folder().glob("worker-*.json")):
        try:
            row = json.loads(path.read_text())
            row["loops"] = [LoopState(**loop) for loop in row["loops"]]
            states.append(WorkerState(**row))
        except (OSError, ValueError, TypeError, KeyError):
            continue
    return states


def forget_dead_workers() -> None:
    """Take away the files of workers that were killed."""
    for state in read_heartbeats():
        if not state.is_alive and state.pid != os.getpid():
            _path(state.pid).unlink(missing_ok=True)
