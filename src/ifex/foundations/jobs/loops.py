"""The loops of the worker. A room registers its loop in `ready()`; `ifex work` gives each a thread of its
own.

    register_loop(Loop("mail", send_some_mail, bell="mail"))

A step does one small batch of what its own rows say is due, commits, and returns how many it did; it is
called again at once while that is more than 0, else when the bell is rung or `idle_seconds` have passed. It
may be killed at any instant, so it may leave nothing behind that a later step does not find and finish.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Loop:
    """`bell` is the name given to `core.bell.ring`, or None for a plain timer."""

    name: str
    step: Callable[[], int]
    bell: str | None = None
    idle_seconds: float = 1.0


_loops: dict[str, Loop] = {}
_stop = threading.Event()


def register_loop(loop: Loop) -> None:
    """Have `ifex work` run `loop`. A second loop of the same name takes the place of the first."""
    _loops[loop.name] = loop


def all_loops() -> list[Loop]:
    return list(_loops.values())


def is_stopping() -> bool:
    """Whether the worker has been asked to stop: a long step looks here between its batches and returns."""
    return _stop.is_set()


def stop_signal() -> threading.Event:
    """What the worker sets when it is asked to stop, for whoever must wait and stop waiting then."""
    return _stop
