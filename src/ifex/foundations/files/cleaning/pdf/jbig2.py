"""JBIG2, as PDF has it: the segments that pixels need, without those that hold remarks."""

_PIXELS = frozenset([0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, 48, 49, 50, 51, 52, 53])
_UNSAID = 0xFFFFFFFF


def strip_jbig2(content: bytes) -> bytes:
    """Raises ValueError for a segment that does not say where it ends."""
    kept, at = [], 0
    while at + 11 <= len(content):
        head = _end_of_head(content, at)
        length = int.from_bytes(content[head - 4 : head])
        if length == _UNSAID:
            raise ValueError("a segment without end")
        if content[at + 4] & 0x3F in _PIXELS:
            kept.append(content[at : head + length])
        at = head + length
    return b"".join(kept)


def _end_of_head(content: bytes, at: int) -> int:
    """Behind the length, the last of its fields."""
    number, flags, referred = int.from_bytes(content[at : at + 4]), content[at + 4], content[at + 5] >> 5
    size = 1
    if referred == 7:
        referred = int.from_bytes(content[at + 5 : at + 9]) & 0x1FFFFFFF
        size = 4 + (referred + 8) // 8
    reference = 1 if number <= 256 else 2 if number <= 65536 else 4
    return at + 5 + size + referred * reference + (4 if flags & 0x40 else 1) + 4
