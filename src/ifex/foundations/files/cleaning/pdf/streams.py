"""The bytes of a stream in a PDF: photos without their metadata, whatever they are packed in."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NullObject,
    StreamObject,
)

from ifex.foundations.files.cleaning.embedded import strip_embedded

from .drawing_kept import DRAWN, SHARED_PIXELS
from .inline import blank_inline_photos
from .jbig2 import strip_jbig2
from .jpeg2000 import strip_jpeg2000
from .kinds import resolved
from .marked import blank_marks

_FULL = {
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
    "/Fl": "/FlateDecode",
    "/LZW": "/LZWDecode",
    "/RL": "/RunLengthDecode",
}
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True)
class Packed:
    content: bytes
    filters: list[str]
    decoding: list[Any]
    """The parameters of each filter, as the source has them."""


def pack(source: StreamObject, kind: str) -> Packed:
    """What of the bytes of `source` may be kept. Raises ValueError for what cannot be looked into."""
    packed = _as_it_is(source)
    if not _KNOWN.issuperset(packed.filters):
        raise ValueError("unknown filter")
    if not _PICTURES.keys().isdisjoint(packed.filters):
        return _without_notes(packed)
    if kind == SHARED_PIXELS:
        return Packed(strip_jbig2(_unpacked(packed)), [], [])
    return _with_blanks(packed) if kind in DRAWN else packed


def _as_it_is(source: StreamObject) -> Packed:
    named, told = resolved(source.get("/Filter")), resolved(source.get("/DecodeParms"))
    names = [resolved(name) for name in (named if isinstance(named, ArrayObject) else [named])]
    filters = [_FULL.get(str(name), str(name)) for name in names if isinstance(name, NameObject)]
    decoding = [resolved(each) for each in (told if isinstance(told, ArrayObject) else [told])]
    return Packed(source._data, filters, (decoding + [None] * len(filters))[: len(filters)])


def _without_notes(packed: Packed) -> Packed:
    """Packed no further: what lay around a photo saves next to nothing."""
    *before, last = packed.filters
    if last not in _PICTURES or not _PICTURES.keys().isdisjoint(before):
        raise ValueError("a photo packed as no photo is")
    content = _unpacked(Packed(packed.content, before, packed.decoding[:-1]))
    return Packed(_PICTURES[last](content), [last], packed.decoding[-1:])


def _strip_jpeg(content: bytes) -> bytes:
    """Of what is no photo nothing is shown, and nothing is kept."""
    begin = content.find(_JPEG)
    return strip_embedded(content[begin:]) or b"" if begin >= 0 else b""


def _with_blanks(packed: Packed) -> Packed:
    drawn = _unpacked(packed)
    blanked = blank_marks(blank_inline_photos(drawn))
    return packed if blanked is drawn else Packed(zlib.compress(blanked), ["/FlateDecode"], [None])


def _unpacked(packed: Packed) -> bytes:
    if not packed.filters:
        return packed.content
    stream = EncodedStreamObject()
    stream._data = packed.content
    stream[NameObject("/Filter")] = ArrayObject(map(NameObject, packed.filters))
    stream[NameObject("/DecodeParms")] = ArrayObject(
        each if isinstance(each, DictionaryObject) else NullObject() for each in packed.decoding
    )
    return stream.get_data()


_PICTURES: dict[str, Callable[[bytes], bytes]] = {
    "/DCTDecode": _strip_jpeg,
    "/JPXDecode": strip_jpeg2000,
    "/JBIG2Decode": strip_jbig2,
}
_KNOWN = frozenset([*_FULL.values(), *_PICTURES])
