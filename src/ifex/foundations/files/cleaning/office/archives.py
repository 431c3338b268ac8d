"""The archive that a document is: read within bounds, and written anew."""

import io
import posixpath
import zipfile
from typing import IO, Self
from urllib.parse import unquote

from ifex.foundations.files.cleaning.in_a_process import UNREADABLE, NotTaken
from ifex.foundations.files.cleaning.markup import Element, read_markup

from .refused import BURSTS

MOST_MEMBERS = 5000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
MOST_MARKUP = 60 * 1024 * 1024
"""Bytes of one part that is XML: as a tree it takes some ten times as much."""


class Archive:
    """The members of a document by their names, in small or capital letters alike.

    Raises NotTaken for one made to burst.
    """

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        rows = self._zip.infolist()
        unpacked = sum(row.file_size for row in rows)
        if (
            len(rows) > MOST_MEMBERS
            or unpacked > MOST_UNPACKED
            or unpacked > MOST_RATIO * max(len(content), 10_000)
        ):
            raise NotTaken(BURSTS)
        self._rows = {row.filename.lower(): row for row in rows}
        if len(self._rows) != len(rows) or any(row.flag_bits & 1 for row in rows):
            raise NotTaken(UNREADABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._rows

    def read(self, name: str) -> bytes:
        """At most what its header promises: a header that lies is a bomb. Raises KeyError."""
        row = self._rows[name.lower()]
        with self._zip.open(row) as file:
            content = file.read(row.file_size + 1)
        if len(content) > row.file_size:
            raise NotTaken(BURSTS)
        return content

    def read_markup(self, name: str) -> Element:
        """Raises NotTaken, also for a document type: no office program writes one."""
        if self._rows[name.lower()].file_size > MOST_MARKUP:
            raise NotTaken(BURSTS)
        root = read_markup(self.read(name))
        if root.getroottree().docinfo.doctype:
            raise NotTaken(UNREADABLE)
        return root


def write_archive(out: IO[bytes], members: dict[str, bytes], *, stored: str = "") -> None:
    """All at the same moment, long ago; the member `stored` is not packed."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            packing = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=packing)


def resolve_target(source: str, target: str) -> str:
    """The member that `target` names in the part `source`."""
    if target.startswith("/"):
        return unquote(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(target)))
