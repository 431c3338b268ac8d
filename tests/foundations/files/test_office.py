"""Documents are written anew with what their pages show: a name is planted in each place that could tell."""

import io
import time
import zipfile

import pytest
from PIL import Image
from tests.documents import draw, make_archive, make_docx, make_odt, make_relations, make_xlsx

from ifex.foundations.files.cleaning import in_a_process, office
from ifex.foundations.files.refusal import FileRefused

pytestmark = pytest.mark.django_db

TOLD = "Dalia"
MICROSOFT = "http://schemas.microsoft.com/office"


def run(inner):
    return f"<w:p><w:r>{inner}</w:r></w:p>"


def field(instruction, result):
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def with_part(kind, content, name="word/part.xml"):
    return make_docx(relations={kind: f"/{name}"}, members={name: content})


def with_settings(inner):
    return with_part("settings", f"<w:settings {{spaces}}>{inner}</w:settings>")


def with_file(name, content):
    return make_docx(members={name: content})


DOCX = {
    "inserted": lambda: make_docx('<w:p><w:ins w:author="Dalia"><w:r><w:t>text</w:t></w:r></w:ins></w:p>'),
    "inserted, another prefix": lambda: with_part(
        "footnotes",
        '<z:footnotes xmlns:z="http://schemas.openxmlformats.org/wordprocessingml/2006/main" z:author="Dalia"/>',
    ),
    "deleted": lambda: make_docx("<w:p><w:del><w:r><w:delText>Dalia</w:delText></w:r></w:del></w:p>"),
    "moved away": lambda: make_docx("<w:p><w:moveFrom><w:r><w:t>Dalia</w:t></w:r></w:moveFrom></w:p>"),
    "once styled": lambda: make_docx('<w:p><w:pPr><w:pPrChange w:author="Dalia"/></w:pPr></w:p>'),
    "remarks": lambda: with_part("comments", "<w:comments {spaces}>Dalia</w:comments>"),
    "people": lambda: with_part(
        f"{MICROSOFT}/2011/relationships/people", "<w:people {spaces}>Dalia</w:people>"
    ),
    "who may write": lambda: make_docx('<w:p><w:permStart w:ed="Dalia"/></w:p>'),
    "sessions": lambda: make_docx('<w:p w:rsidR="00Dalia0" w14:paraId="Dalia"/>'),
    "tags": lambda: make_docx(
        '<w:sdt><w:sdtPr><w:alias w:val="Dalia"/><w:tag w:val="Dalia"/></w:sdtPr></w:sdt>'
    ),
    "bound to the maker": lambda: make_docx(
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/creator[1]"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Dalia</w:t></w:r>'
        "</w:p></w:sdtContent></w:sdt>"
    ),
    "smart tag": lambda: make_docx(
        '<w:p><w:smartTag w:uri="Dalia"><w:smartTagPr><w:attr w:val="Dalia"/></w:smartTagPr></w:smartTag></w:p>'
    ),
    "maker's field": lambda: make_docx(field("AUTHOR", "Dalia")),
    "maker's field in short": lambda: make_docx('<w:p><w:fldSimple w:instr="USERNAME Dalia"/></w:p>'),
    "field of a picture": lambda: make_docx(field('INCLUDEPICTURE "C:\\Users\\Dalia\\a.jpg"', "shown")),
    "field that leads to a disk": lambda: make_docx(field('HYPERLINK "file:///home/Dalia/a"', "shown")),
    "field with a switch behind it": lambda: make_docx(field("FILENAME\\p \\* MERGEFORMAT", "Dalia.docx")),
    "field within a field": lambda: make_docx(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText></w:r>'
        + field("AUTHOR", "x")
        + '<w:r><w:fldChar w:fldCharType="separate"/><w:t>Dalia</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "note whose mark was deleted": lambda: make_docx(
        '<w:p><w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del></w:p>',
        relations={"footnotes": "footnotes.xml"},
        members={
            "word/footnotes.xml": '<w:footnotes {spaces}><w:footnote w:id="2"><w:p><w:r><w:t>Dalia</w:t></w:r></w:p>'
            "</w:footnote></w:footnotes>"
        },
    ),
    "diagram that was deleted": lambda: make_docx(
        '<w:p><w:del><w:r><a:x r:dm="diagramData"/></w:r></w:del></w:p>',
        relations={"diagramData": "data.xml", f"{MICROSOFT}/2007/relationships/diagramDrawing": "drawn.xml"},
        members={"word/data.xml": "<c:x {spaces}>Dalia</c:x>", "word/drawn.xml": "<a:x {spaces}>Dalia</a:x>"},
    ),
    "row that was deleted": lambda: make_docx(
        '<w:tbl><w:tr><w:trPr><w:del w:author="x"/></w:trPr><w:tc><w:p><w:r><w:t>Dalia</w:t></w:r></w:p></w:tc>'
        "</w:tr></w:tbl>"
    ),
    "chart of another workbook": lambda: make_docx(
        run('<c:chart r:id="chart"/>'),
        relations={"chart": "charts/chart1.xml"},
        members={
            "word/charts/chart1.xml": "<c:chartSpace {spaces}><c:f>[Dalia.xlsx]One!A1</c:f></c:chartSpace>"
        },
    ),
    "tip of a link": lambda: make_docx(
        '<w:p><w:hyperlink w:tooltip="file:///C:/Users/Dalia" w:anchor="a"/></w:p>'
    ),
    "description in lines": lambda: make_docx(
        run('<wp:docPr id="1" name="x" descr="IMG_Dalia.JPG&#10;Description"/>')
    ),
    "theme of a house": lambda: with_part("theme", '<a:theme {spaces} name="Dalia Legal"/>'),
    "data of a field": lambda: make_docx(
        run('<w:fldChar w:fldCharType="begin"><w:fldData>Dalia</w:fldData></w:fldChar>')
    ),
    "picture's file in its description": lambda: make_docx(
        run(
            '<wp:docPr id="1" name="Dalia 1" descr="C:\\Users\\Dalia\\a.jpg"/><pic:cNvPr id="1" name="Dalia.jpg"/>'
        )
    ),
    "old picture": lambda: make_docx(run('<v:shape alt="Dalia.jpg" o:gfxdata="Dalia" o:title="Dalia"/>')),
    "signature line": lambda: make_docx(run('<o:signatureline o:suggestedsigner="Dalia"/>')),
    "by some program": lambda: make_docx(
        '<w:p made:who="Dalia"><made:note>Dalia</made:note><mc:AlternateContent><mc:Choice Requires="made">'
        "<made:x/><w:r><w:t>Dalia</w:t></w:r></mc:Choice></mc:AlternateContent></w:p>"
    ),
    "extension": lambda: make_docx(
        run('<a:extLst><a:ext uri="{Dalia}"><made:id val="Dalia"/></a:ext></a:extLst>')
    ),
    "a language named after her": lambda: make_docx('<w:p xmlns:dalia="urn:Dalia"/>'),
    "remark in the XML": lambda: make_docx("<w:p><!-- Dalia --><?Dalia x?></w:p>"),
    "variables": lambda: with_settings('<w:docVars><w:docVar w:name="n" w:val="Dalia"/></w:docVars>'),
    "merged from": lambda: with_settings('<w:mailMerge><w:connectString w:val="Dalia"/></w:mailMerge>'),
    "template": lambda: make_docx(
        relations={"settings": "settings.xml"},
        members={
            "word/settings.xml": '<w:settings {spaces}><w:attachedTemplate r:id="attachedTemplate"/></w:settings>',
            "word/_rels/settings.xml.rels": make_relations({"attachedTemplate": ">file:///C:/Users/Dalia/t"}),
        },
    ),
    "another program's number for a list": lambda: with_part(
        "numbering", '<w:numbering {spaces}><w:nsid w:val="Dalia"/></w:numbering>'
    ),
    "link to a disk": lambda: make_docx(
        '<w:p><w:hyperlink r:id="hyperlink"><w:r><w:t>shown</w:t></w:r></w:hyperlink></w:p>',
        relations={"hyperlink": ">C:\\Users\\Dalia\\a.docx"},
    ),
    "picture elsewhere": lambda: make_docx(
        run('<a:blip r:link="image"/>'), relations={"image": ">file:///Users/Dalia/a.jpg"}
    ),
    "picture in what was deleted": lambda: make_docx(
        '<w:p><w:del><w:r><a:blip r:embed="image"/></w:r></w:del></w:p>',
        relations={"image": "Dalia.png"},
        members={"word/Dalia.png": draw("PNG")},
    ),
    "picture's own name": lambda: make_docx(
        run('<a:blip r:embed="image"/>'),
        relations={"image": "Dalia.png"},
        members={"word/Dalia.png": draw("PNG")},
    ),
    "a name with signs": lambda: make_docx(
        run('<a:blip r:embed="image"/>'),
        relations={"image": "of%20Dalia.png"},
        members={"word/of Dalia.png": draw("PNG")},
    ),
    "properties": lambda: with_file("docProps/core.xml", "<c>Dalia</c>"),
    "properties by another name": lambda: with_file("package/services/a.psmdcp", "<c>Dalia</c>"),
    "custom": lambda: with_part("customXml", "<x>Dalia</x>", "customXml/whatever.xml"),
    "signed": lambda: with_file("_xmlsignatures/sig1.xml", "<s>Dalia</s>"),
    "labels": lambda: with_file("docMetadata/LabelInfo.xml", '<l siteId="Dalia"/>'),
    "font of a house": lambda: with_part("font", b"Dalia", "word/fonts/font1.odttf"),
    "unasked file": lambda: with_file("word/Dalia.bin", b"Dalia"),
    "web settings": lambda: with_part(
        "webSettings", '<w:webSettings {spaces}><w:sourceFileName r:id="Dalia"/></w:webSettings>'
    ),
    "table behind a chart": lambda: make_docx(
        run('<c:chart r:id="chart"/>'),
        relations={"chart": "charts/chart1.xml"},
        members={
            "word/charts/chart1.xml": '<c:chartSpace {spaces}><c:externalData r:id="package"/></c:chartSpace>',
            "word/charts/_rels/chart1.xml.rels": make_relations({"package": "../embeddings/a.xlsx"}),
            "word/embeddings/a.xlsx": make_archive({"a": "Dalia"}),
        },
    ),
    "in two bytes a letter": lambda: make_docx(
        members={
            "word/document.xml": (
                '<?xml version="1.0" encoding="UTF-16"?>'
                '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
                '<w:ins w:author="Dalia"><w:r><w:t>text</w:t></w:r></w:ins></w:p></w:body></w:document>'
            ).encode("utf-16")
        }
    ),
}
XLSX = {
    "where it lies": lambda: make_xlsx(
        '<mc:AlternateContent><mc:Choice Requires="made"><made:absPath url="C:\\Dalia"/></mc:Choice>'
        "</mc:AlternateContent>"
    ),
    "who shares it": lambda: make_xlsx('<fileSharing userName="Dalia"/>'),
    "whose view": lambda: make_xlsx(
        '<customWorkbookViews><customWorkbookView name="Dalia"/></customWorkbookViews>'
    ),
    "code names": lambda: make_xlsx('<workbookPr codeName="Dalia"/>'),
    "name that leads to a disk": lambda: make_xlsx(
        '<definedNames><definedName name="n">C:\\Dalia\\[a.xlsx]b!$A$1</definedName></definedNames>'
    ),
    "formula that leads to a disk": lambda: make_xlsx(
        sheet='<sheetData><row r="1"><c r="A1"><f>\'C:\\Dalia\\[a.xlsx]b\'!A1</f><v>1</v></c></row></sheetData>'
    ),
    "link in a formula": lambda: make_xlsx(
        sheet='<sheetData><row r="1"><c r="A1"><f>HYPERLINK("/Users/Dalia/x")</f><v>1</v></c></row></sheetData>'
    ),
    "path of a Mac": lambda: make_xlsx(
        "<definedNames><definedName name=\"n\">'/Users/Dalia/[a.xlsx]b'!$A$1</definedName></definedNames>"
    ),
    "where it lies, by a formula": lambda: make_xlsx(
        sheet='<sheetData><row r="1"><c r="A1" t="str"><f>CELL("filename",A1)</f><v>C:\\Dalia</v></c></row></sheetData>'
    ),
    "style of a house": lambda: make_xlsx(
        members={
            "xl/_rels/workbook.xml.rels": make_relations(
                {"worksheet": "worksheets/sheet1.xml", "styles": "styles.xml"}
            ),
            "xl/styles.xml": '<styleSheet {spaces}><cellStyles><cellStyle name="Dalia" xfId="1"/>'
            "</cellStyles></styleSheet>",
        }
    ),
    "scenarios": lambda: make_xlsx(sheet='<scenarios><scenario user="Dalia"/></scenarios>'),
    "who may write": lambda: make_xlsx(
        sheet='<protectedRanges><protectedRange securityDescriptor="Dalia"/></protectedRanges>'
    ),
    "published to": lambda: make_xlsx(
        sheet='<webPublishItems><webPublishItem destinationFile="Dalia"/></webPublishItems>'
    ),
    "remarks": lambda: make_xlsx(
        relations={"comments": "/xl/comments1.xml"},
        members={
            "xl/comments1.xml": "<comments {spaces}><authors><author>Dalia</author></authors></comments>"
        },
    ),
    "printer": lambda: make_xlsx(
        sheet='<pageSetup r:id="printerSettings"/>',
        relations={"printerSettings": "/xl/printerSettings1.bin"},
        members={"xl/printerSettings1.bin": b"Dalia-PC"},
    ),
    "pivot": lambda: make_xlsx(
        relations={"pivotTable": "/xl/pivot.xml"},
        members={"xl/pivot.xml": '<pivotTableDefinition {spaces} dataCaption="Dalia"/>'},
    ),
    "link": lambda: make_xlsx(
        sheet='<hyperlinks><hyperlink ref="A1" r:id="hyperlink"/></hyperlinks>',
        relations={"hyperlink": ">\\\\server\\Dalia"},
    ),
    "connections": lambda: make_xlsx(members={"xl/connections.xml": '<connections sourceFile="Dalia"/>'}),
}
ODT = {
    "changes": lambda: make_odt("<text:tracked-changes><text:p>Dalia</text:p></text:tracked-changes>"),
    "remarks": lambda: make_odt(
        "<text:p><office:annotation><dc:creator>Dalia</dc:creator>Dalia</office:annotation></text:p>"
    ),
    "maker's field": lambda: make_odt("<text:p><text:author-name>Dalia</text:author-name></text:p>"),
    "sender's field": lambda: make_odt("<text:p><text:sender-email>Dalia</text:sender-email></text:p>"),
    "file's field": lambda: make_odt("<text:p><text:file-name>Dalia</text:file-name></text:p>"),
    "link to a disk": lambda: make_odt(
        '<text:p><text:a xlink:href="file:///home/Dalia">shown</text:a></text:p>'
    ),
    "picture elsewhere": lambda: make_odt(
        '<draw:frame draw:name="Dalia"><draw:image xlink:href="/home/Dalia.jpg"/></draw:frame>'
    ),
    "picture's description": lambda: make_odt(
        "<draw:frame><svg:desc>/home/Dalia/a.jpg</svg:desc></draw:frame>"
    ),
    "by some program": lambda: make_odt('<text:p made:who="Dalia" xmlns:x="urn:Dalia"/>'),
    "citations": lambda: make_odt(
        '<text:p><text:reference-mark-start text:name="ZOTERO_ITEM Dalia"/>words</text:p>'
    ),
    "record of a source": lambda: make_odt(
        '<text:p><text:bibliography-mark text:url="file:///home/Dalia"/></text:p>'
    ),
    "tip of a link": lambda: make_odt(
        '<text:p><text:a xlink:href="#a" office:title="C:\\Users\\Dalia">words</text:a></text:p>'
    ),
    "scripts": lambda: make_odt("<office:scripts>Dalia</office:scripts>"),
    "taken from": lambda: make_odt(
        '<text:section><text:section-source xlink:href="../Dalia.odt"/></text:section>'
    ),
    "properties": lambda: make_odt(members={"meta.xml": "<m>Dalia</m>"}),
    "printer": lambda: make_odt(
        members={
            "settings.xml": "<office:document-settings {spaces}><office:settings><config:config-item-set>"
            '<config:config-item config:name="PrinterName" config:type="string">Dalia</config:config-item>'
            '<config:config-item config:name="Rsid" config:type="int">1/Dalia</config:config-item>'
            "</config:config-item-set></office:settings></office:document-settings>"
        }
    ),
    "signed": lambda: make_odt(members={"META-INF/documentsignatures.xml": "<s>Dalia</s>"}),
    "versions": lambda: make_odt(
        members={"VersionList.xml": "<v>Dalia</v>", "Versions/Version1": b"Dalia", "layout-cache": b"Dalia"}
    ),
    "set up": lambda: make_odt(members={"Configurations2/toolbar/a.xml": "<c>Dalia</c>"}),
    "statements": lambda: make_odt(members={"manifest.rdf": "<r>Dalia</r>"}),
    "macros that nothing calls": lambda: make_odt(members={"Scripts/python/a.py": "Dalia"}),
}
PLACES = [
    pytest.param(make, ending, id=f"{ending}: {place}")
    for ending, places in (("docx", DOCX), ("xlsx", XLSX), ("odt", ODT))
    for place, make in places.items()
]


def members_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tells(content):
    """Whether the name stands anywhere: in a member, in its name, in two bytes a letter, in an archive inside."""
    told = (TOLD.encode(), TOLD.encode("utf-16-le"))
    for name, member in members_of(content).items():
        if TOLD in name or any(each in member for each in told):
            return True
        if member.startswith(b"PK") and tells(member):
            return True
    return False


@pytest.mark.parametrize(("make", "ending"), PLACES)
def test_documents_do_not_tell_of_their_makers(store, make, ending):
    original = make()
    assert tells(original)

    _, cleaned = store(original, f"a.{ending}")

    assert not tells(cleaned)


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
