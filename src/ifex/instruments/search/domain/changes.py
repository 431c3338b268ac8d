"""The door to the index for the rooms above: say what changed, in the transaction that changed it."""

import secrets
from collections.abc import Iterable

from django.db import transaction

from ifex.foundations.core import clock
from ifex.foundations.core.bell import ring_after_commit
from ifex.foundations.core.bulk import Conflict, insert_rows
from ifex.instruments.search.enums import Priority
from ifex.instruments.search.models import IndexChange


def enqueue_index_change(kind: str, uids: Iterable[str], *, priority: Priority = Priority.FRESH) -> int:
    """The documents of these things must be written anew, or deleted where they may no longer be found.

    Call it inside the transaction of the change; returns how many. A change that is already waiting stays one
    change, and never becomes less urgent.
    """
    version = secrets.randbits(62)
    now = clock.now()
    rows = [
        IndexChange(kind=kind, uid=uid, priority=priority, version=version, created_at=now)
        for uid in dict.fromkeys(uids)
    ]
    if not rows:
        return 0
    renewed = ["version", "waits_for_rebuild"]
    if priority == Priority.FRESH:
        renewed.append("priority")
    with transaction.atomic():
        insert_rows(IndexChange, rows, conflict=Conflict(("kind", "uid"), tuple(renewed)))
        ring_after_commit("search")
    return len(rows)
