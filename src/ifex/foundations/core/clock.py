"""The one clock. Tests stop it; nothing else asks the system for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _stopped_at.get() or datetime.now(UTC)


def today() -> date:
    """The present day in UTC."""
    return now().date()


@contextmanager
def stopped_clock(moment: datetime) -> Iterator[datetime]:
    """Every `now()` in this context answers `moment`."""
    token = _stopped_at.set(moment)
    try:
        yield moment
    finally:
        _stopped_at.reset(token)
