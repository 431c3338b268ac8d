"""Each place where a document tells of somebody, and nothing of it in the copy."""

import pytest
from tests.documents import (
    draw,
    field,
    make_archive,
    make_docx,
    make_odt,
    make_relations,
    make_xlsx,
    members_of,
    run,
)

pytestmark = pytest.mark.django_db

TOLD = "Dalia"
MICROSOFT = "http://schemas.microsoft.com/office"


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
