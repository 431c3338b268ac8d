"""JPEG pictures that lie in the middle of something else: their metadata is blanked where it stands."""

_START = b"\xff\xd8\xff"
_SCAN = 0xDA
_FIRST_NOTE, _LAST_NOTE, _ADOBE, _COMMENT = 0xE1, 0xEF, 0xEE, 0xFE


def blank_notes(content: bytes) -> bytes:
    """As long as it was; zeros where EXIF, XMP, profiles and comments of the JPEGs in it stood."""
    if _START not in content:
        return content
    blank, at = bytearray(content), content.find(_START)
    while at >= 0:
        at = content.find(_START, _blank_one(blank, at + 2))
    return bytes(blank)


def _blank_one(content: bytearray, at: int) -> int:
    """From its first segment on; returns where its pixels begin."""
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        is_note = _FIRST_NOTE <= marker <= _LAST_NOTE and marker != _ADOBE
        if is_note or marker == _COMMENT:
            end = min(at + 2 + length, len(content))
            content[at + 4 : end] = bytes(max(end - at - 4, 0))
        at += 2 + length
        if marker == _SCAN:
            break
    return at
