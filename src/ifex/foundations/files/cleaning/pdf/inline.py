"""Photos within the words that draw a page: what they say beside their pixels is blanked where it stands, so that no
byte behind it moves.
"""

import base64
import binascii
import re

_TOKEN = re.compile(rb"(?<![^\s\0>\])])(?:BI(?=[\s\0/%])|ID(?=[\s\0]))")
_LONGEST = 4000
"""Bytes of words before the pixels."""
_FILTER = re.compile(rb"/(?:Filter|F)\s*+(\[[^\]]*+\]|/[^\s/\[\]<>()%]++)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = re.compile(rb"/([^\s/\[\]<>()%]++)")
_END = re.compile(rb"[\s\0]EI(?![^\s\0])")
_PHOTO, _TEXTS = (
    (b"DCT", b"DCTDecode"),
    {b"A85": b"~>", b"ASCII85Decode": b"~>", b"AHx": b">", b"ASCIIHexDecode": b">"},
)
# Not a zero (it is a pixel then), not a restart within the pixels, not one that fills.
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_BEGIN, _END_OF_PHOTO, _FIRST, _ADOBE, _LAST, _COMMENT = b"\xff\xd8\xff", 0xD9, 0xE0, 0xEE, 0xEF, 0xFE


def blank_inline_photos(drawn: bytes) -> bytes:
    """The same object where there is nothing to blank. Raises ValueError for a photo that cannot be read."""
    if b"BI" not in drawn:
        return drawn
    blanked = bytearray(drawn)
    begin = None
    for token in _TOKEN.finditer(drawn):
        if token[0] == b"BI":
            # The first: what looks like one may stand among the words, or among pixels.
            begin = token.end() if begin is None else begin
        elif begin is not None:
            words = drawn[max(begin, token.start() - _LONGEST) : token.start()]
            begin = None
            _blank_told(blanked, token.end() + 1, words)
    return drawn if blanked == drawn else bytes(blanked)


def _blank_told(drawn: bytearray, at: int, words: bytes) -> None:
    words = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), words)
    if b"/DCT" in words:
        named = _FILTER.findall(words)
        _blank(drawn, at, _NAME.findall(named[-1]) if named else [])


def _blank(drawn: bytearray, at: int, filters: list[bytes]) -> None:
    *before, last = filters or [b""]
    if last not in _PHOTO:
        raise ValueError("an inline photo packed as no photo is")
    if not before:
        end = _blank_photo(drawn, at)
        closed = _END.search(drawn, end)
        # Behind it lies what telephones put there.
        if closed:
            drawn[end : closed.start()] = bytes(closed.start() - end)
        return
    if len(before) > 1 or before[0] not in _TEXTS:
        raise ValueError("an inline photo that cannot be unpacked")
    closing = _TEXTS[before[0]]
    end = drawn.index(closing, at)
    drawn[at:end] = _blanked_text(bytes(drawn[at:end]), is_hex=closing == b">")


def _blanked_text(text: bytes, *, is_hex: bool) -> bytes:
    """As long as it was: blanks fill what became shorter."""
    solid = b"".join(text.split()).removeprefix(b"<~")
    if is_hex:
        photo = bytearray(binascii.unhexlify(solid + b"0" * (len(solid) % 2)))
    else:
        photo = bytearray(base64.a85decode(solid))
    end = _blank_photo(photo, 0)
    photo[end:] = bytes(len(photo) - end)
    packed = binascii.hexlify(photo) if is_hex else base64.a85encode(photo)
    if len(packed) > len(text):
        raise ValueError("an inline photo that does not fit")
    return packed.ljust(len(text))


def _blank_photo(photo: bytearray, at: int) -> int:
    """Where it ends."""
    if photo[at : at + 3] != _BEGIN:
        raise ValueError("no inline photo")
    at += 2
    while found := _MARKER.search(photo, at):
        marker = found[0][1]
        if marker == _END_OF_PHOTO:
            return found.end()
        begin = found.end() + 2
        at = found.end() + int.from_bytes(photo[found.end() : begin])
        if _FIRST <= marker <= _LAST or marker == _COMMENT:
            begin += _length_kept(marker, bytes(photo[begin : begin + 14]))
            end = min(at, len(photo))
            photo[begin:end] = bytes(max(0, end - begin))
    raise ValueError("an inline photo without end")


def _length_kept(marker: int, begins: bytes) -> int:
    """Without these a photo is shown in other colours, or not at all."""
    if marker == _FIRST and begins.startswith(b"JFIF\0"):
        return 12
    return 12 if marker == _ADOBE and begins.startswith(b"Adobe") else 0
