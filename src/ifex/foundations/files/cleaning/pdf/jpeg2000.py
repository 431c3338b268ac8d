"""JPEG 2000, as PDF has it: the boxes and marker segments that pixels need, without XMP, EXIF, profiles, comments."""

from collections.abc import Iterator

_CODESTREAM = b"\xff\x4f\xff\x51"
_SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"
_KEPT = (b"jP  ", b"ftyp", b"jp2h", b"jp2c")
_KEPT_IN_HEADER = (b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef")
_SPACES = {1: 17, 3: 16, 4: 12}
"""Grey, sRGB and CMYK, by how many components there are."""
_START_OF_TILE, _START_OF_DATA, _END, _COMMENT = 0x90, 0x93, 0xD9, 0x64


def strip_jpeg2000(content: bytes) -> bytes:
    """Raises ValueError for what is no JPEG 2000."""
    if content.startswith(_CODESTREAM):
        return _strip_codestream(content)
    if not content.startswith(_SIGNATURE):
        raise ValueError("no JPEG 2000")
    kept = [(name, body) for name, body in _boxes(content) if name in _KEPT]
    return b"".join(_box(name, _STRIPPING[name](body) if name in _STRIPPING else body) for name, body in kept)


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(content):
        length, name, head = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(content[at + 8 : at + 16]), 16
        if length and length < head:
            raise ValueError("a box smaller than its head")
        # The last may leave its length unsaid.
        end = at + length if length else len(content)
        yield name, content[at + head : end]
        at = end


def _box(name: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4) + name + body


def _strip_header(body: bytes) -> bytes:
    inner = [(name, content) for name, content in _boxes(body) if name in _KEPT_IN_HEADER]
    components = next((int.from_bytes(content[8:10]) for name, content in inner if name == b"ihdr"), 0)
    space = _SPACES.get(components, _SPACES[3])
    plain = b"\1\0\0" + space.to_bytes(4)
    # Other ways than a number are profiles, and those name a scanner.
    return b"".join(
        _box(name, plain if name == b"colr" and content[:1] != b"\1" else content) for name, content in inner
    )


def _strip_codestream(content: bytes) -> bytes:
    """Comments become zeros: what counts its bytes need not be counted again."""
    kept = bytearray(content)
    at = _blank_comments(kept, 2, len(kept))
    while kept[at : at + 2] == b"\xff%c" % _START_OF_TILE:
        length = int.from_bytes(kept[at + 6 : at + 10])
        end = at + length if length else kept.rindex(b"\xff%c" % _END)
        if end <= at or _blank_comments(kept, at + 12, end) > end:
            raise ValueError("a tile that ends before it begins")
        at = end
    if kept[at : at + 2] != b"\xff%c" % _END:
        raise ValueError("no end")
    return bytes(kept[: at + 2])


def _blank_comments(kept: bytearray, at: int, end: int) -> int:
    """Through a header, to where the next tile or the pixels of this one begin."""
    while at + 4 <= end and kept[at] == 0xFF and kept[at + 1] not in (_START_OF_TILE, _START_OF_DATA, _END):
        length = int.from_bytes(kept[at + 2 : at + 4])
        if kept[at + 1] == _COMMENT:
            begin, until = at + 4, min(at + 2 + length, end)
            kept[begin:until] = bytes(max(0, until - begin))
        at += 2 + length
    return at


_STRIPPING = {b"jp2h": _strip_header, b"jp2c": _strip_codestream}
