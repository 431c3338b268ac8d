"""PDFs made by hand: a page, and what a test plants there."""

import io
from collections.abc import Callable

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from ifex.foundations.files.cleaning.pdf.process import written_anew

MARKER = "Dalia"
TOLD = MARKER.encode()
Plant = Callable[["Made"], object]


def made(value) -> PdfObject:
    """Of Python's things: what begins with a stroke is a name."""
    if isinstance(value, PdfObject):
        return value
    if isinstance(value, dict):
        return DictionaryObject({NameObject(f"/{key}"): made(each) for key, each in value.items()})
    if isinstance(value, list):
        return ArrayObject(map(made, value))
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    kinds = {bool: BooleanObject, int: NumberObject, float: FloatObject, bytes: ByteStringObject}
    return kinds[type(value)](value)


class Made:
    """`root` and `page` are the catalogue and the only page; each thing added is one that can be pointed to."""

    def __init__(self) -> None:
        self.writer = PdfWriter()
        self.page = self.writer.add_blank_page(100, 100)
        self.root = self.writer.root_object
        self.page[NameObject("/Resources")] = made({})

    def add(self, value=None, /, **values):
        return self.writer._add_object(made(values if value is None else value))

    def stream(self, content: bytes = b"", /, **values):
        stream = StreamObject()
        stream._data = content
        stream.update(made(values))
        return self.writer._add_object(stream)

    def set_root(self, **values) -> None:
        self.root.update(made(values))

    def set_page(self, **values) -> None:
        self.page.update(made(values))

    def draw(self, category: str, thing) -> None:
        """Put it among the resources of the page."""
        named = self.page["/Resources"].setdefault(NameObject(f"/{category}"), DictionaryObject())
        named[NameObject(f"/X{len(named)}")] = made(thing)

    def annotate(self, subtype: str | None, **values):
        kept = {"Subtype": subtype} if subtype else {}
        reference = self.add(**kept, Rect=[0, 0, 9, 9], **values)
        self.page.setdefault(NameObject("/Annots"), ArrayObject()).append(reference)
        return reference

    def hidden_page(self, **values):
        """A page that was taken out of the tree."""
        return self.add(Type="/Page", MediaBox=[0, 0, 9, 9], **values)

    def content(self) -> bytes:
        out = io.BytesIO()
        self.writer.write(out)
        return out.getvalue()


def pdf_with(plant: Plant) -> bytes:
    document = Made()
    plant(document)
    return document.content()


def clean(content: bytes) -> bytes:
    return written_anew(PdfReader(io.BytesIO(content)))


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def everything(content: bytes) -> bytes:
    """The file, and behind it each of its streams unpacked."""
    reader, found = read(content), [content]
    for number in range(1, int(reader.trailer["/Size"])):
        thing = reader.get_object(number)
        if isinstance(thing, StreamObject):
            found.append(_unpacked(thing))
    return b"\n".join(found)


def _unpacked(stream: StreamObject) -> bytes:
    filters = stream.get("/Filter")
    if filters is None or str(filters).startswith("/DCT"):
        return stream._data
    return stream.get_data()


def jpeg(**options) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((20, 20)).convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


def telling_jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = MARKER
    return jpeg(exif=exif, comment=TOLD)


def jpeg2000(**options) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((20, 20)).convert("RGB").save(out, "JPEG2000", **options)
    return out.getvalue()


IMAGE = {
    "Type": "/XObject",
    "Subtype": "/Image",
    "Width": 20,
    "Height": 20,
    "BitsPerComponent": 8,
    "ColorSpace": "/DeviceRGB",
}
INLINE = b"q 20 0 0 20 0 0 cm BI /W 20 /H 20 /BPC 8 /CS /RGB /F %b ID %b\nEI Q\n"
