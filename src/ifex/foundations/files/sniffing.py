"""What a file is, by its content. Its name and the type that the browser claims are not asked."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .refusal import FileRefused

HEAD = 4096


@dataclass(frozen=True)
class Kind:
    """`media_type` as it is served, `ending` as its name gets it."""

    media_type: str
    ending: str


JPEG = Kind("image/jpeg", ".jpg")
PNG = Kind("image/png", ".png")
GIF = Kind("image/gif", ".gif")
WEBP = Kind("image/webp", ".webp")
AVIF = Kind("image/avif", ".avif")
PDF = Kind("application/pdf", ".pdf")
TEXT = Kind("text/plain", ".txt")
CSV = Kind("text/csv", ".csv")
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
ODT = Kind("application/vnd.oasis.opendocument.text", ".odt")

IMAGES = (JPEG, PNG, GIF, WEBP, AVIF)
OFFICE = (DOCX, XLSX, ODT)
ALLOWED = (*IMAGES, PDF, TEXT, CSV, *OFFICE)

_NOT_ALLOWED = _(
    "This kind of file is not taken. Send a picture (JPEG, PNG, WebP, AVIF, GIF), a PDF, a text, a CSV table,"
    " or a document in docx, xlsx or odt."
)
_TWO_KINDS = _("This file is two kinds of file at once and is not taken.")
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<?php")


def sniff(path: Path, *, name: str) -> Kind:
    """The kind of the file at `path`. `name` only tells a table from a text. Raises FileRefused."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    kind = _sniff_binary(path, head)
    if kind is None:
        return _sniff_text(path, head, name)
    if kind not in OFFICE:
        _demand_one_kind(path, head, kind)
    return kind


def _sniff_binary(path: Path, head: bytes) -> Kind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in {b"avif", b"avis"}:
        return AVIF
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _sniff_archive(path)
    return None


def _sniff_archive(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            starts_at_once = min((row.header_offset for row in archive.infolist()), default=1) == 0
            mimetype = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError) as refused:
        raise FileRefused(_NOT_ALLOWED) from refused
    if not starts_at_once:
        raise FileRefused(_TWO_KINDS)
    if mimetype == ODT.media_type.encode() and "content.xml" in names:
        return ODT
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    raise FileRefused(_NOT_ALLOWED)


def _demand_one_kind(path: Path, head: bytes, kind: Kind) -> None:
    """A picture or PDF that is also an archive, a PDF or a page is a way around somebody's filter."""
    hidden = (b"%PDF-", *_MARKUP[:2], *_MARKUP[4:]) if kind in IMAGES else _MARKUP[:2]
    start = head[1:1024].lower()
    if any(mark.lower() in start for mark in hidden) or zipfile.is_zipfile(path):
        raise FileRefused(_TWO_KINDS)


def _sniff_text(path: Path, head: bytes, name: str) -> Kind:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise FileRefused(_NOT_ALLOWED)
    if b"\0" in head:
        raise FileRefused(_NOT_ALLOWED)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            while text := file.read(1 << 16):
                if any(ord(mark) < 32 and mark not in "\t\r\n\f" for mark in text):
                    raise FileRefused(_NOT_ALLOWED)
    except UnicodeDecodeError as refused:
        calls_itself_text = name.lower().endswith((".txt", ".csv")) or "." not in name
        if not calls_itself_text or any(byte < 32 and byte not in b"\t\r\n\f" for byte in head):
            raise FileRefused(_NOT_ALLOWED) from refused
        raise FileRefused(_("This text is not in UTF-8. Save it as UTF-8 and send it again.")) from refused
    return CSV if name.lower().endswith(".csv") else TEXT
