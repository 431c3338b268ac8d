"""Drawings inside documents, SVG and the metafiles of Windows: shapes stay, what tells of their makers goes."""

import base64
import struct

import pytest
from tests.documents import draw

from ifex.foundations.files.cleaning.embedded import strip_embedded
from ifex.foundations.files.cleaning.jpeg_notes import blank_notes

TOLD = b"A. Witness"
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    b' xmlns:made="urn:by-some-program" %s>%s<rect width="4" style="fill:red"/></svg>'
)


def data_of(picture, kind="jpeg"):
    return b"data:image/%s;base64,%s" % (kind.encode(), base64.b64encode(picture))


@pytest.mark.parametrize(
    ("attributes", "inner"),
    [
        (b"", b"<!-- A. Witness -->"),
        (b"", b"<?A. Witness?>".replace(b". ", b"_") + b"<!-- A. Witness -->"),
        (b"", b"<metadata>A. Witness</metadata>"),
        (b"", b"<made:note>A. Witness</made:note>"),
        (b'made:docname="A. Witness"', b""),
        (b'data-who="A. Witness"', b""),
        (b"", b"<script>A. Witness</script>"),
        (b'onload="A. Witness"', b""),
        (b"", b'<image xlink:href="file:///home/A. Witness.png"/>'),
        (b"", b'<image href="https://example.org/A. Witness.png"/>'),
        (b"", b'<a xlink:href="/home/A. Witness"><g/></a>'),
        (b"", b'<rect style="fill:url(file:///A. Witness)"/>'),
        (b"", b"<style>@import url(/home/A. Witness); rect {fill:red}</style>"),
        (b"", b"<foreignObject>A. Witness</foreignObject>"),
        (b'xml:base="/home/A. Witness"', b""),
        (b"", b"<title>/home/A. Witness/a.svg</title>"),
        (b"", b"<style>/* C:\\A. Witness * */ rect {fill:red}</style>"),
    ],
)
def test_an_svg_tells_of_nobody(attributes, inner):
    drawing = SVG % (attributes, inner)
    assert TOLD in drawing

    stripped = strip_embedded(drawing)

    assert TOLD not in stripped
    assert b'style="fill:red"' in stripped


def test_an_svg_keeps_its_words_its_gradients_and_its_pictures():
    photo = draw("JPEG", comment=TOLD)
    drawing = SVG % (
        b"",
        b'<title>Arrests</title><text>2026</text><path style="fill:url(#g)"/><use xlink:href="#g"/><image href="%s"/>'
        % data_of(photo),
    )
    assert TOLD in photo

    stripped = strip_embedded(drawing)

    for kept in (b"Arrests", b"2026", b"url(#g)", b'xlink:href="#g"'):
        assert kept in stripped, kept
    inside = stripped.partition(b"base64,")[2].partition(b'"')[0]
    assert TOLD not in base64.b64decode(inside)
    assert base64.b64decode(inside).startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    "drawing",
    [
        SVG % (b"", b'<image href="%s"/>' % data_of(b"no picture", "heic")),
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<svg xmlns="urn:other"/>',
        b"<svg",
        b"<html><svg/></html>",
    ],
)
def test_an_svg_that_cannot_be_stripped_is_none(drawing):
    assert strip_embedded(drawing) is None


def record(kind, content=b""):
    return struct.pack("<II", kind, 8 + len(content)) + content


def emf(*records):
    """A metafile with its description in its head."""
    told = TOLD.decode().encode("utf-16-le")
    head = bytearray(100) + told
    head[0], head[40:44] = 1, b" EMF"
    head[4:8] = struct.pack("<I", len(head))
    head[60:68] = struct.pack("<II", len(told) // 2, 100)
    return bytes(head) + b"".join(records) + record(14, bytes(12))


def comment(identifier, content):
    return record(70, struct.pack("<I", len(content) + 4) + identifier + content)


def test_an_emf_tells_of_nobody():
    rectangle = record(43, bytes(16))
    photo = draw("JPEG", comment=TOLD)
    printer = record(110, TOLD)
    drawing = emf(rectangle, printer, comment(b"GDIC", TOLD), comment(b"EMF+", photo)) + TOLD
    assert drawing.count(TOLD) == 4

    stripped = strip_embedded(drawing)

    assert TOLD not in stripped
    assert TOLD.decode().encode("utf-16-le") not in stripped
    assert rectangle in stripped
    size, records = struct.unpack("<II", stripped[48:56])
    assert (size, records) == (len(stripped), 4)


def wmf_record(function, content):
    return struct.pack("<IH", 3 + len(content) // 2, function) + content


@pytest.mark.parametrize("start", [b"", b"\xd7\xcd\xc6\x9a" + bytes(18)])
def test_a_wmf_tells_of_nobody(start):
    line = wmf_record(0x0213, b"\1\0\2\0")
    records = line + wmf_record(0x0626, TOLD) + wmf_record(0, b"")
    head = struct.pack("<HHHIHIH", 1, 9, 0x300, (18 + len(records)) // 2, 0, 10, 0)
    drawing = start + head + records + TOLD
    assert drawing.count(TOLD) == 2

    stripped = strip_embedded(drawing)

    assert TOLD not in stripped
    assert line in stripped
    at = len(start) + 6
    assert 2 * int.from_bytes(stripped[at : at + 4], "little") == len(stripped) - len(start)


@pytest.mark.parametrize("broken", [emf()[:-4], emf()[:90], b"\1\0\x09\0" + bytes(14), b"\1\0\x09\0"])
def test_a_broken_metafile_is_none(broken):
    assert strip_embedded(broken) is None


def test_blank_notes_leaves_what_lies_around_the_pictures():
    photo = draw("JPEG", comment=TOLD)
    content = b"before" + photo + b"between" + photo + b"behind A. Witness"

    blank = blank_notes(content)

    assert len(blank) == len(content)
    assert blank.count(TOLD) == 1
    assert blank.startswith(b"before\xff\xd8\xff")
    assert b"between" in blank
