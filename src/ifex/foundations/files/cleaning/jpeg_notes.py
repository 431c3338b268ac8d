"""JPEG photos that lie in the middle of something else: what they say beside their pixels is blanked where it stands,
so that no byte behind it moves.
"""

import re

_START = b"\xff\xd8\xff"
# Not a zero (it is a pixel then), not a restart within the pixels, not one that fills.
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_END, _FIRST, _ADOBE, _LAST, _COMMENT = 0xD9, 0xE0, 0xEE, 0xEF, 0xFE


def blank_notes(content: bytes) -> bytes:
    """Of all photos in it, and of what breaks off, as far as it goes."""
    blank, at = bytearray(content), content.find(_START)
    while at >= 0:
        try:
            end = blank_photo(blank, at)
        except ValueError:
            end = at + len(_START)
        at = content.find(_START, end)
    return bytes(blank)


def blank_photo(content: bytearray, at: int) -> int:
    """Of the photo that begins at `at`; returns where it ends. Raises ValueError for one without end."""
    if content[at : at + 3] != _START:
        raise ValueError("no photo")
    at += 2
    while found := _MARKER.search(content, at):
        marker = found[0][1]
        if marker == _END:
            return found.end()
        begin = found.end() + 2
        at = found.end() + int.from_bytes(content[found.end() : begin])
        if _FIRST <= marker <= _LAST or marker == _COMMENT:
            begin += _length_kept(marker, bytes(content[begin : begin + 14]))
            end = min(at, len(content))
            content[begin:end] = bytes(max(0, end - begin))
    raise ValueError("a photo without end")


def _length_kept(marker: int, begins: bytes) -> int:
    """Without these a photo is shown in other colours, or not at all."""
    if marker == _FIRST and begins.startswith(b"JFIF\0"):
        return 12
    return 12 if marker == _ADOBE and begins.startswith(b"Adobe") else 0
