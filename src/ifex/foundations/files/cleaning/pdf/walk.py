"""The walk through a PDF: a copy made from the catalogue on, of what the grammar names.

It takes no step deeper into Python for a step deeper into the file, and makes each thing once for each kind.
"""

from collections.abc import Callable
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from ifex.foundations.files.cleaning.paths import tells_a_path

from .drawing_kept import COLOURS, STREAMS
from .grammar import ANY, Kinds
from .kept import KEPT
from .kinds import key_of, kind_of, leads_to_a_page, name_at, resolved, shown_on
from .streams import pack

_PLAIN = (NameObject, NumberObject, FloatObject, BooleanObject)
_TEXT = (TextStringObject, ByteStringObject)
_DEVICES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
_SHORT = {"/I": "/Indexed", "/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK"}
_PAIRS = "pairs of "
_DESCRIPTIONS = frozenset(["/Alt", "/ActualText", "/E", "/Contents", "/TU"])


class Copy:
    def __init__(self, reader: PdfReader) -> None:
        self.reader = reader
        self.writer = PdfWriter()
        self.shown = shown_on(reader.pages)
        # With what they were made from: the numbers of `id` hold only while it is held.
        self.made: dict[Any, tuple[PdfObject, PdfObject]] = {}
        self.waiting: list[tuple[Callable[..., None], PdfObject, PdfObject, Any]] = []

    def written(self) -> PdfWriter:
        self.writer.metadata = None
        self.writer.pdf_header = "%PDF-1.7"
        self._lay_out_pages()
        self._fill_dictionary(self.reader.root_object, self.writer.root_object, "catalogue")
        while self.waiting:
            fill, source, made, kinds = self.waiting.pop()
            fill(source, made, kinds)
        return self.writer

    def _lay_out_pages(self) -> None:
        """Before all else: what leads to a page finds it, or leads nowhere. The tree becomes one level."""
        parent: Any = self.writer.root_object.raw_get("/Pages")
        kids = ArrayObject()
        for page in self.reader.pages:
            made = DictionaryObject({NameObject("/Parent"): parent})
            kids.append(self.writer._add_object(made))
            self.made.setdefault((key_of(page), "page"), (page, kids[-1]))
            self.waiting.append((self._fill_dictionary, page, made, "page"))
        parent.get_object().update({NameObject("/Kids"): kids, NameObject("/Count"): NumberObject(len(kids))})

    def _value(self, value: Any, kinds: Kinds) -> PdfObject | None:
        """None for what may not be kept."""
        value = resolved(value)
        if isinstance(value, DictionaryObject):
            kind = next(filter(None, (kind_of(value, each, self.shown) for each in kinds)), None)
            return self._dictionary(value, kind) if kind else None
        if isinstance(value, ArrayObject):
            return self._array(value, kinds)
        is_kept = ("plain" in kinds and isinstance(value, _PLAIN)) or (
            "text" in kinds and isinstance(value, _TEXT)
        )
        return value if is_kept else None

    def _dictionary(self, source: DictionaryObject, kind: str) -> PdfObject | None:
        if (key_of(source), kind) in self.made or kind == "page":
            return self.made.get((key_of(source), kind), (None, None))[1]
        is_stream = isinstance(source, StreamObject) and kind in STREAMS
        # What the reader hands down to every page is one thing there, and so it is here.
        made = StreamObject() if is_stream else DictionaryObject()
        is_apart = is_stream or kind == "resources"
        fill = self._fill_stream if is_stream else self._fill_dictionary
        return self._make(source, made, kind, fill, is_apart=is_apart)

    def _make(
        self, source: Any, made: Any, kinds: Any, fill: Callable[..., None], *, is_apart: bool = False
    ) -> PdfObject:
        is_apart = is_apart or not isinstance(key_of(source), int)
        placed = self.writer._add_object(made) if is_apart else made
        self.made[key_of(source), kinds] = source, placed
        self.waiting.append((fill, source, made, kinds))
        return placed

    def _fill_dictionary(self, source: DictionaryObject, made: DictionaryObject, kind: str) -> None:
        keys = KEPT[kind]
        for key, value in source.items():
            kinds = keys.get(key, keys.get(ANY))
            kept = self._value(value, kinds) if kinds else None
            if key in _DESCRIPTIONS and isinstance(kept, _TEXT) and tells_a_path(_words(kept)):
                continue
            if kept is not None and not (kind == "colours" and key in _DEFAULTS):
                made[NameObject(key)] = kept

    def _fill_stream(self, source: StreamObject, made: StreamObject, kind: str) -> None:
        self._fill_dictionary(source, made, kind)
        packed = pack(source, kind)
        made._data = packed.content
        if packed.filters:
            made[NameObject("/Filter")] = ArrayObject(map(NameObject, packed.filters))
        decoding = [self._value(each, ("decoding",)) for each in packed.decoding]
        if any(each is not None for each in decoding):
            made[NameObject("/DecodeParms")] = ArrayObject(
                NullObject() if each is None else each for each in decoding
            )

    def _array(self, source: ArrayObject, kinds: Kinds) -> PdfObject | None:
        if "destination" in kinds:
            return self._destination(source)
        if "colour" in kinds:
            return self._colour(source)
        if (key_of(source), kinds) in self.made:
            return self.made[key_of(source), kinds][1]
        is_paired = kinds[0].startswith(_PAIRS)
        return self._make(source, ArrayObject(), kinds, self._fill_pairs if is_paired else self._fill_array)

    def _fill_array(self, source: ArrayObject, made: ArrayObject, kinds: Kinds) -> None:
        for each in source:
            kept = self._value(each, kinds)
            if kept is not None or "null" in kinds:
                made.append(NullObject() if kept is None else kept)

    def _fill_pairs(self, source: ArrayObject, made: ArrayObject, kinds: Kinds) -> None:
        """Of the trees of names and numbers. In an array there, what goes leaves its place: it is counted."""
        sought = (kinds[0].removeprefix(_PAIRS), "null")
        for key, value in zip(source[::2], source[1::2], strict=False):
            known, kept = self._value(key, ("plain", "text")), self._value(value, sought)
            if known is not None and kept is not None:
                made += [known, kept]

    def _destination(self, source: ArrayObject) -> PdfObject | None:
        if not leads_to_a_page(source, self.shown):
            return None
        kept = [self._value(each, ("plain", "page")) for each in source]
        return ArrayObject(NullObject() if each is None else each for each in kept)

    def _colour(self, source: ArrayObject) -> PdfObject | None:
        family = _family(source)
        if family == "/ICCBased":
            return self._without_profile(resolved(source[-1]))
        if (key_of(source), "colour") in self.made:
            return self.made[key_of(source), "colour"][1]
        return self._make(source, ArrayObject(), "colour", self._fill_colour) if family in COLOURS else None

    def _fill_colour(self, source: ArrayObject, made: ArrayObject, _kind: str) -> None:
        for each, kinds in zip(source, COLOURS[_family(source)], strict=False):
            kept = self._value(each, kinds)
            made.append(NullObject() if kept is None else kept)

    def _without_profile(self, profile: Any) -> PdfObject | None:
        """The space that the profile stands on: its own word for it, or the one of as many inks."""
        if not isinstance(profile, DictionaryObject):
            return None
        instead = resolved(profile.get("/Alternate"))
        if isinstance(instead, ArrayObject) and _family(instead) in ("/Lab", "/CalRGB", "/CalGray"):
            return self._colour(instead)
        if name_at(profile, "/Alternate") in _DEVICES.values():
            return NameObject(name_at(profile, "/Alternate"))
        inks = resolved(profile.get("/N"))
        device = _DEVICES.get(inks) if isinstance(inks, NumberObject) else None
        return NameObject(device) if device else None


def _words(text: Any) -> str:
    return text.decode("latin-1") if isinstance(text, bytes) else str(text)


def _family(space: ArrayObject) -> str:
    named = resolved(space[0]) if space else None
    return _SHORT.get(named, str(named)) if isinstance(named, NameObject) else ""
