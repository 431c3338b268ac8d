"""Opening, reloading and rebuilding a tantivy index."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from ifex.instruments.search.protocol import SearchUnavailable

from .folder import CURRENT, IndexFolder
from .reading import TantivySnapshot
from .writing import TantivyWriter, create_index, open_index

_WRITING, _REBUILDING = "lock", "lock-rebuild"
_PATIENCE_SECONDS = 120.0
_META = "meta.json"

Marks = tuple[int, ...]


class TantivyEngine:
    """See `protocol.Engine`. Safe to share between threads; forked processes open their own."""

    def __init__(self, root: Path) -> None:
        self.folder = IndexFolder(root)
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._pid = os.getpid()
        self._index: tantivy.Index | None = None
        self._path: Path | None = None
        self._marks: Marks = ()
        self._snapshot: TantivySnapshot | None = None
        self._kept_writer: tuple[Path, TantivyWriter] | None = None

    # --- reading

    def exists(self) -> bool:
        return self.folder.current() is not None

    def is_rebuilding(self) -> bool:
        return self.folder.is_locked(_REBUILDING)

    def snapshot(self) -> TantivySnapshot:
        with self._lock:
            if self._pid != os.getpid():
                self._forget()
            try:
                marks = self._read_marks()
            except OSError as missing:
                self._index = self._snapshot = None
                raise SearchUnavailable(f"There is no search index in {self.folder.root}.") from missing
            if self._snapshot is None or marks != self._marks:
                self._snapshot = self._open_snapshot(marks)
                self._marks = marks
            return self._snapshot

    def _read_marks(self) -> Marks:
        """Two looks at files say whether anything was committed or swapped."""
        pointer = os.stat(self.folder.root / CURRENT)
        if self._path is None or self._marks[:2] != (pointer.st_ino, pointer.st_mtime_ns):
            self._path = self.folder.current()
            self._index = None
            if self._path is None:
                raise FileNotFoundError(CURRENT)
        meta = os.stat(self._path / _META)
        return (pointer.st_ino, pointer.st_mtime_ns, meta.st_ino, meta.st_mtime_ns, meta.st_size)

    def _open_snapshot(self, marks: Marks) -> TantivySnapshot:
        assert self._path is not None
        try:
            if self._index is None:
                self._index = open_index(self._path)
                self._index.config_reader("manual", 0)
            self._index.reload()
        except (ValueError, OSError) as broken:
            self._index = None
            raise SearchUnavailable(f"{self._path}: {broken}") from broken
        return TantivySnapshot(self._index, generation=f"{self._path.name}.{marks[2]:x}.{marks[3]:x}")

    # --- writing

    @contextmanager
    def writer(self) -> Iterator[TantivyWriter]:
        with self.folder.locked(_WRITING):
            writer = self._current_writer()
            try:
                yield writer
            except BaseException:
                self.let_writer_go()
                raise

    def _current_writer(self) -> TantivyWriter:
        """The one kept from the last time (its merges go on meanwhile), unless the index was swapped
        since.
        """
        if self._pid != os.getpid():
            self._forget()
        path = self.folder.current()
        if path is None:
            if (self.folder.root / CURRENT).exists():
                raise SearchUnavailable(
                    f"The index in {self.folder.root} was deleted: run `ifex search rebuild`."
                )
            path = self.folder.new()
            create_index(path)
            self.folder.make_current(path)
        if self._kept_writer is None or self._kept_writer[0] != path:
            self.let_writer_go()
            self._kept_writer = (path, TantivyWriter(open_index(path)))
        return self._kept_writer[1]

    def let_writer_go(self) -> None:
        """Close the kept writer, so that another process may write."""
        kept, self._kept_writer = self._kept_writer, None
        if kept is not None:
            kept[1].close()

    @contextmanager
    def rebuilding(self) -> Iterator[TantivyWriter]:
        with self.folder.locked(_REBUILDING):
            self.folder.delete_others(than=self.folder.current())
            path = self.folder.new()
            writer = TantivyWriter(create_index(path), is_new=True)
            try:
                yield writer
                writer.commit()
                writer.finish()
            finally:
                writer.close()
            with self.folder.locked(_WRITING, patience_seconds=_PATIENCE_SECONDS):
                self.let_writer_go()
                self.folder.make_current(path)
            self.folder.delete_others(than=path)
