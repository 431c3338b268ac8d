"""PDF and EPUB, in the shipped fonts alone."""

import io
import logging
import zipfile
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from ifex.foundations.core.languages import get_language_row
from ifex.foundations.documents.document import Chapter, Document, Picture
from ifex.foundations.documents.epub import write_epub
from ifex.foundations.documents.pdf import write_pdf
from ifex.foundations.documents.shelf import clear_old_documents, empty_shelf, kept_document

WORDS = {
    "en": ("Held", "Police held the reporter.", "Contents", "Notes"),
    "fr": ("Détenus", "La police a arrêté l’œuvre à Ğazi Łódź.", "Sommaire", "Notes"),
    "es": ("Detenidos", "¿Quién la detuvo? El señor Núñez.", "Índice", "Notas"),
    "ar": ("محتجزون", "اعتقلت الشرطة الصحفية.", "المحتويات", "الملاحظات"),
}


def picture():
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "#557788").save(target, "JPEG")
    return Picture(target.getvalue(), "A kiosk")


def document(language):
    title, words, contents, notes = WORDS[language]
    html = (
        f'<p>{words} <strong>X</strong> ** __ [a](b) <a href="https://example.org/">link</a> [1]</p><h3>{title}</h3>'
        f"<ul><li>{words}<ul><li>inner</li></ul></li></ul><blockquote><p>{words}</p></blockquote>"
        f'<table><tr><th>{title}</th><th>N</th></tr><tr><td>2004</td><td>12</td></tr></table><img src="picture-1">'
    )
    return Document(
        identifier="https://example.org/report", title=title, subtitle=words, language=get_language_row(language),
        about=["IFEX"], chapters=[Chapter(title, html), Chapter(f"{title} 2", f"<p>{words}</p>")], notes=[words],
        pictures={"picture-1": picture()}, contents_title=contents, notes_title=notes, author="IFEX",
    )  # fmt: skip


def fonts_of(reader):
    """(name, is embedded) of every font of every page."""
    found = set()
    for page in reader.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            inner = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            found.add((str(inner["/BaseFont"]).partition("+")[2], "/FontFile2" in descriptor))
    return found


@pytest.mark.parametrize("language", WORDS)
def test_write_pdf_needs_no_font_of_the_system_and_lacks_no_letter(language, caplog, monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "/dev/null")
    monkeypatch.setenv("HOME", "/nonexistent")
    with caplog.at_level(logging.WARNING):
        reader = PdfReader(io.BytesIO(write_pdf(document(language))))

    assert [record.getMessage() for record in caplog.records if "missing" in record.getMessage()] == []
    fonts = fonts_of(reader)
    assert all(is_embedded for _name, is_embedded in fonts)
    assert all(name.startswith(("Amiri", "NotoSerif")) for name, _is in fonts)
    if language == "ar":
        assert any(name.startswith("Amiri") for name, _is in fonts)
    assert len(reader.outline) == 3
    assert reader.metadata.title == WORDS[language][0]


def test_write_pdf_has_the_words_and_escapes_what_looks_like_marks():
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(document("en")))).pages)

    assert "Police held the reporter." in text
    assert "** __ [a]" in text
    assert "2004" in text


@pytest.mark.parametrize("language", WORDS)
def test_write_epub_is_well_formed_and_reads_in_its_direction(language):
    book = zipfile.ZipFile(io.BytesIO(write_epub(document(language))))

    assert book.namelist()[0] == "mimetype"
    pages = [name for name in book.namelist() if name.endswith((".xhtml", ".opf"))]
    for name in pages:
        ElementTree.fromstring(book.read(name))
    chapter = book.read("EPUB/chapter-1.xhtml").decode()
    assert WORDS[language][1] in chapter
    assert 'href="notes.xhtml#note-1"' in chapter
    assert (
        f'page-progression-direction="{get_language_row(language).direction}"'
        in book.read("EPUB/content.opf").decode()
    )


def test_a_document_is_made_once_and_made_again_when_the_shelf_was_emptied(settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    made = []

    def make():
        made.append(1)
        return b"words"

    for _ in range(2):
        assert kept_document("key", "pdf", make).read_bytes() == b"words"
    empty_shelf()
    kept_document("key", "pdf", make)

    assert len(made) == 2
    assert clear_old_documents() == 0
