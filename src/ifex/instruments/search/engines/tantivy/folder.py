"""The folder of a tantivy installation: which index is current, and who may write."""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ifex.instruments.search.protocol import IndexBusy

CURRENT = "current"
_PREFIX = "index-"


class IndexFolder:
    """Paths below `root`; nothing is made before it is needed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """The index that is read, or None where there is none (any more)."""
        try:
            name = (self.root / CURRENT).read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        path = self.root / name
        return path if name.startswith(_PREFIX) and "/" not in name and path.is_dir() else None

    def new(self) -> Path:
        """An empty folder for another index."""
        path = self.root / f"{_PREFIX}{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}"
        path.mkdir(parents=True)
        return path

    def make_current(self, path: Path) -> None:
        """From now on `path` is read and written; at no instant is neither it nor the old one."""
        pointer = self.root / f"{CURRENT}.next"
        with pointer.open("w", encoding="ascii") as file:
            file.write(path.name)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.root / CURRENT)
        descriptor = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def delete_others(self, *, than: Path | None) -> None:
        """Remove every other index. Readers that still map its files keep them."""
        for path in self.root.glob(f"{_PREFIX}*"):
            if path != than:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def locked(self, name: str, *, patience_seconds: float = 0.0) -> Iterator[None]:
        """Hold a lock of this folder; it ends with the process, however that ends. Raises IndexBusy."""
        self.root.mkdir(parents=True, exist_ok=True)
        path = self.root / name
        until = time.monotonic() + patience_seconds
        with path.open("a+", encoding="ascii") as file:
            while not _try_lock(file):
                if time.monotonic() >= until:
                    file.seek(0)
                    holder = file.read().strip() or "?"
                    raise IndexBusy(f"{path} is held by process {holder}")
                time.sleep(0.02)
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            try:
                yield
            finally:
                file.truncate(0)

    def is_locked(self, name: str) -> bool:
        """Whether some process (or thread) holds the lock now."""
        try:
            with (self.root / name).open("a+", encoding="ascii") as file:
                return not _try_lock(file)
        except OSError:
            return False


def _try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
