"""Pictures and colours of a PDF: as they looked, without what they said beside that, or refused."""

import base64
import io
import time
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf.generic import ArrayObject, TextStringObject
from tests.foundations.files.pdf_made import (
    IMAGE,
    INLINE,
    TOLD,
    Made,
    clean,
    jpeg,
    jpeg2000,
    pdf_with,
    read,
    telling_jpeg,
)

from ifex.foundations.files.cleaning.pdf.inline import blank_inline_photos
from ifex.foundations.files.cleaning.pdf.jbig2 import strip_jbig2
from ifex.foundations.files.cleaning.pdf.jpeg2000 import strip_jpeg2000
from ifex.foundations.files.cleaning.pdf.marked import blank_marks
from ifex.foundations.files.refusal import FileRefused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "content",
    [
        INLINE % (b"[/Fl /DCT]", zlib.compress(telling_jpeg())),
        INLINE % (b"[/A85 /Fl /DCT]", base64.a85encode(zlib.compress(telling_jpeg())) + b"~>"),
        INLINE % (b"[/A85 /DCT]", base64.a85encode(telling_jpeg())),
        INLINE % (b"[/DCT /Fl]", telling_jpeg()),
        INLINE % (b"/DCT", telling_jpeg()[:300]),
    ],
)
def test_clean_pdf_refuses_inline_photos_that_it_cannot_read(store, content):
    with pytest.raises(FileRefused, match="damaged"):
        store(pdf_with(lambda pdf: pdf.set_page(Contents=pdf.stream(content))), "a.pdf")


@pytest.mark.parametrize("packing", [["/DCTDecode", "/FlateDecode"], "/Crypt", "/Acme"])
def test_clean_pdf_refuses_streams_packed_as_nobody_packs_them(store, packing):
    plant = pdf_with(lambda pdf: pdf.draw("XObject", pdf.stream(telling_jpeg(), **IMAGE, Filter=packing)))

    with pytest.raises(FileRefused, match="damaged"):
        store(plant, "a.pdf")


@pytest.mark.parametrize(
    ("space", "kept"),
    [
        (["/ICCBased", {"N": 1}], "/DeviceGray"),
        (["/ICCBased", {"N": 3}], "/DeviceRGB"),
        (["/ICCBased", {"N": 4, "Alternate": "/DeviceCMYK"}], "/DeviceCMYK"),
        (["/ICCBased", {"N": 3, "Alternate": ["/Lab", {"Range": [0, 1]}]}], ["/Lab", {"/Range": [0, 1]}]),
        (["/Indexed", "/DeviceRGB", 1, b"123456"], ["/Indexed", "/DeviceRGB", 1, b"123456"]),
        (["/Pattern", ["/ICCBased", {"N": 3}]], ["/Pattern", "/DeviceRGB"]),
        (
            ["/Separation", "/Gold", "/DeviceCMYK", {"FunctionType": 2, "N": 1}],
            ["/Separation", "/Gold", "/DeviceCMYK", {"/FunctionType": 2, "/N": 1}],
        ),
    ],
)
def test_colours_stay_without_profiles(space, kept):
    spaces = read(clean(pdf_with(lambda pdf: pdf.draw("ColorSpace", space)))).pages[0]["/Resources"][
        "/ColorSpace"
    ]

    found = spaces["/X0"]
    assert (
        [each.original_bytes if isinstance(each, TextStringObject) else each for each in found]
        == (list(kept))
        if isinstance(found, ArrayObject)
        else found == kept
    )


@pytest.mark.parametrize(
    ("packing", "content", "plain"),
    [
        (["/DCTDecode"], telling_jpeg(), jpeg()),
        (["/ASCII85Decode", "/DCTDecode"], base64.a85encode(telling_jpeg()) + b"~>", jpeg()),
        (["/FlateDecode", "/DCTDecode"], zlib.compress(telling_jpeg()), jpeg()),
        (["/JPXDecode"], jpeg2000(comment=TOLD), jpeg2000()),
        (["/FlateDecode", "/JPXDecode"], zlib.compress(jpeg2000(comment=TOLD, no_jp2=True)), jpeg2000()),
    ],
)
def test_photos_keep_their_pixels_and_how_they_are_read(packing, content, plain):
    how = {"Filter": packing, "DecodeParms": [{}, {"ColorTransform": 1}][-len(packing) :]}
    original = pdf_with(lambda pdf: pdf.draw("XObject", pdf.stream(content, **IMAGE, **how)))

    kept = read(clean(original)).pages[0]["/Resources"]["/XObject"]["/X0"]

    assert TOLD not in kept._data
    assert kept["/Filter"] == packing[-1:]
    assert kept["/DecodeParms"] == [{"/ColorTransform": 1}]
    assert _pixels(kept._data) == _pixels(plain)


def test_pictures_that_are_no_photos_are_not_unpacked():
    pixels, how = zlib.compress(bytes(1200)), {"Predictor": 15, "Colors": 3, "Columns": 20}
    original = pdf_with(
        lambda pdf: pdf.draw("XObject", pdf.stream(pixels, **IMAGE, Filter="/FlateDecode", DecodeParms=how))
    )

    kept = read(clean(original)).pages[0]["/Resources"]["/XObject"]["/X0"]

    assert (kept._data, kept["/Filter"]) == (pixels, ["/FlateDecode"])
    assert kept["/DecodeParms"] == [{f"/{key}": value for key, value in how.items()}]


def _pixels(picture: bytes) -> bytes:
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.convert("RGB").tobytes()


@pytest.mark.parametrize(
    ("packing", "pack", "unpack"),
    [
        (b"/DCT", bytes, bytes),
        (b"[ /A85 /DCT ]", lambda photo: base64.a85encode(photo, wrapcol=60) + b"~>", base64.a85decode),
        (
            b"[/AHx/DCTDecode]",
            lambda photo: photo.hex().encode() + b">",
            lambda text: bytes.fromhex(text.decode()),
        ),
    ],
)
def test_inline_photos_keep_their_pixels_and_their_length(packing, pack, unpack):
    content = INLINE % (packing, pack(telling_jpeg())) + b"BT (behind) Tj ET"
    assert TOLD in telling_jpeg()

    kept = read(clean(pdf_with(lambda pdf: pdf.set_page(Contents=pdf.stream(content))))).pages[0]

    drawn = kept["/Contents"].get_data()
    photo = unpack(drawn.partition(b" ID ")[2].rpartition(b"\nEI")[0].partition(b"~>")[0].rstrip(b">"))
    assert len(drawn) == len(content)
    assert drawn.endswith(b"BT (behind) Tj ET")
    assert TOLD not in photo
    assert _pixels(photo) == _pixels(jpeg())


def test_words_that_look_like_a_photo_are_left_alone():
    content = b"BT (BI ID DCT) Tj ET BI /W 1 /H 1 /BPC 8 /CS /G ID DCT\nEI (/DCT)"
    packed = zlib.compress(content)

    kept = read(clean(pdf_with(lambda pdf: pdf.set_page(Contents=pdf.stream(packed, Filter="/FlateDecode")))))

    assert kept.pages[0]["/Contents"]._data == packed


def segment(number: int, kind: int, content: bytes, *, refers_to: int = 0, large: bool = False) -> bytes:
    size = 1 if number <= 256 else 2 if number <= 65536 else 4
    counted = (
        (7 << 29 | refers_to).to_bytes(4) + bytes((refers_to + 8) // 8)
        if refers_to > 4
        else bytes([refers_to << 5])
    )
    page = (1).to_bytes(4 if large else 1)
    head = (
        number.to_bytes(4) + bytes([kind | (0x40 if large else 0)]) + counted + bytes(refers_to * size) + page
    )
    return head + len(content).to_bytes(4) + content


@pytest.mark.parametrize("place", ["JBIG2Decode", "JBIG2Globals"])
def test_segments_of_remarks_go(place):
    pixels = [
        segment(0, 48, b"page"),
        segment(300, 0, b"symbols", refers_to=2),
        segment(70_000, 6, b"text", refers_to=9, large=True),
    ]
    told = pixels[0] + segment(1, 62, TOLD) + b"".join(pixels[1:]) + segment(9, 62, TOLD, refers_to=3) + TOLD
    document = Made()
    content = {"JBIG2Decode": told, "JBIG2Globals": b""}[place]
    how = {"JBIG2Globals": document.stream(told)} if place == "JBIG2Globals" else {}
    document.draw("XObject", document.stream(content, **IMAGE, Filter="/JBIG2Decode", DecodeParms=how))
    assert TOLD in document.content()

    cleaned = clean(document.content())

    image = read(cleaned).pages[0]["/Resources"]["/XObject"]["/X0"]
    kept = image if place == "JBIG2Decode" else image["/DecodeParms"][0]["/JBIG2Globals"]
    assert kept._data == b"".join(pixels)
    assert TOLD not in cleaned


@settings(max_examples=300, deadline=None)
@given(
    begins=st.sampled_from(
        [
            b"",
            jpeg2000()[:12],
            jpeg2000()[:100],
            jpeg2000(no_jp2=True)[:60],
            INLINE % (b"/DCT", jpeg()[:40]),
            bytes(5),
        ]
    ),
    goes_on=st.binary(max_size=300),
    strip=st.sampled_from([strip_jbig2, strip_jpeg2000, blank_inline_photos, blank_marks]),
)
def test_what_strips_bears_any_bytes(begins, goes_on, strip):
    content = begins + goes_on
    try:
        kept = strip(content)
    except ValueError:
        kept = b""
    assert len(kept) <= len(content)


@pytest.mark.parametrize(
    ("strip", "piece"),
    [
        (blank_inline_photos, b"BI "),
        (blank_inline_photos, b"BI /F /A "),
        (blank_marks, b"<<"),
        (blank_marks, b"<</A ("),
        (blank_marks, b"<</A (<4 \\"),
        (blank_marks, b"<<a>>BDC "),
        (blank_inline_photos, b"BI BI ID "),
        (blank_inline_photos, b"BI [/F ID "),
        (strip_jpeg2000, jpeg2000(no_jp2=True)[:60]),
        (strip_jbig2, bytes(7)),
    ],
)
def test_pictures_without_end_are_read_in_a_moment(strip, piece):
    started = time.process_time()

    with suppress(ValueError):
        strip(piece * (1_000_000 // len(piece)))

    assert time.process_time() - started < 5
