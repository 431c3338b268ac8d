"""The bell: wakes a loop of the worker at once. The truth is in the rooms' own rows; a lost ring costs a second.

A ring is the modification time of a small file in the data folder, which every process on the machine sees for the
price of one `stat`. On several machines the loops' own second-by-second look at their rows does the same, slower.
"""

import os
from pathlib import Path

from django.conf import settings
from django.db import transaction


def _path(name: str) -> Path:
    return Path(settings.IFEX_DATA) / "run" / f"bell-{name}"


def ring(name: str) -> None:
    """Ring now. Use `ring_after_commit` inside a transaction."""
    path = _path(name)
    try:
        os.utime(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def ring_after_commit(name: str) -> None:
    """Ring once the running transaction has committed (at once where there is none)."""
    transaction.on_commit(lambda: ring(name))


def last_ring(name: str) -> int:
    """When the bell was last rung, in nanoseconds; 0 if never. Only its changes mean anything."""
    try:
        return _path(name).stat().st_mtime_ns
    except FileNotFoundError:
        return 0
