"""The one writer of a tantivy index."""

import errno
from collections.abc import Callable, Iterable
from pathlib import Path

import tantivy

from ifex.instruments.search.analysed import AnalysedDocument
from ifex.instruments.search.documents import DocumentKey
from ifex.instruments.search.protocol import IndexBusy, IndexNotWritten, SearchUnavailable

from .schema import KEY, ORDER, key_text, make_document, make_schema, prepare

_HEAP_BYTES = 150_000_000


def create_index(path: Path) -> tantivy.Index:
    """An empty index in an empty folder."""
    return prepare(
        tantivy.Index(make_schema(), str(path), sort_by_field=ORDER, sort_order=tantivy.Order.Desc)
    )


def open_index(path: Path) -> tantivy.Index:
    """Raises SearchUnavailable where the files are damaged, or of another version of our schema."""
    try:
        index = tantivy.Index.open(str(path))
    except (ValueError, OSError) as broken:
        raise SearchUnavailable(f"{path}: {broken}") from broken
    if index.schema != make_schema():
        raise SearchUnavailable(f"{path} was made by another version: run `ifex search rebuild`.")
    return prepare(index)


class TantivyWriter:
    """See `protocol.Writer`. `on_new`: nothing to overwrite, which is quicker."""

    def __init__(self, index: tantivy.Index, *, is_new: bool = False) -> None:
        self._is_new = is_new
        try:
            self._writer: tantivy.IndexWriter | None = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        except (ValueError, OSError) as refused:
            if "lock" in str(refused).lower():
                raise IndexBusy(str(refused)) from refused
            raise _explained(refused) from refused

    def index(self, documents: Iterable[AnalysedDocument]) -> int:
        count = 0
        writer = self._open()
        for document in documents:
            if not self._is_new:
                self._guarded(writer.delete_documents_by_term, KEY, key_text(document.key))
            self._guarded(writer.add_document, make_document(document))
            count += 1
        return count

    def delete(self, keys: Iterable[DocumentKey]) -> None:
        for key in keys:
            self._guarded(self._open().delete_documents_by_term, KEY, key_text(key))

    def commit(self) -> None:
        self._guarded(self._open().commit)

    def close(self) -> None:
        """Forget what was not committed, end, and let go of the index at once, whoever still holds this
        object.
        """
        writer, self._writer = self._writer, None
        del writer

    def finish(self) -> None:
        """Wait for merges and end; the object is of no use afterwards."""
        self._guarded(self._open().wait_merging_threads)
        self.close()

    def _open(self) -> tantivy.IndexWriter:
        assert self._writer is not None, "the writer is closed"
        return self._writer

    @staticmethod
    def _guarded(act: Callable[..., object], *args: object) -> None:
        try:
            act(*args)
        except (ValueError, OSError) as refused:
            raise _explained(refused) from refused


def _explained(refused: Exception) -> Exception:
    text = str(refused)
    if getattr(refused, "errno", None) == errno.ENOSPC or "os error 28" in text:
        return IndexNotWritten(f"The disk is full: {text}")
    return IndexNotWritten(text)
