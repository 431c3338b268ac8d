"""The files that came beside an import (`files_out` wrote them): stored before its lines are read, served after."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from ifex.foundations.core.progress import progress
from ifex.foundations.files.domain.carrying import Carried, NotCarried, carry_in, is_carried, read_row
from ifex.foundations.files.domain.upload import publish_file, withdraw_file
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import open_plain
from ifex.network.archive.models import Alert, AlertAttachment, Mention

from .exporting import in_pages
from .files_out import LIST, folder_beside
from .reading_alerts import read_attachment
from .references import files_to_attach
from .rejects import REJECTED, RejectsFile
from .sources import Line, SourceRefused, jsonl_lines
from .values import Object, Unreadable, take_objects

_PAGE = 200


@dataclass
class FilesTaken:
    """What became of the files beside an import. `waiting` alerts name files that are not here; `came` has the hashes
    of those that lay there whole.
    """

    came: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    rejects: Path | None = None


@contextmanager
def files_beside(path: Path, *, by: Any) -> Iterator[FilesTaken]:
    """Store the files that came with `path`; after the block, the import, attach and serve what it shows.

    Raises SourceRefused for a folder that no export has finished; what its list or a file holds never raises.
    """
    taken = FilesTaken()
    folder = folder_beside(path)
    if path.suffix in (".gz", ".zip") and not os.path.lexists(folder):
        folder = folder_beside(path.with_suffix(""))
    is_there = os.path.lexists(folder)
    if is_there:
        _store_files(folder, taken, by)
    yield taken
    if is_there:
        _attach_late_files(taken.came)
        _follow_publications(folder, taken.came, by)
    taken.waiting = Alert.objects.filter(extra__has_key="attachments").count()


def _store_files(folder: Path, taken: FilesTaken, by: Any) -> None:
    rejects = RejectsFile(folder.name, 0, size=0)
    try:
        with progress("Storing files") as bar:
            for line in _lines_of(folder):
                try:
                    carried = _row_on(line)
                    is_new = carry_in(carried, folder, by=by)
                    taken.counts["new files" if is_new else "files that were here"] += 1
                    if is_new or is_carried(carried, folder):
                        taken.came.add(carried.sha256)
                except NotCarried as refused:
                    rejects.write(line, REJECTED, str(refused))
                    taken.counts["files refused"] += 1
                bar.advance()
    finally:
        rejects.close()
    taken.rejects = rejects.path if rejects.path.exists() else None


def _lines_of(folder: Path) -> Iterator[Line]:
    try:
        stream = open_plain(folder, LIST)
    except OSError as refused:
        raise SourceRefused(
            f"{folder / LIST}: {refused.strerror}. Its export was interrupted: export again, or move the folder away"
        ) from refused
    with stream:
        yield from jsonl_lines(stream)


def _row_on(line: Line) -> Carried:
    if line.problem:
        raise NotCarried(line.problem)
    return read_row(line.items[0])


def _rows_of(folder: Path) -> Iterator[Carried]:
    for line in _lines_of(folder):
        try:
            yield _row_on(line)
        except NotCarried:
            # The rejects file has it already.
            continue


def _follow_publications(folder: Path, came: set[str], by: Any) -> None:
    """A file is served if a publication shows it, whatever the list says; withdrawn if it was and none does.

    Only if it came whole: by its hash alone a stranger could else bring out one that is sealed here, or learn that it
    is here.
    """
    for page in in_pages((row for row in _rows_of(folder) if row.sha256 in came), _PAGE):
        hashes = [row.sha256 for row in page]
        withdrawn = {(row.sha256, row.stored_at) for row in page if row.state == FileState.WITHDRAWN}
        shown = set(
            Mention.objects.filter(thing_kind="file", thing__in=hashes).values_list("thing", flat=True)
        )
        with transaction.atomic():
            for stored in StoredFile.objects.filter(sha256__in=hashes, state=FileState.STORED):
                if stored.sha256 in shown:
                    publish_file(stored, by=by)
                elif (stored.sha256, stored.stored_at) in withdrawn:
                    withdraw_file(stored, by=by)


def _attach_late_files(came: set[str]) -> None:
    """Attachments whose file was refused when the alert came, and is here now. What an editor has opened stays."""
    waiting = Alert.objects.filter(extra__has_key="attachments", latest_revision=None).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        alert = Alert.objects.get(pk=pk)
        try:
            rows = take_objects(alert.extra, "attachments")
        except Unreadable:
            # Somebody else's `extra` may have a key of that name.
            continue
        named = {sha256 for row in rows if isinstance(sha256 := row.get("sha256"), str)}
        files = files_to_attach(named, came)
        if files:
            _attach(alert, rows, files)


def _attach(alert: Alert, rows: list[Object], files: dict[str, StoredFile]) -> None:
    still: list[Object] = []
    place = alert.attachments.count()
    with transaction.atomic():
        for number, row in enumerate(rows):
            sha256 = row.get("sha256")
            file = files.get(sha256) if isinstance(sha256, str) else None
            try:
                said = read_attachment(row)
            except Unreadable:
                file = None
            if file is None:
                still.append(row)
                continue
            AlertAttachment.objects.create(alert=alert, sort_order=place + number, file=file, **said)
        alert.extra = {key: value for key, value in alert.extra.items() if key != "attachments"}
        if still:
            alert.extra["attachments"] = still
        alert.save(update_fields=["extra"])
