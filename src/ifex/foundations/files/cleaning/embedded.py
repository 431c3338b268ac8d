"""Pictures inside documents: their metadata is cut out without decoding the pixels."""

import io
import re
from collections.abc import Callable, Iterator

from PIL import Image

from ifex.foundations.files.sniffing import AVIF, GIF, JPEG, PNG, WEBP, Kind

from .images import MOST_PIXELS
from .metafiles import strip_bmp, strip_emf, strip_wmf
from .svg import strip_svg

# Not a zero (it is a pixel then), not a restart within the pixels, not one that fills.
_JPEG_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_JPEG_END = 0xD9
_ADOBE = 0xEE
# Frames, tables and scans.
_JPEG_KEPT = frozenset(range(0xC0, 0xE0)) - {0xC8, *range(0xD0, 0xDA)}
_JFIF = b"\xff\xe0\x00\x10JFIF\x00"
_PNG_KEPT = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"sBIT",
    b"bKGD",
    b"pHYs",
    b"acTL",
    b"fcTL",
    b"fdAT",
    b"cICP",
}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}
_WEBP_OF_A_FRAME = {b"VP8 ", b"VP8L", b"ALPH"}
_WEBP_FLAGS = 0b0010_1100
_GIF_KEPT = b"NETSCAPE2.0"


def strip_embedded(content: bytes) -> bytes | None:
    """A picture without EXIF, XMP and comments; None for what is no picture that can be stripped."""
    for beginning, _kind, strip in _STRIPPING:
        if beginning.match(content):
            return strip(content)
    return None


def kind_of_embedded(content: bytes) -> Kind | None:
    return next((kind for beginning, kind, _strip in _STRIPPING if beginning.match(content)), None)


def _strip_jpeg(content: bytes) -> bytes:
    """To the end of the picture: what telephones put behind it, and thumbnails, have metadata of their own."""
    kept, at = [content[:2]], 2
    while found := _JPEG_MARKER.search(content, at):
        # Between two markers lie the pixels.
        kept.append(content[at : found.start()].rstrip(b"\xff"))
        marker = found[0][1]
        if marker == _JPEG_END:
            break
        at = found.end() + int.from_bytes(content[found.end() : found.end() + 2])
        segment = content[found.start() : at]
        if marker == 0xE0:
            kept.append(_JFIF + segment[9:16] + bytes(2) if segment[4:9] == b"JFIF\0" else b"")
        elif marker == _ADOBE and segment[4:9] == b"Adobe":
            kept.append(segment[:2] + (14).to_bytes(2) + segment[4:16])
        elif marker in _JPEG_KEPT:
            kept.append(segment)
    return b"".join([*kept, b"\xff\xd9"])


def _strip_png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at + 12 <= len(content):
        length = 12 + int.from_bytes(content[at : at + 4])
        name = content[at + 4 : at + 8]
        if name in _PNG_KEPT:
            kept.append(content[at : at + length])
        at += length
        if name == b"IEND":
            break
    return b"".join(kept)


def _strip_webp(content: bytes) -> bytes:
    kept = []
    for name, chunk in _webp_chunks(content, 12):
        if name == b"VP8X" and len(chunk) > 8:
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        elif name == b"ANMF":
            frame = [inner for inside, inner in _webp_chunks(chunk, 24) if inside in _WEBP_OF_A_FRAME]
            told = chunk[8:24] + b"".join(frame)
            chunk = name + len(told).to_bytes(4, "little") + told
        if name in _WEBP_KEPT:
            kept.append(chunk)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _webp_chunks(content: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        yield content[at : at + 4], content[at:end]
        at = end


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


def _strip_svg(content: bytes) -> bytes | None:
    return strip_svg(content, strip_embedded)


def _as_png(content: bytes) -> bytes | None:
    """Of what scanners write: its pixels."""
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=["TIFF", "AVIF"]) as picture:
            if picture.width * picture.height > MOST_PIXELS or getattr(picture, "n_frames", 1) > 1:
                return None
            plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
            plain.info = {}
            plain.save(out, "PNG")
    except (OSError, ValueError, SyntaxError, EOFError):
        return None
    return out.getvalue()


_SVG = Kind("image/svg+xml", ".svg")
_EMF = Kind("image/x-emf", ".emf")
_WMF = Kind("image/x-wmf", ".wmf")
_BMP = Kind("image/bmp", ".bmp")
_TIFF = Kind("image/tiff", ".tif")
_STRIPPING: tuple[tuple[re.Pattern[bytes], Kind, Callable[[bytes], bytes | None]], ...] = (
    (re.compile(rb"\xff\xd8\xff"), JPEG, _strip_jpeg),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG, _strip_png),
    (re.compile(rb"GIF8[79]a"), GIF, _strip_gif),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), WEBP, _strip_webp),
    (re.compile(rb"\x01\0\0\0.{36} EMF", re.DOTALL), _EMF, strip_emf),
    (re.compile(rb"\xd7\xcd\xc6\x9a|[\x01\x02]\0\x09\0"), _WMF, strip_wmf),
    (re.compile(rb"BM"), _BMP, strip_bmp),
    (re.compile(rb"II\*\0|MM\0\*"), _TIFF, _as_png),
    (re.compile(rb".{4}ftypavif", re.DOTALL), AVIF, _as_png),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*+<"), _SVG, _strip_svg),
)
