"""Documents are written anew: what their pages show stays, and what is refused or takes too long is told."""

import io
import time
import zipfile

import pytest
from PIL import Image
from tests.documents import (
    draw,
    field,
    make_docx,
    make_odt,
    make_relations,
    make_xlsx,
    members_of,
    run,
)

from ifex.foundations.files.cleaning import in_a_process, office
from ifex.foundations.files.refusal import FileRefused

pytestmark = pytest.mark.django_db

TOLD = "Dalia"
MICROSOFT = "http://schemas.microsoft.com/office"


def test_a_docx_keeps_what_its_pages_show(store):
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:ins><w:r><w:t>inserted</w:t></w:r></w:ins></w:p>'
        '<w:p><w:hyperlink r:id="hyperlink:web"><w:r><w:t>a link</w:t></w:r></w:hyperlink></w:p>'
        '<w:p><w:hyperlink r:id="gone"><w:r><w:t>words of a lost link</w:t></w:r></w:hyperlink></w:p>'
        + field("PAGE", "7")
        + field("PAGE\\* MERGEFORMAT", "8")
        + field('HYPERLINK "https://example.org"', "linked")
        + '<w:p><w:r><w:footnoteReference w:id="3"/></w:r></w:p>'
        + field("INCLUDETEXT a", "included")
        + run('<wp:docPr id="1" name="x" descr="A burnt newsroom"/><a:blip r:embed="image"/>')
        + run(
            "<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>new box</wps:txbx></mc:Choice>"
            "</mc:AlternateContent>"
        )
        + run(
            "<mc:AlternateContent><mc:Choice Requires='made'>x</mc:Choice><mc:Fallback><w:t>old box</w:t></mc:Fallback>"
            "</mc:AlternateContent>"
        )
        + '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    ).replace("hyperlink:web", "web")
    original = make_docx(
        body,
        relations={
            "hyperlink:web": ">https://example.org/a",
            "image": "media/a.JPG",
            "header": "header9.xml",
            "styles": "styles.xml",
            "settings": "settings.xml",
            "footnotes": "footnotes.xml",
        },
        members={
            "word/footnotes.xml": '<w:footnotes {spaces}><w:footnote w:id="-1" w:type="separator"/>'
            '<w:footnote w:id="3">'
            "<w:p>A note</w:p></w:footnote></w:footnotes>",
            "word/media/a.JPG": draw("JPEG"),
            "word/header9.xml": "<w:hdr {spaces}><w:p>head</w:p></w:hdr>",
            "word/styles.xml": '<w:styles {spaces}><w:style w:styleId="Heading1"/></w:styles>',
            "word/settings.xml": "<w:settings {spaces}><w:evenAndOddHeaders/></w:settings>",
        },
    )

    stored, cleaned = store(original, "a.docx")

    members = members_of(cleaned)
    text = members["word/document.xml"].decode()
    for shown in ("inserted", "a link", "words of a lost link", "PAGE", ">7<", "linked", "included", "A burnt newsroom",
                  "new box", "old box", "Heading1"):  # fmt: skip
        assert shown in text, shown
    assert "INCLUDETEXT" not in text
    assert text.count("PAGE") == 2
    assert b"A note" in members["word/footnotes.xml"]
    assert b"separator" in members["word/footnotes.xml"]
    assert set(members) == {
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/header1.xml",
        "word/styles.xml", "word/settings.xml", "word/footnotes.xml", "word/media/image1.jpg",
    }  # fmt: skip
    assert b"evenAndOddHeaders" in members["word/settings.xml"]
    assert b"https://example.org/a" in members["word/_rels/document.xml.rels"]
    assert b'PartName="/word/media/image1.jpg" ContentType="image/jpeg"' in members["[Content_Types].xml"]
    again, _ = store(cleaned, "b.docx")
    assert stored.media_type == again.media_type


def test_an_xlsx_keeps_its_table(store):
    sheet = (
        '<sheetData><row r="1"><c r="A1"><f>SUM(B1:B2)</f><v>3</v></c><c r="D1"><f>LEN(A1&amp;"|")</f><v>4</v></c>'
        '<c r="E1"><f>[0]!Area</f><v>5</v></c>'
        '<c r="B1"><f t="shared" si="0">[1]S!A1</f><v>1</v></c>'
        '<c r="C1"><f t="shared" si="0"/><v>2</v></c></row></sheetData>'
        '<hyperlinks><hyperlink ref="A1" r:id="hyperlink"/></hyperlinks><drawing r:id="drawing"/>'
        '<tableParts count="1"><tablePart r:id="table"/></tableParts>'
    )
    original = make_xlsx(
        '<definedNames><definedName name="n">One!$A$1</definedName></definedNames>',
        sheet,
        relations={"hyperlink": ">mailto:a@example.org", "drawing": "../d.xml", "table": "../t.xml"},
        members={
            "xl/d.xml": "<c:drawing {spaces}/>",
            "xl/t.xml": '<table {spaces} displayName="Arrests" id="1"/>',
        },
    )

    _, cleaned = store(original, "a.xlsx")

    members = members_of(cleaned)
    written = members["xl/worksheets/sheet1.xml"].decode()
    for formula in ("SUM(B1:B2)", 'LEN(A1&amp;"|")', "[0]!Area"):
        assert f"<f>{formula}</f>" in written, formula
    assert "[1]" not in written
    assert 't="shared"' not in written
    assert [f"<v>{n}</v>" in written for n in (1, 2, 3)] == [True] * 3
    assert b'displayName="Arrests"' in members["xl/tables/table1.xml"]
    assert b"One!$A$1" in members["xl/workbook.xml"]
    assert "xl/drawings/drawing1.xml" in members


def test_an_odt_keeps_what_its_pages_show(store):
    chart = (
        "<office:document-content {spaces}><office:body><office:chart>"
        '<chart:chart xlink:href="."><chart:title>Arrests</chart:title></chart:chart>'
    )
    original = make_odt(
        '<text:p>a <text:a xlink:href="https://example.org">link</text:a>, '
        '<text:user-field-get>a field</text:user-field-get>'
        '</text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>A burnt newsroom</svg:desc>'
        "</draw:frame>"
        '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="./ObjectReplacements/Object 1"/>'
        '</draw:frame><text:p>some <made:wrapped>words in between</made:wrapped></text:p>',
        members={
            "Pictures/a.png": draw("PNG"),
            "Object 1/content.xml": chart + "</office:chart></office:body></office:document-content>",
            "ObjectReplacements/Object 1": b"VCLMTF of some program",
            "styles.xml": '<office:document-styles {spaces}><style:style style:name="A"/></office:document-styles>',
            "settings.xml": "<office:document-settings {spaces}><office:settings><config:config-item-set>"
            '<config:config-item config:name="AddFrameOffsets" config:type="boolean">true</config:config-item>'
            "</config:config-item-set></office:settings></office:document-settings>",
        },
    )  # fmt: skip

    stored, cleaned = store(original, "a.zip")

    members = members_of(cleaned)
    text = members["content.xml"].decode()
    for shown in ('href="https://example.org"', "a field", "A burnt newsroom", "words in between"):
        assert shown in text, shown
    assert set(members) == {
        "mimetype", "content.xml", "styles.xml", "settings.xml", "META-INF/manifest.xml", "Pictures/0.png",
        "Object 1/content.xml",
    }  # fmt: skip
    assert b"Arrests" in members["Object 1/content.xml"]
    assert b"AddFrameOffsets" in members["settings.xml"]
    with zipfile.ZipFile(io.BytesIO(cleaned)) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    again, _ = store(cleaned, "b.odt")
    assert stored.media_type == again.media_type


def test_a_document_is_cleaned_to_the_same_bytes_each_time(store, docx, tmp_path):
    (tmp_path / "a").write_bytes(docx)
    office.clean_office(tmp_path / "a", tmp_path / "b")
    office.clean_office(tmp_path / "a", tmp_path / "c")

    assert (tmp_path / "b").read_bytes() == (tmp_path / "c").read_bytes()
    picture = members_of((tmp_path / "b").read_bytes())["word/media/image1.jpg"]
    assert Image.open(io.BytesIO(picture)).size == (40, 30)
    assert b"Witness" not in picture


@pytest.mark.parametrize("kind", ["oleObject", "package", "video", "control", "aFChunk", "subDocument"])
def test_a_docx_that_carries_something_else_is_refused(store, kind):
    with pytest.raises(FileRefused, match="hidden details"):
        store(make_docx(relations={kind: "a.bin"}, members={"word/a.bin": b"x"}), "a.docx")


@pytest.mark.parametrize(
    ("body", "members"),
    [
        ('<draw:frame><draw:object-ole xlink:href="./Object 1"/></draw:frame>', {"Object 1": b"x"}),
        ('<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>', {"Object 1": b"x"}),
        (
            '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>',
            {
                "Object 1/content.xml": "<office:document-content {spaces}><office:body><office:text/></office:body>"
                "</office:document-content>"
            },
        ),
        ('<draw:frame><draw:plugin xlink:href="film.mp4"/></draw:frame>', {}),
        ("<draw:image><office:binary-data>eA==</office:binary-data></draw:image>", {}),
        ('<draw:image xlink:href="Pictures/a.heic"/>', {"Pictures/a.heic": b"\0\0\0\x18ftypheic"}),
    ],
)
def test_an_odt_that_carries_something_else_is_refused(store, body, members):
    with pytest.raises(FileRefused, match="hidden details"):
        store(make_odt(body, members=members), "a.odt")


@pytest.mark.parametrize(
    "picture", [b"\0\0\0\x18ftypheic of a witness", b"BM, and no bitmap", b"II*\0 no tiff"]
)
def test_a_docx_with_a_picture_that_cannot_be_stripped_is_refused(store, picture):
    original = make_docx(
        run('<a:blip r:embed="image"/>'), relations={"image": "a.png"}, members={"word/a.png": picture}
    )
    with pytest.raises(FileRefused, match="hidden details"):
        store(original, "a.docx")


@pytest.mark.parametrize("kind", ["vbaProject", "xlMacrosheet"])
def test_macros_are_refused(store, kind):
    address = f"{MICROSOFT}/2006/relationships/{kind}"

    with pytest.raises(FileRefused, match="macros"):
        store(make_docx(relations={address: "vbaProject.bin"}), "a.docx")


@pytest.mark.parametrize(
    "document",
    [
        "<w:document/>",
        "<not closed",
        '<!DOCTYPE a [<!ENTITY b "c">]><w:document {spaces}><w:body>&b;</w:body></w:document>',
        "<x:comments xmlns:x='urn:other'/>",
    ],
)
def test_a_damaged_docx_is_refused(store, document):
    with pytest.raises(FileRefused, match="damaged"):
        store(make_docx(members={"word/document.xml": document}), "a.docx")


def test_a_docx_without_its_beginning_is_refused(store):
    with pytest.raises(FileRefused, match="damaged"):
        store(make_docx(members={"_rels/.rels": make_relations({})}), "a.docx")


@pytest.mark.parametrize("name", ["word/media/a.bin", "word/part.xml"])
def test_a_document_made_to_burst_is_refused(store, name):
    with pytest.raises(FileRefused, match="unpacks"):
        store(make_docx(members={name: b"\0" * 30_000_000}), "a.docx")


def test_a_header_that_lies_is_refused(store, docx):
    """A member that says it is small and unpacks to more."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = docx.replace(size.to_bytes(4, "little"), (size - 9).to_bytes(4, "little"))
    assert lying != docx

    with pytest.raises(FileRefused):
        store(lying, "a.docx")


def test_a_document_that_takes_too_long_is_left(store, monkeypatch):
    monkeypatch.setattr(in_a_process, "SECONDS", 1)
    started = time.monotonic()

    with pytest.raises(FileRefused, match="takes too long"):
        store(
            make_docx("".join(f"<w:p><w:r/>{n * 7919 % 1_000_003}</w:p>" for n in range(500_000))), "a.docx"
        )
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("inner", ["<w:ins>", "<mc:AlternateContent>", "<w:p>x<w:del/>"])
def test_a_document_of_very_many_or_very_deep_pieces_is_answered(store, inner):
    name = inner.strip("<>").split(">")[0]
    deep = inner * 2_000 + f"</{name}>" * 2_000
    wide = (inner + f"</{name}>") * 100_000

    for body in (deep, wide):
        assert answer_to(store, make_docx(body))


def answer_to(store, content):
    try:
        return store(content, "a.docx")
    except FileRefused as refused:
        return str(refused.reason)
