"""Pictures and office documents, as small as programs still read them."""

import io
import zipfile

from PIL import Image

_OPEN = "http://schemas.openxmlformats.org/"
_RELATIONS = _OPEN + "officeDocument/2006/relationships/"
_SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": _OPEN + "wordprocessingml/2006/main",
        "r": _OPEN + "officeDocument/2006/relationships",
        "a": _OPEN + "drawingml/2006/main",
        "wp": _OPEN + "drawingml/2006/wordprocessingDrawing",
        "pic": _OPEN + "drawingml/2006/picture",
        "c": _OPEN + "drawingml/2006/chart",
        "mc": _OPEN + "markup-compatibility/2006",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "made": "urn:by-some-program",
    }.items()
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **{
            each: f"{_ODF}{each}:1.0"
            for each in ("office", "text", "table", "style", "meta", "config", "chart")
        },
        "draw": _ODF + "drawing:1.0",
        "svg": _ODF + "svg-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
        "made": "urn:by-some-program",
    }.items()
)


def draw(kind: str, size=(40, 30), **options) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def make_archive(members: dict[str, str | bytes], packing=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def make_relations(relations: dict[str, str]) -> str:
    """From `kind` or `kind:id` to the target; one that leads outside begins with `>`."""
    rows = ""
    for key, target in relations.items():
        kind, name = (key, "") if "//" in key else key.partition(":")[::2]
        outside = ' TargetMode="External"' if target.startswith(">") else ""
        address = kind if "//" in kind else _RELATIONS + kind
        known_as = name or kind.rpartition("/")[2]
        rows += f'<Relationship Id="{known_as}" Type="{address}" Target="{target.lstrip(">")}"{outside}/>'
    return f'<Relationships xmlns="{_OPEN}package/2006/relationships">{rows}</Relationships>'


def make_docx(body="<w:p><w:r><w:t>text</w:t></w:r></w:p>", *, relations=None, members=None) -> bytes:
    """A docx of this body; `members` may use `{spaces}` for the declarations of every language."""
    written = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": make_relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": make_relations(relations or {}),
    }
    for name, content in (members or {}).items():
        written[name] = content.replace("{spaces}", _SPACES) if isinstance(content, str) else content
    return make_archive(written)


def make_xlsx(book="", sheet="", *, relations=None, members=None) -> bytes:
    """A workbook of one sheet with these children; `relations` are the sheet's."""
    spaces = f'xmlns="{_OPEN}spreadsheetml/2006/main" {_SPACES}'
    row = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    written = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": make_relations({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f"<workbook {spaces}>{book}"
        '<sheets><sheet name="One" sheetId="1" r:id="worksheet"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": make_relations({"worksheet": "worksheets/sheet1.xml"}),
        "xl/worksheets/sheet1.xml": f"<worksheet {spaces}>{sheet or row}</worksheet>",
        "xl/worksheets/_rels/sheet1.xml.rels": make_relations(relations or {}),
    }
    for name, content in (members or {}).items():
        written[name] = content.replace("{spaces}", spaces) if isinstance(content, str) else content
    return make_archive(written)


def make_odt(body="<text:p>text</text:p>", *, members=None) -> bytes:
    written = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_ODF_SPACES}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>",
    }
    for name, content in (members or {}).items():
        written[name] = content.replace("{spaces}", _ODF_SPACES) if isinstance(content, str) else content
    return make_archive(written)


def run(inner):
    """A paragraph of Word with this in it."""
    return f"<w:p><w:r>{inner}</w:r></w:p>"


def field(instruction, result):
    """A paragraph that is a field of Word, with what it wrote the last time."""
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def members_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
