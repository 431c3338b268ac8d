"""Pictures inside documents: their metadata is cut out without decoding the pixels."""

import re
from collections.abc import Callable

_JPEG_KEPT = {0xE0, 0xEE}  # JFIF and Adobe's colour marker: without them colours change.
_PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_WEBP_DROPPED = {b"EXIF", b"XMP "}
_WEBP_FLAGS = 0b0000_1100
_GIF_KEPT = b"NETSCAPE2.0"
_SVG_DROPPED = ((b"<!--", b"-->"), (b"<metadata", b"</metadata>"), (b"<svg:metadata", b"</svg:metadata>"))
_OF_THE_PROGRAM = re.compile(
    rb"""\s(?:inkscape|sodipodi):[\w-]{1,40}\s{0,9}=\s{0,9}(?:"[^"<]*+"|'[^'<]*+')"""
)


def strip_embedded(content: bytes) -> bytes | None:
    """A picture without EXIF, XMP and comments; None for what is no picture that can be stripped."""
    for beginning, strip in _STRIPPING:
        if beginning.match(content):
            return strip(content)
    return None


def _strip_jpeg(content: bytes) -> bytes:
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xDA:
            break
        length = 2 + int.from_bytes(content[at + 2 : at + 4])
        is_metadata = (0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT) or marker == 0xFE
        if not is_metadata:
            kept.append(content[at : at + length])
        at += length
    end = content.rfind(b"\xff\xd9")
    return b"".join(kept) + content[at : end + 2 if end > at else None]


def _strip_png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at + 12 <= len(content):
        length = 12 + int.from_bytes(content[at : at + 4])
        name = content[at + 4 : at + 8]
        if name not in _PNG_DROPPED:
            kept.append(content[at : at + length])
        at += length
        if name == b"IEND":
            break
    return b"".join(kept)


def _strip_webp(content: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(content):
        name = content[at : at + 4]
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        chunk = content[at : at + 8 + length + length % 2]
        if name == b"VP8X" and len(chunk) > 8:
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if name not in _WEBP_DROPPED:
            kept.append(chunk)
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _strip_gif(content: bytes) -> bytes:
    """Comments and the blocks of programs go; how often it is repeated stays."""
    at = 13 + _size_of_colours(content, 10)
    kept = [content[:at]]
    while at + 2 <= len(content):
        mark, label = content[at], content[at + 1]
        if mark == 0x21:
            end = _end_of_blocks(content, at + 2)
            is_repeating = label == 0xFF and content[at + 3 : at + 14] == _GIF_KEPT
            if label == 0xF9 or is_repeating:
                kept.append(content[at:end])
        elif mark == 0x2C:
            end = _end_of_blocks(content, at + 11 + _size_of_colours(content, at + 9))
            kept.append(content[at:end])
        else:
            break
        at = end
    return b"".join([*kept, b";"])


def _size_of_colours(content: bytes, at: int) -> int:
    flags = content[at] if at < len(content) else 0
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(content: bytes, at: int) -> int:
    while at < len(content) and content[at]:
        at += 1 + content[at]
    return at + 1


def _strip_emf(content: bytes) -> bytes:
    """The description: which program drew it, and what it calls the picture."""
    length, start = (int.from_bytes(content[at : at + 4], "little") for at in (60, 64))
    blank = bytearray(content)
    end = min(start + 2 * length, len(content))
    if 68 <= start < end:
        blank[start:end] = bytes(end - start)
    return bytes(blank)


def _strip_svg(content: bytes) -> bytes:
    for start, end in _SVG_DROPPED:
        content = _without(content, start, end)
    return _OF_THE_PROGRAM.sub(b"", content)


def _without(content: bytes, start: bytes, end: bytes) -> bytes:
    """What stands between them goes; where it has no end, all that follows."""
    kept, at = [], 0
    while (found := content.find(start, at)) >= 0:
        kept.append(content[at:found])
        over = content.find(end, found)
        at = over + len(end) if over >= 0 else len(content)
    return b"".join([*kept, content[at:]])


def _as_it_is(content: bytes) -> bytes:
    return content


_STRIPPING: tuple[tuple[re.Pattern[bytes], Callable[[bytes], bytes]], ...] = (
    (re.compile(rb"\xff\xd8\xff"), _strip_jpeg),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), _strip_png),
    (re.compile(rb"GIF8[79]a"), _strip_gif),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), _strip_webp),
    (re.compile(rb"\x01\0\0\0.{36} EMF", re.DOTALL), _strip_emf),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?=<\?xml|<!--|<!DOCTYPE svg|<svg).*?<svg", re.DOTALL), _strip_svg),
    # Bitmaps and the older metafiles say nothing of their maker.
    (re.compile(rb"BM|\xd7\xcd\xc6\x9a|\x01\0\t\0"), _as_it_is),
)
