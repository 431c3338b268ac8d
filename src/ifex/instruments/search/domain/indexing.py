"""The outbox is emptied into the index: fresh changes first, an import's backlog in larger and larger gulps.

A change is deleted only after the engine has committed it, and only in the version that was handled. So a
crash at any instant repeats work and never loses any.
"""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet

from ifex.foundations.core import clock
from ifex.foundations.jobs.loops import is_stopping
from ifex.instruments.search.analysed import AnalysedDocument, analyse_document
from ifex.instruments.search.declarations import UnknownKind, get_kind, tell_followers
from ifex.instruments.search.documents import Document, DocumentKey
from ifex.instruments.search.engines import engine_name, get_engine
from ifex.instruments.search.enums import Priority
from ifex.instruments.search.models import BuiltIndex, IndexChange
from ifex.instruments.search.protocol import Engine, SearchUnavailable, Writer

logger = logging.getLogger(__name__)

# A fresh change waits for the batch at hand, and for the commit of all that was written before it.
_BATCH = 100
_MOST_UNCOMMITTED = 2_000
# A small backlog waits for more to come: a commit costs as much for one as for hundreds.
_BACKLOG_MAY_WAIT = timedelta(seconds=1)
_DELETED_AT_ONCE = 500
_SECONDS_BETWEEN_TRIALS = 60.0
_SECONDS_OF_QUIET = 5.0
_last_trial = 0.0
_last_backlog = -_SECONDS_OF_QUIET


def index_pending() -> int:
    """Bring the index up to date with some of the waiting changes; returns how many were done, 0 for none.

    Raises SearchUnavailable (no index where there was one), IndexBusy (another process writes) and
    IndexNotWritten (the disk is full); the changes stay.
    """
    engine = get_engine()
    ensure_index(engine)
    is_rebuilding = engine.is_rebuilding()
    changes = _next_changes([], 0, is_rebuilding)
    if not changes or _may_wait(changes):
        return 0
    handled: list[IndexChange] = []
    parked: list[IndexChange] = []
    with engine.writer() as writer:
        while changes:
            parked += _write(changes, writer)
            handled += changes
            if changes[0].priority == Priority.FRESH:
                break
            if len(handled) >= _MOST_UNCOMMITTED or is_stopping():
                break
            changes = _next_changes(handled, changes[-1].pk, is_rebuilding)
        writer.commit()
        # While we hold the writer no rebuild can end: one that runs now may have read what we wrote before it
        # changed.
        is_rebuilding = engine.is_rebuilding()
    _tell(handled)
    _settle(handled, parked, keep_for_rebuild=is_rebuilding)
    return len(handled) - len(parked)


def ensure_index(engine: Engine) -> None:
    """Make the first, empty index of a new installation. Raises SearchUnavailable where there has been one
    before.
    """
    if engine.exists():
        return
    if BuiltIndex.objects.filter(engine=engine_name()).exists():
        raise SearchUnavailable("The search index is gone: run `ifex search rebuild`.")
    with engine.writer() as writer:
        writer.commit()
    remember_index()


def remember_index() -> None:
    """From now on a missing index is an accident."""
    BuiltIndex.objects.update_or_create(engine=engine_name(), defaults={"built_at": clock.now()})


def _next_changes(handled: list[IndexChange], last: int, is_rebuilding: bool) -> list[IndexChange]:
    """Fresh changes, else the next of the backlog, else what follows from it, else those that failed a while ago."""
    global _last_trial, _last_backlog
    waiting = IndexChange.objects.order_by("priority", "pk")
    if is_rebuilding:
        waiting = waiting.filter(waits_for_rebuild=False)
    done = {change.pk for change in handled}
    fresh = [change for change in waiting.filter(priority=Priority.FRESH)[:_BATCH] if change.pk not in done]
    if fresh:
        return fresh
    backlog = waiting.filter(pk__gt=last)
    bulk = list(backlog.filter(priority=Priority.BULK)[:_BATCH])
    now = time.monotonic()
    if bulk:
        _last_backlog = now
    if bulk or now - _last_backlog < _SECONDS_OF_QUIET:
        return bulk
    later = list(backlog.filter(priority=Priority.LATER)[:_BATCH])
    if later or handled or now - _last_trial < _SECONDS_BETWEEN_TRIALS:
        return later
    _last_trial = now
    return list(waiting.filter(priority=Priority.PARKED)[:_BATCH])


def _may_wait(changes: list[IndexChange]) -> bool:
    is_backlog = changes[0].priority == Priority.BULK and len(changes) < _BATCH
    return is_backlog and clock.now() - changes[0].created_at < _BACKLOG_MAY_WAIT


def _write(changes: list[IndexChange], writer: Writer) -> list[IndexChange]:
    """Write or delete the documents; returns the changes whose documents could not be made."""
    parked: list[IndexChange] = []
    by_kind: dict[str, list[IndexChange]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
    for kind, group in by_kind.items():
        documents, failed = _documents(kind, group)
        writer.index(documents)
        there = {document.key.uid for document in documents}
        gone = [change for change in group if change.uid not in there and change not in failed]
        writer.delete(DocumentKey(kind, change.uid) for change in gone)
        parked += failed
    return parked


def _documents(kind: str, changes: list[IndexChange]) -> tuple[list[AnalysedDocument], list[IndexChange]]:
    """The documents of these changes; where one cannot be made, the others are made without it."""
    try:
        return [analyse_document(document) for document in _load(kind, [c.uid for c in changes])], []
    except Exception:
        if len(changes) == 1:
            logger.exception("%s cannot be indexed", changes[0])
            return [], changes
    documents: list[AnalysedDocument] = []
    failed: list[IndexChange] = []
    for change in changes:
        made, refused = _documents(kind, [change])
        documents += made
        failed += refused
    return documents, failed


def _load(kind: str, uids: list[str]) -> Iterable[Document]:
    try:
        return get_kind(kind).load(uids)
    except UnknownKind:
        # The room that had it is gone, and so are its documents.
        return []


def _tell(handled: list[IndexChange]) -> None:
    """Before the changes are deleted: after a crash they are handled, and told, again."""
    for kind in dict.fromkeys(change.kind for change in handled):
        tell_followers(kind, [change.uid for change in handled if change.kind == kind])


def _settle(handled: list[IndexChange], parked: list[IndexChange], *, keep_for_rebuild: bool) -> None:
    """Delete what was done in the version that was done; a later version stays."""
    failed = {change.pk for change in parked}
    done = [change for change in handled if change.pk not in failed]
    for start in range(0, len(done), _DELETED_AT_ONCE):
        rows = _same_versions(done[start : start + _DELETED_AT_ONCE])
        if keep_for_rebuild:
            rows.update(waits_for_rebuild=True)
        else:
            rows.delete()
    if parked:
        _same_versions(parked).update(priority=Priority.PARKED)


def _same_versions(changes: list[IndexChange]) -> QuerySet[IndexChange]:
    versions = {change.version for change in changes}
    return IndexChange.objects.filter(pk__in=[change.pk for change in changes], version__in=versions)
