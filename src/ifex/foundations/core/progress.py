"""How long work shows itself: a bar on a terminal, a plain line every few seconds elsewhere.

with progress("Importing", total=3000) as bar:
    for row in rows:
        bar.advance()
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

SECONDS_BETWEEN_LINES = 5.0
SECONDS_BETWEEN_DRAWINGS = 0.1


class Bar:
    """Counts what is done. `total` may be set later, once it is known."""

    def __init__(self, title: str, total: int | None) -> None:
        self.title = title
        self.total = total
        self.done = 0

    def advance(self, number: int = 1) -> None:
        self.done += number
        self.show()

    def set_total(self, total: int) -> None:
        self.total = total
        self.show()

    def show(self) -> None:
        """Nothing by itself: a bar that is only counted."""

    def finish(self) -> None:
        """Called once, also after a failure."""


class TerminalBar(Bar):
    def __init__(self, title: str, total: int | None, stream: TextIO) -> None:
        super().__init__(title, total)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(file=stream),
        )
        self._task: TaskID = self._progress.add_task(title, total=total)
        self._last_shown = 0.0
        self._progress.start()

    def show(self) -> None:
        # Asked a million times; drawn ten times a second.
        if time.monotonic() - self._last_shown >= SECONDS_BETWEEN_DRAWINGS:
            self._draw()

    def finish(self) -> None:
        self._draw()
        self._progress.stop()

    def _draw(self) -> None:
        self._last_shown = time.monotonic()
        self._progress.update(self._task, completed=self.done, total=self.total)


class PlainBar(Bar):
    """Lines for logs: one now and then, and one at the end."""

    def __init__(self, title: str, total: int | None, stream: TextIO) -> None:
        super().__init__(title, total)
        self._stream = stream
        self._started = self._last_line = time.monotonic()

    def show(self) -> None:
        if time.monotonic() - self._last_line >= SECONDS_BETWEEN_LINES:
            self._write_line()

    def finish(self) -> None:
        self._write_line()

    def _write_line(self) -> None:
        self._last_line = time.monotonic()
        seconds = self._last_line - self._started
        of_total = f" of {self.total:,}" if self.total is not None else ""
        self._stream.write(f"{self.title}: {self.done:,}{of_total}, {seconds:.0f} s\n")
        self._stream.flush()


@contextmanager
def progress(title: str, *, total: int | None = None, stream: TextIO | None = None) -> Iterator[Bar]:
    """A bar for the work in this block, on `stream` (by default standard error: results can be piped)."""
    out = stream or sys.stderr
    bar = TerminalBar(title, total, out) if out.isatty() else PlainBar(title, total, out)
    try:
        yield bar
    finally:
        bar.finish()
