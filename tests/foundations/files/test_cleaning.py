import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from ifex.foundations.files.cleaning import clean_file, images, pdf
from ifex.foundations.files.cleaning.office import clean_member
from ifex.foundations.files.refusal import FileRefused
from ifex.foundations.files.sniffing import sniff

pytestmark = pytest.mark.django_db


def test_clean_image_removes_place_device_and_comment(store, photo):
    stored, cleaned = store(photo, "a.jpg")

    with Image.open(io.BytesIO(cleaned)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.info.get("comment") is None
        # Held upright: the 90° turn that EXIF asked for is now in the pixels.
        assert picture.size == (30, 40)
    assert (stored.width, stored.height) == (30, 40)
    assert b"Secret Camera" in photo
    assert b"witness" in photo
    assert b"Secret Camera" not in cleaned
    assert b"witness" not in cleaned


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF"])
def test_clean_image_removes_metadata_of_every_format(store, makers, kind):
    exif = Image.Exif()
    exif[0x0110] = "Secret Camera 3"
    options = {"comment": b"Secret Camera 3"} if kind == "GIF" else {"exif": exif}
    drawn = makers.draw(kind, **options)
    stored, cleaned = store(drawn, "a.jpg")

    assert b"Secret Camera" in drawn
    assert b"Secret Camera" not in cleaned
    assert stored.media_type == f"image/{kind.lower()}"
    assert (stored.width, stored.height) == (40, 30)


def test_clean_image_keeps_an_animation(store):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=200, loop=0)

    _, cleaned = store(out.getvalue(), "a.gif")

    with Image.open(io.BytesIO(cleaned)) as picture:
        assert picture.n_frames == 3


def test_clean_image_keeps_transparency(store):
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")

    _, cleaned = store(out.getvalue(), "a.png")

    with Image.open(io.BytesIO(cleaned)) as picture:
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0


def test_clean_image_refuses_a_pixel_bomb(store):
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000

    with pytest.raises(FileRefused, match="pixels"):
        store(out.getvalue(), "a.png")


@pytest.mark.parametrize(("kind", "how"), [("AVIF", {"speed": 10}), ("WEBP", {"quality": 1, "method": 0})])
def test_clean_image_refuses_what_takes_a_gigabyte_to_write(store, makers, kind, how):
    with pytest.raises(FileRefused, match="at most 16 million pixels"):
        store(makers.draw(kind, size=(5000, 3500), **how), f"a.{kind.lower()}")


def test_clean_image_refuses_too_many_pixels_over_all_frames(store, monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 1000)
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])

    with pytest.raises(FileRefused, match="pixels"):
        store(out.getvalue(), "a.gif")


def test_clean_image_refuses_a_damaged_picture(store, photo):
    with pytest.raises(FileRefused, match="damaged"):
        store(photo[:300], "a.jpg")


def test_clean_pdf_removes_author_and_xmp(store, makers):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(makers.make_pdf(Author="A. Witness", Title="T"))))
    writer.xmp_metadata = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- A. Witness --></x:xmpmeta>'
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("A. Witness")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment("a.txt", b"A. Witness")
    out = io.BytesIO()
    writer.write(out)
    original = out.getvalue()
    assert original.count(b"A. Witness") >= 2
    assert PdfReader(io.BytesIO(original)).attachments

    stored, cleaned = store(original, "a.pdf")

    reader = PdfReader(io.BytesIO(cleaned))
    assert b"Witness" not in cleaned
    assert not reader.attachments
    assert "/OpenAction" not in reader.root_object
    assert reader.xmp_metadata is None
    assert not (reader.metadata or {}).get("/Author")
    assert len(reader.pages) == 1
    assert stored.media_type == "application/pdf"


def dictionary(**values):
    return DictionaryObject(
        {
            NameObject(f"/{key}"): value if isinstance(value, PdfObject) else TextStringObject(value)
            for key, value in values.items()
        }
    )


def test_clean_pdf_removes_who_annotated_signed_and_where_files_lay(store):
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    inline = dictionary(Subtype=NameObject("/Text"), T="A. Witness", Contents="A remark")
    elsewhere = writer._add_object(NameObject("/Highlight"))
    pointed = dictionary(Subtype=elsewhere, T="A. Witness")
    file = dictionary(Type=NameObject("/Filespec"), UF="C:\\A. Witness\\a.txt")
    attached = dictionary(Subtype=NameObject("/FileAttachment"), FS=file, Contents="A. Witness.txt")
    page[NameObject("/Annots")] = ArrayObject([inline, pointed, writer._add_object(attached)])
    page[NameObject("/Resources")] = dictionary(Deep=dictionary(PieceInfo=dictionary(App="A. Witness")))
    signature = dictionary(Type=NameObject("/Sig"), Name="A. Witness", Location="A. Witness")
    away = dictionary(S=NameObject("/GoToR"), F="C:\\A. Witness\\b.pdf")
    writer.root_object[NameObject("/AcroForm")] = dictionary(V=signature, A=away)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().count(b"Witness") == 8

    _, cleaned = store(out.getvalue(), "a.pdf")

    assert b"Witness" not in cleaned
    assert b"A remark" in cleaned


def test_clean_pdf_strips_the_photos_in_it(store, makers):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "Secret Camera 3"
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    photo = StreamObject()
    photo._data = makers.draw("JPEG", exif=exif)
    names = {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode", "/ColorSpace": "/DeviceRGB"}
    photo.update({NameObject(name): NameObject(value) for name, value in names.items()})
    for name, number in {"/Width": 40, "/Height": 30, "/BitsPerComponent": 8}.items():
        photo[NameObject(name)] = NumberObject(number)
    reference = writer._add_object(photo)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Im0"): reference})}
    )
    writer.write(out)
    assert b"Secret Camera" in out.getvalue()

    _, cleaned = store(out.getvalue(), "a.pdf")

    assert b"Secret Camera" not in cleaned
    with Image.open(io.BytesIO(PdfReader(io.BytesIO(cleaned)).pages[0].images[0].data)) as picture:
        assert picture.size == (40, 30)


def test_clean_pdf_leaves_what_takes_too_long(store, monkeypatch):
    """A small file of very many empty dictionaries; its process ends, ours goes on."""
    monkeypatch.setattr(pdf, "SECONDS", 1)
    arrays = b"".join(b"%d 0 obj\n[%s]\nendobj\n" % (10 + n, b"<<>>" * 5_000) for n in range(200))
    listed = b" ".join(b"%d 0 R" % (10 + n) for n in range(200))
    bomb = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X[" + listed + b"]>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n"
        + arrays
        + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
    )
    started = time.monotonic()

    with pytest.raises(FileRefused, match="takes too long"):
        store(bomb, "a.pdf")
    assert time.monotonic() - started < 15


def test_clean_pdf_refuses_a_locked_one(store):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(FileRefused, match="password"):
        store(out.getvalue(), "a.pdf")


def test_clean_office_removes_the_names_in_it(store, docx):
    stored, cleaned = store(docx, "letter.docx")

    assert stored.name == "letter.docx"
    with zipfile.ZipFile(io.BytesIO(cleaned)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name, content in contents.items() if b"Witness" in content] == []
    assert b">text<" in contents["word/document.xml"]
    assert list(contents) == list(zipfile.ZipFile(io.BytesIO(docx)).namelist())


def test_clean_office_keeps_an_odt_an_odt(store, makers):
    made = makers.make_archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<a><dc:creator>A. Witness</dc:creator>text</a>",
            "meta.xml": "<meta:initial-creator>A. Witness</meta:initial-creator>",
        }
    )
    stored, cleaned = store(made, "a.zip")
    again, _ = store(cleaned, "a.odt")

    with zipfile.ZipFile(io.BytesIO(cleaned)) as archive:
        assert b"Witness" not in b"".join(map(archive.read, archive.namelist()))
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert (stored.media_type, stored.name) == (again.media_type, "a.odt")


def test_clean_office_refuses_a_bomb(store, makers):
    made = makers.make_archive(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": "<w:document/>",
            "word/media/a.bin": b"\0" * 30_000_000,
        }
    )
    with pytest.raises(FileRefused, match="unpacks"):
        store(made, "a.docx")


def test_clean_office_refuses_a_header_that_lies(store, docx):
    """A member that says it is small and unpacks to more."""
    size = len('<w:document><w:ins w:author="A. Witness" w:id="1">text</w:ins></w:document>')
    lying = docx.replace(size.to_bytes(4, "little"), (size - 9).to_bytes(4, "little"))
    assert lying != docx

    with pytest.raises(FileRefused):
        store(lying, "a.docx")


def test_clean_office_refuses_macros(store, makers):
    made = makers.make_archive(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", "word/vbaProject.bin": b"x"}
    )
    with pytest.raises(FileRefused, match="macros"):
        store(made, "a.docx")


@settings(max_examples=150, deadline=None)
@given(
    head=st.sampled_from(
        [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"%PDF-1.4\n", b"PK\3\4", b"RIFF"]
    ),
    tail=st.binary(max_size=300),
)
def test_clean_file_answers_any_bytes(tmp_path_factory, head, tail):
    """Whatever comes: a cleaned copy or a refusal in words, nothing else."""
    folder = tmp_path_factory.mktemp("any")
    (folder / "in").write_bytes(head + tail)
    try:
        clean_file(folder / "in", folder / "out", sniff(folder / "in", name="x"))
    except FileRefused as refused:
        words = str(refused.reason)
    else:
        words = "cleaned"
    assert words


@pytest.mark.parametrize(
    "piece", [b"<person ", b"w16", b"<author>", b'w:author="', b"<dc:creator ", b"<dc:creator>x"]
)
def test_office_xml_without_end_is_cleaned_in_a_moment(piece):
    started = time.process_time()

    clean_member("word/document.xml", piece * (4_000_000 // len(piece)))

    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "xl/workbook.xml",
            b'<workbook><x15ac:absPath url="C:\\Users\\Dalia\\Desktop\\" xmlns:x15ac="h"/></workbook>',
        ),
        ("word/_rels/settings.xml.rels", b'<R><Relationship Target="file:///C:\\Users\\Dalia\\t.dotm"/></R>'),
        ("word/settings.xml", b"<w:settings><w:ins w:author='Dalia'/></w:settings>"),
        ("package/services/metadata/core-properties/a.psmdcp", b"<c><dc:creator>Dalia</dc:creator></c>"),
        ("customXml/item1.xml", b"<x><Owner>Dalia</Owner><y>Dalia</y></x>"),
        ("xl/printerSettings/printerSettings1.bin", b"Dalia-PC"),
        (
            "word/people.xml",
            b"<w15:person w15:author='Dalia'><w15:presenceInfo w15:userId='Dalia'/></w15:person>",
        ),
        (
            "xl/persons/person.xml",
            b'<personList><person displayName="Dalia" id="1" userId="Dalia"/></personList>',
        ),
        ("xl/workbook.xml", b'<fileSharing userName="Dalia"/>'),
        ("xl/pivotCache/pivotCacheDefinition1.xml", b'<p refreshedBy="Dalia"/>'),
        (
            "word/comments.xml",
            '<?xml version="1.0" encoding="UTF-16"?><w:c w:author="Dalia"/>'.encode("utf-16"),
        ),
        ("word/comments.xml", '<w:c w:author="Dalia"/>'.encode("utf-16-le")),
        ("word/comments.xml", b'<ns0:comment ns0:author="Dalia"/>'),
        ("xl/comments1.xml", b'<x:author xml:space="preserve">Dalia</x:author>'),
        ("content.xml", b"<d:creator><![CDATA[Dalia]]></d:creator>"),
        ("word/_rels/settings.xml.rels", b'<R><Relationship Target="C:\\Users\\Dalia\\t.dotm"/></R>'),
        ("word/_rels/settings.xml.rels", b"<R><Relationship Target='\\\\server\\Dalia\\t.dotm'/></R>"),
        (
            "settings.xml",
            b'<config:config-item config:name="PrinterName" config:type="string">Dalia-PC</config:config-item>',
        ),
        ("content.xml", b'<text:a xlink:href="file:///home/Dalia/a.odt">'),
        ("docProps/core0.xml", b"<c>Dalia</c>"),
        ("Object 1/meta.xml", b"<m>Dalia</m>"),
        ("META-INF/documentsignatures.xml", b"<s>Dalia</s>"),
        ("docMetadata/LabelInfo.xml", b'<l siteId="Dalia"/>'),
    ],
)
def test_office_members_do_not_say_who_wrote_them(name, content):
    assert b"Dalia" not in clean_member(name, content)


def test_office_members_keep_what_names_a_table_or_a_space():
    table = b'<table displayName="Arrests" id="1"/>'
    book = b'<x15ac:absPath url="C:\\x" xmlns:x15ac="h"/>'

    assert clean_member("xl/tables/table1.xml", table) == table
    assert clean_member("xl/workbook.xml", book) == b'<x15ac:absPath url="" xmlns:x15ac="h"/>'
    assert b"item1.xml" in clean_member("customXml/_rels/item1.xml.rels", b'<R Target="item1.xml"/>')
