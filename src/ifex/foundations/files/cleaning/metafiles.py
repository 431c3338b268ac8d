"""Drawings of Windows: record by record, without descriptions, remarks of programs, and what lies behind the end."""

import io
from collections.abc import Iterator

from PIL import Image

from .images import MOST_PIXELS
from .jpeg_notes import blank_notes

_EMF_HEADER, _EMF_END, _EMF_COMMENT = 1, 14, 70
# What goes to a printer as it is, and colour spaces by the name of a profile's file.
_EMF_OF_DEVICES = frozenset([99, 100, 101, 104, 105, 106, 110, 112, 113, 121, 122, 123])
_EMF_PLUS = b"EMF+"
_WMF_ESCAPE, _WMF_END = 0x0626, 0
_PLACEABLE = b"\xd7\xcd\xc6\x9a"


def strip_emf(content: bytes) -> bytes | None:
    """None for what is broken: a program might read what we did not."""
    records = list(_emf_records(content))
    if not records or records[-1][:4] != _EMF_END.to_bytes(4, "little"):
        return None
    kept = [row for row in records if not _is_remark(row)]
    head = bytearray(_without_description(kept[0]))
    rest = [blank_notes(row) for row in kept[1:]]
    head[48:52] = (len(head) + sum(map(len, rest))).to_bytes(4, "little")
    head[52:56] = len(kept).to_bytes(4, "little")
    return b"".join([bytes(head), *rest])


def _emf_records(content: bytes) -> Iterator[bytes]:
    at = 0
    while at + 8 <= len(content):
        kind, size = (int.from_bytes(content[place : place + 4], "little") for place in (at, at + 4))
        if size < 8 or at + size > len(content) or (at == 0 and (kind != _EMF_HEADER or size < 88)):
            return
        yield content[at : at + size]
        at += size
        if kind == _EMF_END:
            return


def _is_remark(record: bytes) -> bool:
    kind = int.from_bytes(record[:4], "little")
    return kind in _EMF_OF_DEVICES or (kind == _EMF_COMMENT and record[12:16] != _EMF_PLUS)


def _without_description(head: bytes) -> bytes:
    """Which program drew it, and what it calls the picture: it lies in the head or behind it."""
    length, start = (int.from_bytes(head[at : at + 4], "little") for at in (60, 64))
    blank = bytearray(head)
    end = min(start + 2 * length, len(head))
    if 68 <= start < end:
        blank[start:end] = bytes(end - start)
    blank[60:68] = bytes(8)
    return bytes(blank)


def strip_wmf(content: bytes) -> bytes | None:
    """None for what is broken."""
    start = 22 if content.startswith(_PLACEABLE) else 0
    head = content[start : start + 18]
    if len(head) < 18 or head[2:4] != b"\x09\x00":
        return None
    kept, at = [], start + 18
    while True:
        size = 2 * int.from_bytes(content[at : at + 4], "little")
        function = int.from_bytes(content[at + 4 : at + 6], "little")
        if size < 6 or at + size > len(content):
            return None
        if function != _WMF_ESCAPE:
            kept.append(content[at : at + size])
        at += size
        if function == _WMF_END:
            break
    words = (18 + sum(map(len, kept))) // 2
    return content[:start] + head[:6] + words.to_bytes(4, "little") + head[10:] + b"".join(kept)


def strip_bmp(content: bytes) -> bytes | None:
    """Its pixels anew: what stands between and behind them, a colour profile or its path, does not come along."""
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=["BMP"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.load()
            plain = picture.convert("RGB") if picture.mode not in ("1", "L", "P", "RGB", "RGBA") else picture
            plain.info = {}
            plain.save(out, "BMP")
    except (OSError, ValueError, SyntaxError, EOFError):
        return None
    return out.getvalue()
