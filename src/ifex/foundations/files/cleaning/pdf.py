"""PDF: written anew from its pages, without author, program, XMP, scripts, attachments and names of
annotators. In a process of its own, for a small file can ask for gigabytes.
"""

import io
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from ifex.foundations.core.apart import TakesTooMuch, bound_this_process, read_apart
from ifex.foundations.core.turns import alone
from ifex.foundations.files.refusal import FileRefused

from .embedded import strip_embedded

MOST_PAGES = 3000
SECONDS = 60
LARGE = 1_000_000
"""Bytes, beyond which one at a time, in all processes."""
LARGE_PDF = "large-pdf"
_CLEANED = b"cleaned"
_REFUSALS = {
    b"locked": _("This PDF is locked with a password. Send it unlocked."),
    b"pages": _("This PDF has too many pages."),
    b"unreadable": _("This PDF is damaged and cannot be read."),
}
_TAKES_TOO_MUCH = _("This PDF takes too long to read. Save it anew, or send its pages as pictures.")
_OF_THE_DOCUMENT = (
    "/Metadata",
    "/PieceInfo",
    "/OpenAction",
    "/AA",
    "/AF",
    "/Collection",
    "/Perms",
    "/Legal",
)
_OF_ANY_OBJECT = ("/Metadata", "/PieceInfo", "/LastModified", "/AA")
_OF_AN_ANNOTATION = (
    "/T",
    "/M",
    "/CreationDate",
    "/NM",
    "/FS",
    "/Sound",
    "/Movie",
    "/RichMediaContent",
    "/3DD",
)
# A dictionary is told by its subtype: its type need not be said.
_ANNOTATIONS = frozenset(
    ["/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
     "/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen",
     "/Redact", "/Watermark", "/RichMedia", "/Projection", "/3D"]
)  # fmt: skip
_OF_A_FILE = ("/F", "/UF", "/DOS", "/Mac", "/Unix", "/EF", "/RF", "/Desc")
_OF_A_SIGNATURE = ("/Name", "/Location", "/Reason", "/ContactInfo", "/M", "/Prop_Build", "/Contents", "/Cert")
_DROPPED_ACTIONS = ("/JavaScript", "/Launch", "/GoToR", "/GoToE", "/ImportData", "/SubmitForm", "/Rendition")
_NAMES_DROPPED = ("/JavaScript", "/EmbeddedFiles")


def clean_pdf(source: Path, target: Path) -> None:
    """Write the PDF without metadata. Raises FileRefused."""
    try:
        with alone(LARGE_PDF) if source.stat().st_size > LARGE else nullcontext():
            told = read_apart(__name__, source.read_bytes(), seconds=SECONDS)
    except TakesTooMuch as refused:
        raise FileRefused(_TAKES_TOO_MUCH) from refused
    word, _line, content = told.partition(b"\n")
    if word != _CLEANED:
        raise FileRefused(_REFUSALS[word])
    target.write_bytes(content)


def _clean_input() -> None:
    """What `clean_pdf` reads, on standard output: one word, and where it is `cleaned` the PDF."""
    bound_this_process()
    try:
        told = _cleaned(sys.stdin.buffer.read())
    except MemoryError:
        raise
    except Exception:
        # The reader raises whatever a hostile file makes it raise.
        told = b"unreadable\n"
    sys.stdout.buffer.write(told)


def _cleaned(content: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        return b"locked\n"
    if len(reader.pages) > MOST_PAGES:
        return b"pages\n"
    stripped, written = io.BytesIO(), io.BytesIO()
    _strip(PdfWriter(clone_from=reader)).write(stripped)
    # A second copy, because a copy takes only what can still be reached from the pages.
    last = PdfWriter(clone_from=PdfReader(stripped))
    last.metadata = None
    last.write(written)
    return _CLEANED + b"\n" + written.getvalue()


def _strip(writer: PdfWriter) -> PdfWriter:
    writer.metadata = None
    _strip_root(writer)
    for thing in writer._objects:
        _strip_whole(thing)
    return writer


def _strip_root(writer: PdfWriter) -> None:
    root: Any = writer.root_object
    for key in _OF_THE_DOCUMENT:
        root.pop(key, None)
    if "/Names" in root:
        names = root["/Names"].get_object()
        for key in _NAMES_DROPPED:
            names.pop(key, None)
    if "/AcroForm" in root:
        root["/AcroForm"].get_object().pop("/XFA", None)


def _strip_whole(thing: Any) -> None:
    """With what lies inside it; what it only points to is an object of its own."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            _strip_object(one)
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one


def _strip_object(thing: DictionaryObject) -> None:
    for key in (*_OF_ANY_OBJECT, *_keys_to_drop(thing)):
        thing.pop(key, None)
    if _name_at(thing, "/S") in _DROPPED_ACTIONS:
        thing.clear()
    elif isinstance(thing, StreamObject) and thing.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        thing._data = strip_embedded(thing._data) or thing._data


def _keys_to_drop(thing: DictionaryObject) -> tuple[str, ...]:
    subtype, kind = _name_at(thing, "/Subtype"), _name_at(thing, "/Type")
    if subtype in _ANNOTATIONS:
        is_of_a_file = subtype == "/FileAttachment"
        return (*_OF_AN_ANNOTATION, "/Contents") if is_of_a_file else _OF_AN_ANNOTATION
    if kind in ("/Filespec", "/F") or "/EF" in thing:
        return _OF_A_FILE
    if kind == "/Sig" or "/ByteRange" in thing:
        return _OF_A_SIGNATURE
    return ()


def _name_at(thing: DictionaryObject, key: str) -> str:
    """Also where it stands elsewhere and is only pointed to."""
    value = thing.get(key)
    found = value.get_object() if value is not None else None
    return str(found) if isinstance(found, NameObject) else ""


if __name__ == "__main__":
    _clean_input()
