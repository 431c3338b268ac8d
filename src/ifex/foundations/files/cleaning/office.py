"""Office documents: the archive is written anew, with empty properties and without the names of who
edited it.
"""

import io
import logging
import re
import zipfile
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image

from ifex.foundations.files.refusal import FileRefused
from ifex.foundations.files.sniffing import ODT, Kind

from .embedded import strip_embedded

logger = logging.getLogger(__name__)

MOST_MEMBERS = 5000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
MOST_INNER = 50
"""Documents within one: together they unpack to no more than MOST_UNPACKED."""
_BOMB = _("This document unpacks to far more than its size and is not taken.")
_UNREADABLE = _("This document is damaged and cannot be read.")
_MACROS = _("This document contains macros. Save it without them and send it again.")

_TELLING = _(
    "This document contains a film, a sound, another document or a picture from which hidden details cannot be taken."
    " Save it without that and send it again."
)

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OOXML = b"http://schemas.openxmlformats.org"
_EMPTY = {
    "docProps/core.xml": _HEAD
    + b'<cp:coreProperties xmlns:cp="'
    + _OOXML
    + b'/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": _HEAD
    + b'<Properties xmlns="'
    + _OOXML
    + b'/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": _HEAD
    + b'<Properties xmlns="'
    + _OOXML
    + b'/officeDocument/2006/custom-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/>'
    b"</office:document-meta>",
    "signatures": _HEAD
    + b'<document-signatures xmlns="urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0"/>',
    "labels": _HEAD
    + b'<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>',
}
# Each begins at a fixed word and ends at the next `<` or quote: none reads the same bytes again and again.
_NAMES = (
    (re.compile(rb"""(\b\w{1,40}:(?:author|initials|userId)\s*=\s*)(?:"[^"<]*+"|'[^'<]*+')"""), rb'\1""'),
    (re.compile(rb"""(\brefreshedBy\s*=\s*)(?:"[^"<]*+"|'[^'<]*+')"""), rb'\1""'),
    (
        re.compile(
            rb"<((?:\w{1,40}:)?(?:author|Owner|creator|lastModifiedBy|creator-initials|sender-initials)\b[^<>]*+)>"
            rb"(?:[^<]|<!\[CDATA\[)*+</"
        ),
        rb"<\1></",
    ),
    (
        re.compile(rb"""(<config:config-item\b[^<>]*config:name="Printer(?:Name|Setup)"[^<>]*+>)[^<]*+"""),
        rb"\1",
    ),
    (re.compile(rb"""(\bxlink:href\s*=\s*)(?:"file:[^"<]*+"|'file:[^'<]*+')""", re.I), rb'\1"about:blank"'),
    (re.compile(rb"""(<x15ac:absPath\b[^<>]*?\burl\s*=\s*)(?:"[^"<]*+"|'[^'<]*+')"""), rb'\1""'),
    (
        re.compile(
            rb"""(\bTarget\s*=\s*)(?:"(?:file:|\w:[\\/]|\\\\)[^"<]*+"|'(?:file:|\w:[\\/]|\\\\)[^'<]*+')""",
            re.IGNORECASE,
        ),
        rb'\1"about:blank"',
    ),
)
_PERSON = re.compile(rb"<(?:\w{1,9}:)?(?:person|fileSharing)\b[^<>]*+>")
_OF_A_PERSON = re.compile(
    rb"""(\b(?:displayName|userId|userName|lastModifiedBy)\s*=\s*)(?:"[^"<]*+"|'[^'<]*+')"""
)
_EMPTY_ELSEWHERE = (
    (re.compile(r"docProps/core\w*\.xml", re.IGNORECASE), "docProps/core.xml"),
    (re.compile(r"docProps/app\w*\.xml", re.IGNORECASE), "docProps/app.xml"),
    (re.compile(r"docProps/custom\w*\.xml", re.IGNORECASE), "docProps/custom.xml"),
    (re.compile(r".+/meta\.xml"), "meta.xml"),
    (re.compile(r"META-INF/documentsignatures\.xml"), "signatures"),
    (re.compile(r"docMetadata/LabelInfo\.xml", re.IGNORECASE), "labels"),
)
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_CUSTOM = re.compile(r"customXml/item\d*\.xml")
# Where the three formats keep pictures, films and sounds, and what is put into them as a whole.
_MEDIA = re.compile(r"(?:^|/)(?:media|Pictures|embeddings)/[^/]+$")
_THUMBNAIL = re.compile(r"(docProps|Thumbnails)/thumbnail\.\w+")


def clean_office(source: Path, target: Path, kind: Kind) -> None:
    """Write the document without its properties. Raises FileRefused, also for archives made to burst."""
    try:
        _write_anew(source, target, size=source.stat().st_size, kind=kind)
    except FileRefused:
        raise
    except Exception as refused:
        # zipfile raises whatever a hostile file makes it raise.
        logger.info("refused", exc_info=True)
        raise FileRefused(_UNREADABLE) from refused


def _write_anew(
    source: Path | IO[bytes], target: Path | IO[bytes], *, size: int, kind: Kind | None = None
) -> None:
    """`kind` is None for a document inside another."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        rows = old.infolist()
        _demand_bearable(rows, size, most=MOST_UNPACKED if kind else MOST_UNPACKED // MOST_INNER)
        inner = 0
        for row in rows:
            content = _read_member(old, row)
            is_document = content.startswith(b"PK\3\4")
            inner += is_document
            if is_document and kind is None:
                raise FileRefused(_TELLING)
            if inner > MOST_INNER:
                raise FileRefused(_BOMB)
            cleaned = _clean_inner(content) if is_document else clean_member(row.filename, content)
            # The first member of an odt must be stored as it is: it tells the kind.
            is_stored = kind == ODT and row.filename == "mimetype"
            packing = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(row.filename), cleaned, compress_type=packing)


def _clean_inner(content: bytes) -> bytes:
    """The table behind a chart. What lies in it in turn is not taken."""
    out = io.BytesIO()
    _write_anew(io.BytesIO(content), out, size=len(content))
    return out.getvalue()


def _demand_bearable(rows: list[zipfile.ZipInfo], size: int, *, most: int) -> None:
    unpacked = sum(row.file_size for row in rows)
    if len(rows) > MOST_MEMBERS or unpacked > most or unpacked > MOST_RATIO * max(size, 10_000):
        raise FileRefused(_BOMB)
    names = [row.filename for row in rows]
    if len(set(names)) != len(names):
        raise FileRefused(_UNREADABLE)
    for row in rows:
        if row.filename.startswith("/") or ".." in row.filename.split("/") or row.flag_bits & 1:
            raise FileRefused(_UNREADABLE)
        if row.filename.lower().endswith("vbaproject.bin") or row.filename.startswith("Basic/"):
            raise FileRefused(_MACROS)


def _read_member(archive: zipfile.ZipFile, row: zipfile.ZipInfo) -> bytes:
    """At most what its header promises: a header that lies is a bomb."""
    with archive.open(row) as file:
        content = file.read(row.file_size + 1)
    if len(content) > row.file_size:
        raise FileRefused(_BOMB)
    return content


def clean_member(name: str, content: bytes) -> bytes:
    if name in _EMPTY:
        return _EMPTY[name]
    for place, known in _EMPTY_ELSEWHERE:
        if place.fullmatch(name):
            return _EMPTY[known]
    if _THUMBNAIL.fullmatch(name):
        return _blank_picture(name)
    if name.endswith(".psmdcp"):
        return _EMPTY["docProps/core.xml"]
    if _CUSTOM.fullmatch(name):
        return _HEAD + b"<none/>"
    if "printerSettings" in name and name.endswith(".bin"):
        return b""
    if name.endswith((".xml", ".rels")):
        content = _in_utf8(content)
        for pattern, empty in _NAMES:
            content = pattern.sub(empty, content)
        return _PERSON.sub(lambda found: _OF_A_PERSON.sub(rb'\1"x"', found[0]), content)
    stripped = strip_embedded(content)
    if stripped is None and content and _MEDIA.search(name):
        raise FileRefused(_TELLING)
    return content if stripped is None else stripped


def _in_utf8(content: bytes) -> bytes:
    """The names in it are looked for letter by letter."""
    beginnings = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
    encoding = beginnings.get(content[:2])
    if encoding is None:
        return content
    try:
        text = content.decode(encoding)
    except UnicodeError as refused:
        raise FileRefused(_UNREADABLE) from refused
    return _HEAD + _DECLARATION.sub("", text).encode("utf-8", "replace")


def _blank_picture(name: str) -> bytes:
    """One white pixel: the first page is not shown where it would outlive a redaction."""
    kind = {"png": "PNG", "jpeg": "JPEG", "jpg": "JPEG"}.get(name.rpartition(".")[2].lower())
    if kind is None:
        return b""
    out = io.BytesIO()
    Image.new("RGB", (1, 1), "white").save(out, kind)
    return out.getvalue()
