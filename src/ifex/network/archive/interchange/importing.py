"""`ifex import`: file → lines → batches → transactions. Killed at any instant it goes on where it stood.

A batch is read and checked outside the transaction and written inside it, together with how far the run has come.
Its size follows the clock, so that the write lock is held for about AIM_SECONDS and others get their turn between.
"""

import fcntl
import hashlib
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from ifex.foundations.audit.domain import name_actor, record_act
from ifex.foundations.core import clock
from ifex.foundations.core.bulk import Numbers
from ifex.foundations.core.long_work import settle_for_long_work
from ifex.foundations.core.progress import Bar
from ifex.network.archive.domain.gates import Refusal
from ifex.network.archive.enums import ImportState
from ifex.network.archive.models import ImportRun

from . import reading_alerts, reading_cases  # noqa: F401 (they register their readers)
from .cpj import CPJ_COLUMNS, read_cpj_row
from .csv_source import csv_lines, read_mapping
from .reading import Entry, read_object
from .references import References, load_references
from .rejects import RejectsFile
from .replacing import ChangedHere, replace_entry
from .sources import Line, SourceRefused, jsonl_lines, open_source
from .storing import prepare_new, resolve_pending_references, store_new
from .values import Unreadable

AIM_SECONDS = 0.025
PAUSE_SECONDS = 0.002
SMALLEST_BATCH, FIRST_BATCH, LARGEST_BATCH = 8, 30, 250


class ImportRunsAlready(Exception):
    """Another import is at work on this installation."""


@dataclass
class Outcome:
    """What a run did. `counts` by what happened; `waiting` references still lack their counterpart."""

    run: ImportRun
    counts: Counter[str]
    waiting: int
    rejects: Path | None


def import_file(
    path: Path, *, format: str, mapping: Path | None = None, came: Collection[str] = (), by: Any, bar: Bar
) -> Outcome:
    """Take the file in; `came` has the hashes of the files beside it that may be attached.

    Raises SourceRefused, ImportRunsAlready; whatever a line holds never raises.
    """
    with _one_at_a_time():
        digest, total = _measure(path, format, mapping)
        with open_source(path) as stream:
            # A file of another kind is refused here, before there is a run.
            lines = _lines_of(stream, path, format, mapping)
            run = _open_run(path, format, digest, by)
            bar.set_total(total)
            rejects = _take_in(lines, run, came=came, by=by, bar=bar)
        return _close_run(run, rejects, by)


def import_objects(items: Iterable[dict[str, Any]], *, name: str, by: Any, bar: Bar) -> Outcome:
    """Take in objects that a program makes (the demonstration world). Told apart by `name`, resumable like a file."""
    lines = (Line(number, str(item.get("uid", "")).encode(), [item]) for number, item in enumerate(items, 1))
    with _one_at_a_time():
        digest = hashlib.sha256(name.encode()).hexdigest()
        run = _open_run(Path(name), "objects", digest, by)
        return _close_run(run, _take_in(lines, run, by=by, bar=bar), by)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    folder = Path(settings.IFEX_DATA) / "run"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "import.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ImportRunsAlready from None
        yield


def _measure(path: Path, format: str, mapping: Path | None) -> tuple[str, int]:
    """A hash that names this file read in this way, and its number of lines."""
    digest = hashlib.sha256(f"{format}\0{mapping.read_bytes() if mapping else b''!r}".encode())
    lines, last = 0, b"\n"
    with open_source(path) as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
            lines += chunk.count(b"\n")
            last = chunk[-1:]
    return digest.hexdigest(), lines + (last != b"\n")


def _lines_of(stream: IO[bytes], path: Path, format: str, mapping: Path | None) -> Iterator[Line]:
    if format == "jsonl":
        if ".csv" in path.suffixes:
            raise SourceRefused(f"{path.name} is a CSV file: say --format csv or --format cpj")
        return jsonl_lines(stream)
    if format == "cpj":
        return csv_lines(stream, read_cpj_row, needs=CPJ_COLUMNS)
    if mapping is None:
        raise SourceRefused("a CSV file needs --mapping: docs/how-to/import.md shows one")
    by_mapping = read_mapping(mapping)
    return csv_lines(stream, by_mapping, needs=by_mapping.columns)


def _open_run(path: Path, format: str, digest: str, by: Any) -> ImportRun:
    """The run of this very file that was interrupted, else a new one."""
    open_runs = ImportRun.objects.filter(digest=digest).exclude(state=ImportState.FINISHED)
    run: ImportRun | None = open_runs.order_by("-pk").first()
    return run or ImportRun.objects.create(
        name=path.name[:255], format=format, digest=digest, started_at=clock.now(), actor=name_actor(by)
    )


def _take_in(
    lines: Iterable[Line], run: ImportRun, *, came: Collection[str] = (), by: Any, bar: Bar
) -> RejectsFile:
    settle_for_long_work()
    rejects = RejectsFile(run.name, run.pk, size=run.rejects_size)
    pace, references, numbers = Pace(), References(now=run.started_at, came=came), Numbers()
    try:
        for batch in _batches(_skip_done(lines, run, bar), pace):
            pace.follow(_take_in_batch(batch, run, references, numbers, rejects, by))
            bar.advance(len(batch))
            time.sleep(PAUSE_SECONDS)
    except BaseException:
        rejects.close()
        raise
    return rejects


def _skip_done(lines: Iterable[Line], run: ImportRun, bar: Bar) -> Iterator[Line]:
    for line in lines:
        if line.number <= run.lines_done:
            bar.advance()
        else:
            yield line


class Pace:
    """How many lines make a batch, so that its transaction takes about AIM_SECONDS."""

    def __init__(self) -> None:
        self.size = FIRST_BATCH

    def follow(self, seconds: float) -> None:
        wanted = int(self.size * min(2.0, max(0.5, AIM_SECONDS / max(seconds, 1e-4))))
        self.size = min(LARGEST_BATCH, max(SMALLEST_BATCH, wanted))


def _batches(lines: Iterable[Line], pace: Pace) -> Iterator[list[Line]]:
    """Batches in which no identifier comes twice."""
    batch: list[Line] = []
    uids: set[str] = set()
    for line in lines:
        own = {
            uid for item in line.items if isinstance(item, dict) and isinstance(uid := item.get("uid"), str)
        }
        if batch and (len(batch) >= pace.size or own & uids):
            yield batch
            batch, uids = [], set()
        batch.append(line)
        uids |= own
    if batch:
        yield batch


def _take_in_batch(
    batch: list[Line], run: ImportRun, references: References, numbers: Numbers, rejects: RejectsFile, by: Any
) -> float:
    """Seconds of work inside the transaction."""
    load_references((item for item in chain.from_iterable(line.items for line in batch) if isinstance(item, dict)),
                    references)  # fmt: skip
    counts: Counter[str] = Counter()
    new, changed = _sort_out(batch, references, rejects, counts)
    moment = clock.now()
    fresh = prepare_new([entry for entry, _ in new], numbers, at=moment, by=by)
    with transaction.atomic():
        # Neither waiting for the lock nor for a turn on the processor says anything about the size of the batch.
        started = time.thread_time()
        store_new(fresh, by=by)
        counts.update({f"new {kind}": count for kind, count in fresh.counts.items()})
        lines_of = {id(entry): line for entry, line in [*new, *((e, li) for e, li, _ in changed)]}
        for entry, refusals in fresh.kept_as_draft:
            _note_draft(lines_of[id(entry)], refusals, rejects, counts)
        for entry, line, existing in changed:
            _replace(entry, line, existing, rejects, counts, moment, by)
        run.lines_done = batch[-1].number
        run.counts = dict(Counter(run.counts) + counts)
        run.rejects_size = rejects.flush()
        run.save(update_fields=["lines_done", "counts", "rejects_size"])
    return time.thread_time() - started


Read = list[tuple[Entry, Line]]


def _sort_out(
    batch: list[Line], references: References, rejects: RejectsFile, counts: Counter[str]
) -> tuple[Read, list[tuple[Entry, Line, Any]]]:
    """The entries that are new, and those that are here in another shape; the rest is counted or rejected."""
    new: Read = []
    changed: list[tuple[Entry, Line, Any]] = []
    for line in batch:
        try:
            entries = _read_line(line, references)
        except Unreadable as wrong:
            rejects.write(line, "rejected", str(wrong))
            counts["rejected"] += 1
            continue
        for entry, existing in entries:
            if existing is None:
                new.append((entry, line))
            elif existing.imported_digest == entry.digest:
                counts["unchanged"] += 1
            else:
                changed.append((entry, line, existing))
            _note_unmapped(entry, line, rejects, counts)
    return new, changed


def _read_line(line: Line, references: References) -> list[tuple[Entry, Any]]:
    """All objects of a line, each with the row that has its identifier already; one bad object refuses the line."""
    if line.problem:
        raise Unreadable(line.problem)
    entries: list[tuple[Entry, Any]] = []
    try:
        for item in line.items:
            entry = read_object(item, references)
            entries.append((entry, references.rows_of(entry.kind).get(entry.uid)))
            references.remember(entry.kind, entry.parts.record)
    except Unreadable:
        # Nobody may lean on an object whose line is refused.
        for entry, existing in entries:
            if existing is None:
                references.rows_of(entry.kind).pop(entry.uid, None)
        raise
    return entries


def _note_unmapped(entry: Entry, line: Line, rejects: RejectsFile, counts: Counter[str]) -> None:
    for name, values in entry.unmapped.items():
        for value in values:
            rejects.write(line, "note", f"{name} knows no {value!r}: kept, to be mapped")
            counts["unknown values"] += 1


def _note_draft(line: Line, refusals: list[Refusal], rejects: RejectsFile, counts: Counter[str]) -> None:
    reasons = " ".join(str(refusal.message) for refusal in refusals)
    rejects.write(line, "draft", f"kept as a draft: {reasons}")
    counts["kept as drafts"] += 1


def _replace(
    entry: Entry, line: Line, existing: Any, rejects: RejectsFile, counts: Counter[str], at: Any, by: Any
) -> None:
    try:
        refusals = replace_entry(entry, existing, at=at, by=by)
        counts["changed"] += 1
        if refusals:
            reasons = " ".join(str(refusal.message) for refusal in refusals)
            rejects.write(line, "draft", f"what is published stays as it was: {reasons}")
            counts["changes not published"] += 1
    except ChangedHere:
        rejects.write(line, "rejected", "it has been edited here since it was imported")
        counts["rejected"] += 1


def _close_run(run: ImportRun, rejects: RejectsFile, by: Any) -> Outcome:
    waiting = resolve_pending_references()
    with transaction.atomic():
        run.state, run.finished_at = ImportState.FINISHED, clock.now()
        run.save(update_fields=["state", "finished_at"])
        record_act("import-finished", by=by, subject_kind="import", subject=run.pk, done=run.lines_done,
                   counts=run.counts)  # fmt: skip
    rejects.close()
    return Outcome(run, Counter(run.counts), waiting, rejects.path if rejects.path.exists() else None)
