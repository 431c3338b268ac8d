"""Backups: one archive with the database, the files, the sealed originals and the secret key."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from ifex import __version__
from ifex.foundations.core import clock
from ifex.foundations.core.progress import Bar

from .databases import applied_migrations, copy_database, copy_name
from .places import data_folder, kept_files

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20


class _Hashing(io.RawIOBase):
    """Passes a file on and hashes what passes."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.hash = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        chunk: bytes = self._file.read(size)
        self.hash.update(chunk)
        return chunk


def write_backup(target: Path, bar: Bar) -> dict[str, Any]:
    """Write the archive to `target`, whole or not at all. Returns its manifest.

    The database is copied first: files are stored before the rows that name them, so every row's file is
    there.
    """
    beside = target.with_name(f".{target.name}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
                manifest = _fill(archive, bar)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def _fill(archive: tarfile.TarFile, bar: Bar) -> dict[str, Any]:
    entries: dict[str, dict[str, Any]] = {}
    migrations = applied_migrations()
    with tempfile.TemporaryDirectory(dir=data_folder(), prefix="backup-") as desk:
        copy = Path(desk) / copy_name()
        copy_database(copy)
        names = kept_files()
        bar.set_total(len(names) + 1)
        entries[copy.name] = _add(archive, copy, copy.name)
        bar.advance()
    for name in names:
        try:
            entries[name] = _add(archive, data_folder() / name, name)
        except FileNotFoundError:
            # Removed by retention since the list was made: the database's copy may still name it, as it would
            # have if the removal had come a moment later.
            continue
        bar.advance()
    manifest = {
        "format": FORMAT,
        "ifex": __version__,
        "made_at": clock.now().isoformat(timespec="seconds"),
        "migrations": migrations,
        "entries": entries,
    }
    # Last: an archive without it was cut off.
    _add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
    return manifest


def _add(archive: tarfile.TarFile, path: Path, name: str) -> dict[str, Any]:
    with path.open("rb") as file:
        row = tarfile.TarInfo(name)
        status = os.fstat(file.fileno())
        row.size, row.mtime, row.mode = status.st_size, int(status.st_mtime), status.st_mode & 0o777
        hashing = _Hashing(file)
        archive.addfile(row, hashing)  # type: ignore[arg-type]
    return {"sha256": hashing.hash.hexdigest(), "size": row.size}


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    row = tarfile.TarInfo(name)
    row.size, row.mtime, row.mode = len(content), int(clock.now().timestamp()), 0o600
    archive.addfile(row, io.BytesIO(content))
