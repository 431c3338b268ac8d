"""Restoring: unpack beside, verify every hash, and only then put in place."""

import hashlib
import json
import shutil
import tarfile
import tempfile
import zlib
from pathlib import Path
from typing import Any

from ifex.foundations.core import clock
from ifex.foundations.core.erasures import repeat_erasures
from ifex.foundations.core.progress import Bar

from .backing_up import CHUNK, FORMAT, MANIFEST
from .databases import (
    POSTGRES_NAME,
    SQLITE_NAME,
    copy_name,
    database_files,
    is_database_empty,
    put_database_back,
    unknown_migrations,
)
from .places import KEPT_FILES, KEPT_FOLDERS, data_folder

UNFINISHED = "restore-unfinished"
ERASURES_TO_REPEAT = "erasures-to-repeat"
# Made from the database, and so of the past.
MADE_ANEW = ("search",)


class BackupRefused(Exception):
    """The archive cannot be restored here; nothing was changed."""


def has_unfinished_restore() -> bool:
    return (data_folder() / UNFINISHED).exists()


def has_erasures_to_repeat() -> bool:
    """A backup was restored that may know again what was erased since it was made."""
    return (data_folder() / ERASURES_TO_REPEAT).exists()


def repeat_erasures_after_restore() -> int | None:
    """Once the database is up to date, and before anybody is served. None where nothing was restored."""
    if not has_erasures_to_repeat():
        return None
    count = repeat_erasures()
    (data_folder() / ERASURES_TO_REPEAT).unlink()
    return count


def is_installation_empty() -> bool:
    """Nothing here would be lost: no tables, no files (a secret key made at this very start does not
    count).
    """
    has_files = any(path.is_file() for kept in KEPT_FOLDERS for path in (data_folder() / kept).rglob("*"))
    return not has_files and is_database_empty()


def forget_half_unpacked() -> None:
    """Delete what a killed restore had unpacked. The caller has sole use of the data folder."""
    for path in data_folder().glob("restore-*/"):
        shutil.rmtree(path)


def restore_backup(source: Path, bar: Bar) -> tuple[dict[str, Any], Path | None]:
    """Put the archive in the place of what is here. Raises BackupRefused before anything is changed.

    What was here is moved to a folder beside, which is returned. Interrupted while putting in place, it
    leaves a mark: `serve` refuses to start, and the same restore can be run again.
    """
    with tempfile.TemporaryDirectory(dir=data_folder(), prefix="restore-") as desk:
        unpacked = Path(desk)
        manifest = _unpack(source, unpacked, bar)
        mark = data_folder() / UNFINISHED
        mark.touch()
        (data_folder() / ERASURES_TO_REPEAT).touch()
        replaced = _move_aside()
        for name in (*KEPT_FOLDERS, *KEPT_FILES):
            if (unpacked / name).exists():
                (unpacked / name).replace(data_folder() / name)
        put_database_back(unpacked / copy_name())
        mark.unlink()
    return manifest, replaced


def _unpack(source: Path, target: Path, bar: Bar) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    manifest = None
    try:
        with tarfile.open(source, mode="r|gz") as archive:
            for row in archive:
                if row.name == MANIFEST:
                    manifest = _read_manifest(archive, row)
                else:
                    found[row.name] = _unpack_one(archive, row, target)
                    bar.advance()
    except (tarfile.TarError, EOFError, zlib.error, OSError) as refused:
        raise BackupRefused(f"The archive cannot be read to its end ({refused}).") from refused
    if manifest is None:
        raise BackupRefused("The archive has no manifest: it was cut off, or is no backup of ifex.")
    if found != manifest["entries"]:
        promised = manifest["entries"]
        wrong = sorted(name for name in {**found, **promised} if found.get(name) != promised.get(name))
        raise BackupRefused(f"These files are not what the manifest says: {', '.join(wrong[:5])}.")
    _demand_same_database(found)
    if newer := unknown_migrations(manifest.get("migrations", [])):
        raise BackupRefused(f"The backup was made by a newer ifex (it knows {newer[0]}): upgrade first.")
    return manifest


def _read_manifest(archive: tarfile.TarFile, row: tarfile.TarInfo) -> dict[str, Any]:
    file = archive.extractfile(row)
    try:
        manifest = json.loads(file.read() if file else b"")
        known = manifest["format"] == FORMAT and isinstance(manifest["entries"], dict)
    except (ValueError, KeyError, TypeError) as refused:
        raise BackupRefused("The manifest of the archive is damaged.") from refused
    if not known:
        raise BackupRefused("The archive was made by a newer ifex: restore it with that one.")
    return dict(manifest)


def _unpack_one(archive: tarfile.TarFile, row: tarfile.TarInfo, target: Path) -> dict[str, Any]:
    parts = row.name.split("/")
    is_expected = parts[0] in (*KEPT_FOLDERS, *KEPT_FILES, SQLITE_NAME, POSTGRES_NAME)
    file = archive.extractfile(row) if row.isreg() else None
    if file is None or not is_expected or ".." in parts or "" in parts:
        raise BackupRefused(f"The archive holds {row.name!r}, which no backup of ifex does.")
    path = target / row.name
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as out:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    path.chmod(row.mode & 0o700 | row.mode & 0o040)
    return {"sha256": digest.hexdigest(), "size": size}


def _demand_same_database(found: dict[str, Any]) -> None:
    if copy_name() in found:
        return
    if SQLITE_NAME in found or POSTGRES_NAME in found:
        theirs, ours = ("SQLite", "PostgreSQL") if SQLITE_NAME in found else ("PostgreSQL", "SQLite")
        raise BackupRefused(f"The backup is of a {theirs} database, DATABASE_URL names one of {ours}.")
    raise BackupRefused("The archive holds no database.")


def _move_aside() -> Path | None:
    """Nothing is deleted: what was here waits in `replaced-<moment>` until the operator removes it."""
    folder = data_folder() / f"replaced-{clock.now():%Y%m%dT%H%M%S}"
    paths = [data_folder() / name for name in (*KEPT_FOLDERS, *KEPT_FILES, *MADE_ANEW)]
    present = [path for path in paths if path.exists()] + database_files()
    if not present:
        return None
    folder.mkdir(mode=0o700, exist_ok=True)
    for path in present:
        shutil.move(path, folder / path.name)
    return folder
