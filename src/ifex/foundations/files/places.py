"""Where files lie in the data folder, and how they get there whole or not at all."""

import contextlib
import errno
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

SECONDS_UNTIL_ABANDONED = 24 * 3600


def sealed_path(sha256: str) -> Path:
    """The original. Only the restoring operator opens it."""
    return Path(settings.IFEX_DATA) / "sealed" / sha256


def cleaned_path(cleaned_sha256: str) -> Path:
    """The copy that is shown."""
    return Path(settings.IFEX_DATA) / "files" / "cleaned" / cleaned_sha256


def _desk() -> Path:
    folder = Path(settings.IFEX_DATA) / "sealed" / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.parent.chmod(0o700)
    return folder


@contextlib.contextmanager
def spare_file() -> Iterator[Path]:
    """A path beside the sealed files for a file in the making; what is still there at the end is deleted."""
    handle, name = tempfile.mkstemp(dir=_desk())
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def write_chunks(path: Path, chunks: Iterable[bytes], *, most: int) -> int | None:
    """Write `chunks` to `path`. Returns the size, or None if there are more than `most` bytes."""
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                return None
            file.write(chunk)
    return size


def hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_plain(folder: Path, name: str) -> IO[bytes]:
    """The file `name` of `folder`. Raises OSError where either is a link, or the file a pipe, a device, a folder."""
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
    finally:
        os.close(place)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a plain file")
    return os.fdopen(handle, "rb")


def put_in_place(spare: Path, place: Path, *, mode: int) -> None:
    """Move `spare` to `place` so that after a power cut `place` is whole or absent."""
    spare.chmod(mode)
    with spare.open("rb") as file:
        os.fsync(file.fileno())
    place.parent.mkdir(parents=True, exist_ok=True)
    spare.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def forget_abandoned_uploads() -> int:
    """Delete what killed processes left half-made a day ago. Returns how many."""
    count = 0
    for path in _desk().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > SECONDS_UNTIL_ABANDONED:
                path.unlink()
                count += 1
    return count
