"""What the data folder holds, and who is at work on it."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# Everything that must be backed up beside the database. `static`, `search` and `run` are made anew.
KEPT_FOLDERS = ("files", "sealed")
KEPT_FILES = ("secret-key",)
LEFT_OUT = ("sealed/incoming",)


class AlreadyServed(RuntimeError):
    """Another process serves, or restores, this data folder."""


def data_folder() -> Path:
    return Path(settings.IFEX_DATA)


@contextlib.contextmanager
def sole_use() -> Iterator[None]:
    """Nobody else serves this data folder meanwhile. The lock ends with the process, however it ends."""
    path = data_folder() / "run" / "serve.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as refused:
            raise AlreadyServed from refused
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def kept_files() -> list[str]:
    """The files to back up, as paths relative to the data folder, in order."""
    folder = data_folder()
    names = [name for name in KEPT_FILES if (folder / name).is_file()]
    for kept in KEPT_FOLDERS:
        for path in sorted((folder / kept).rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not name.startswith(LEFT_OUT):
                names.append(name)
    return names
