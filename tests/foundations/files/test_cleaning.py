import io
import time

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
