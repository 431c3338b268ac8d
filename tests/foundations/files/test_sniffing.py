import io

import pytest

from ifex.foundations.files.refusal import FileRefused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "a.txt"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "a.csv"),
        (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "a.png"),
        (b"<svg/>", "a.svg"),
        (b"MZ\x90\0\3", "holiday.jpg"),
        (b"MZ\x90not a picture", "holiday.jpg"),
        (b"\x7fELF\2\1\1", "a.pdf"),
        (b"plain\x1b[31m", "a.txt"),
    ],
)
def test_sniff_refuses_what_is_not_allowed_under_any_name(store, content, name):
    with pytest.raises(FileRefused, match="not taken"):
        store(content, name)


def test_sniff_refuses_text_of_another_encoding(store):
    with pytest.raises(FileRefused, match="UTF-8"):
        store("مرحبا".encode("cp1256"), "a.txt")


@pytest.mark.parametrize(("name", "media_type"), [("a.csv", "text/csv"), ("a.html", "text/plain")])
def test_sniff_tells_a_table_from_a_text(store, name, media_type):
    stored, cleaned = store("name,صحفي\n".encode(), name)

    assert (stored.media_type, cleaned) == (media_type, "name,صحفي\n".encode())


def test_sniff_refuses_a_picture_that_is_an_archive(store, photo, makers):
    with pytest.raises(FileRefused, match="two kinds"):
        store(photo + makers.make_archive({"evil.class": b"x"}), "a.jpg")


def test_sniff_refuses_a_pdf_that_is_an_archive(store, makers):
    with pytest.raises(FileRefused, match="two kinds"):
        store(makers.make_pdf() + makers.make_archive({"a": b"x"}), "a.pdf")


def test_sniff_refuses_a_picture_with_a_pdf_in_its_comment(store, makers):
    with pytest.raises(FileRefused, match="two kinds"):
        store(makers.draw("JPEG", comment=b"%PDF-1.4"), "a.jpg")


def test_sniff_refuses_a_picture_with_a_page_in_its_comment(store, makers):
    with pytest.raises(FileRefused, match="two kinds"):
        store(makers.draw("GIF", comment=b"<script>alert(1)</script>"), "a.gif")


def test_sniff_refuses_an_archive_with_something_before_it(store, docx):
    out = io.BytesIO(b"PK\3\4" + b"\0" * 60 + docx)

    with pytest.raises(FileRefused):
        store(out.getvalue(), "a.docx")


def test_sniff_refuses_an_ordinary_archive(store, makers):
    with pytest.raises(FileRefused, match="not taken"):
        store(makers.make_archive({"a.txt": b"x"}), "a.docx")
