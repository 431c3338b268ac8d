"""Keeping child processes alive until told to stop, and ending them in order."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

LONGEST_PAUSE_SECONDS = 60.0
SECONDS_THAT_COUNT_AS_WELL = 60.0
SECONDS_TO_END = 40.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process to keep alive. It is started again after a pause that doubles while it keeps dying."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    due_at: float = 0.0

    def start(self) -> None:
        self.started_at = time.monotonic()
        # A session of its own, so that Ctrl-C reaches us alone and we end the children in order.
        self.process = subprocess.Popen(  # noqa: S603
            self.command, env=self.environment, start_new_session=True, preexec_fn=_end_with_parent
        )

    def look_after(self) -> None:
        if self.process is None:
            if time.monotonic() >= self.due_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self._end_what_it_left()
        lived = time.monotonic() - self.started_at
        self.deaths = 1 if lived > SECONDS_THAT_COUNT_AS_WELL else self.deaths + 1
        pause = min(2.0 ** (self.deaths - 1), LONGEST_PAUSE_SECONDS)
        logger.warning("%s ended with %s after %.0f s; again in %.0f s", self.name, code, lived, pause)
        self.process, self.due_at = None, time.monotonic() + pause

    def end(self, seconds: float) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            logger.warning("%s does not end and is killed", self.name)
            self.process.kill()
            self.process.wait()
        self._end_what_it_left()

    def _end_what_it_left(self) -> None:
        """A web server that was killed leaves its workers, who would hold the port and go on answering."""
        assert self.process is not None
        with suppress(ProcessLookupError, PermissionError):
            # The group bears the number of the process that began the session.
            os.killpg(self.process.pid, signal.SIGKILL)


@dataclass
class Supervisor:
    """Runs the children until SIGTERM or SIGINT, then ends them in the order given."""

    children: list[Child]
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self, *, when_started: Callable[[], bool]) -> None:
        """`when_started` is asked again and again until it answers True (and has said so to the operator)."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        has_started = False
        try:
            while not self.stop.is_set():
                for child in self.children:
                    child.look_after()
                has_started = has_started or when_started()
                self.stop.wait(0.2)
        finally:
            for child in self.children:
                child.end(SECONDS_TO_END)


def _end_with_parent() -> None:
    """In the child, before its program: a supervisor that is killed takes its children along (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
