"""Photos within the words that draw a page: what they say beside their pixels is blanked where it stands, so that no
byte behind it moves.
"""

import base64
import binascii
import re

from ifex.foundations.files.cleaning.jpeg_notes import blank_photo

_TOKEN = re.compile(rb"(?<![^\s\0>\])])(?:BI(?=[\s\0/%])|ID(?=[\s\0]))")
_FURTHEST = 20_000
"""Bytes behind a photo in which its end is sought."""
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
        end = blank_photo(drawn, at)
        closed = _END.search(drawn, end, end + _FURTHEST)
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
    end = blank_photo(photo, 0)
    photo[end:] = bytes(len(photo) - end)
    packed = binascii.hexlify(photo) if is_hex else base64.a85encode(photo)
    if len(packed) > len(text):
        raise ValueError("an inline photo that does not fit")
    return packed.ljust(len(text))
