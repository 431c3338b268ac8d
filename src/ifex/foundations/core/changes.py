"""What has changed, by tag: how caches learn in every process what they must forget.

Whoever changes something calls `tell_change("alert:…", "country:TN")` in the same transaction. Whoever keeps something
asks `version_of(tags)` before making it and again before using it: an unchanged version means that nothing behind
it has changed. `remember` does both.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, TypeVar

from django.db import DatabaseError, connection, transaction

from . import clock
from .models import Change

EVERYTHING = "*"
"""The tag on which all things depend."""
LOOK_AGAIN_SECONDS = 0.02
SLEPT_TOO_LONG_SECONDS = 600
KEPT_FOR = timedelta(hours=1)
_MOST_TAGS = 50_000
# Numbers are given before a commit, so on PostgreSQL a lower one may become visible after a higher one.
_LATE = 200

Value = TypeVar("Value")


def tell_change(*tags: str) -> None:
    """To be called in the transaction of the change. The same tag twice costs one row."""
    moment = clock.now()
    with transaction.atomic():
        Change.objects.bulk_create([Change(tag=tag[:120], at=moment) for tag in dict.fromkeys(tags)])


def forget_old_changes() -> int:
    """The nightly end of what every process has read long ago. Returns how many."""
    return Change.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()[0]


class _Ledger:
    """The changes that this process has read. `turn` counts them: a version is the turn of a tag's last change."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.read_at = 0.0
        self.newest = self.turn = self.floor = 0
        self.of_tag: dict[str, int] = {}
        self.seen: set[int] = set()

    def look(self) -> None:
        if time.monotonic() - self.read_at < LOOK_AGAIN_SECONDS:
            return
        with self.lock:
            now = time.monotonic()
            if now - self.read_at < LOOK_AGAIN_SECONDS:
                return
            if now - self.read_at > SLEPT_TOO_LONG_SECONDS or len(self.of_tag) > _MOST_TAGS:
                self._begin_anew()
            else:
                self._read_on()
            self.read_at = now

    def _begin_anew(self) -> None:
        """What may have been missed counts as a change of everything."""
        numbers = Change.objects.order_by("-pk").values_list("pk", flat=True)[:_LATE]
        self.seen = set(numbers)
        self.newest = max(self.seen, default=0)
        self.turn += 1
        self.floor = self.turn
        self.of_tag = {}

    def _read_on(self) -> None:
        after = self.newest - (_LATE if connection.vendor == "postgresql" else 0)
        for number, tag in Change.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "tag"):
            if number not in self.seen:
                self.turn += 1
                self.of_tag[tag] = self.turn
                self.newest = max(self.newest, number)
                self.seen.add(number)
        self.seen = {number for number in self.seen if number > self.newest - _LATE}

    def version_of(self, tags: Iterable[str]) -> int:
        return max([self.floor, self.of_tag.get(EVERYTHING, 0), *(self.of_tag.get(tag, 0) for tag in tags)])


_ledger = _Ledger()
_remembered: dict[Any, tuple[int, Any]] = {}


def version_of(tags: Iterable[str]) -> int | None:
    """Grows whenever something behind `tags` changes; None within a transaction, whose own changes may yet vanish."""
    return None if present_turn() is None else _ledger.version_of(tags)


def remember(key: Any, tags: Iterable[str], make: Callable[[], Value]) -> Value:
    """`make()`, kept in this process for as long as nothing behind `tags` changes. Few keys, small values."""
    version = version_of(tags)
    if version is None:
        return make()
    known = _remembered.get(key)
    if known is not None and known[0] == version:
        return known[1]  # type: ignore[no-any-return]
    value = make()
    _remembered[key] = (version, value)
    return value


_collected: ContextVar[set[str] | None] = ContextVar("collected_tags", default=None)


def depends_on(*tags: str) -> None:
    """What is being made now must be made anew once something behind these tags has changed."""
    collected = _collected.get()
    if collected is not None:
        collected.update(tags)


@contextmanager
def collect_dependence() -> Iterator[set[str]]:
    """The tags that `depends_on` is told meanwhile."""
    tags: set[str] = set()
    token = _collected.set(tags)
    try:
        yield tags
    finally:
        _collected.reset(token)


def present_turn() -> int | None:
    """No later change has been read than this version; None within a transaction, and while the database is away."""
    if connection.in_atomic_block:
        return None
    try:
        _ledger.look()
    except DatabaseError:
        return None
    return _ledger.turn


def forget_all() -> None:
    """As after a start (tests)."""
    _ledger.forget()
    _remembered.clear()
