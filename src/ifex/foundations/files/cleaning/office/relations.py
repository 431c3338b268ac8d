"""The relations of a docx or xlsx: which of them are followed, to which kinds of parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from ifex.foundations.files.cleaning.in_a_process import NotTaken

from .archives import Archive, resolve_target
from .refused import TELLS

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "application/vnd.openxmlformats-officedocument."
_MICROSOFT = "application/vnd.ms-"


@dataclass(frozen=True)
class Kind:
    """Of a part: where programs look for it, and whether it belongs to the whole, so that no text need name it."""

    place: str
    media_type: str
    is_meant: bool = False


_WORDS = OFFICE + "wordprocessingml."
_SHEETS = OFFICE + "spreadsheetml."
_DRAWN = OFFICE + "drawingml."
PARTS = {
    "styles": Kind("styles.xml", "", is_meant=True),
    "numbering": Kind("numbering.xml", _WORDS + "numbering+xml", is_meant=True),
    "settings": Kind("settings.xml", _WORDS + "settings+xml", is_meant=True),
    "fontTable": Kind("fontTable.xml", _WORDS + "fontTable+xml", is_meant=True),
    "footnotes": Kind("footnotes.xml", _WORDS + "footnotes+xml", is_meant=True),
    "endnotes": Kind("endnotes.xml", _WORDS + "endnotes+xml", is_meant=True),
    "header": Kind("header%d.xml", _WORDS + "header+xml"),
    "footer": Kind("footer%d.xml", _WORDS + "footer+xml"),
    "theme": Kind("theme/theme%d.xml", OFFICE + "theme+xml", is_meant=True),
    "themeOverride": Kind("theme/themeOverride%d.xml", OFFICE + "themeOverride+xml", is_meant=True),
    "worksheet": Kind("worksheets/sheet%d.xml", _SHEETS + "worksheet+xml"),
    "chartsheet": Kind("chartsheets/sheet%d.xml", _SHEETS + "chartsheet+xml"),
    "sharedStrings": Kind("sharedStrings.xml", _SHEETS + "sharedStrings+xml", is_meant=True),
    "sheetMetadata": Kind("metadata.xml", _SHEETS + "sheetMetadata+xml", is_meant=True),
    "table": Kind("tables/table%d.xml", _SHEETS + "table+xml"),
    "drawing": Kind("drawings/drawing%d.xml", OFFICE + "drawing+xml"),
    "chart": Kind("charts/chart%d.xml", _DRAWN + "chart+xml"),
    "chartUserShapes": Kind("drawings/shapes%d.xml", _DRAWN + "chartshapes+xml"),
    "chartStyle": Kind("charts/style%d.xml", _MICROSOFT + "office.chartstyle+xml", is_meant=True),
    "chartColorStyle": Kind("charts/colors%d.xml", _MICROSOFT + "office.chartcolorstyle+xml", is_meant=True),
    "diagramData": Kind("diagrams/data%d.xml", _DRAWN + "diagramData+xml"),
    "diagramLayout": Kind("diagrams/layout%d.xml", _DRAWN + "diagramLayout+xml"),
    "diagramQuickStyle": Kind("diagrams/quickStyle%d.xml", _DRAWN + "diagramStyle+xml"),
    "diagramColors": Kind("diagrams/colors%d.xml", _DRAWN + "diagramColors+xml"),
    "diagramDrawing": Kind(
        "diagrams/drawing%d.xml", _MICROSOFT + "office.drawingml.diagramDrawing+xml", is_meant=True
    ),
}
STYLES = {"word": OFFICE + "wordprocessingml.styles+xml", "xl": OFFICE + "spreadsheetml.styles+xml"}
RELATION_TYPE = re.compile(
    r"http://(?:schemas\.openxmlformats\.org/officeDocument/2006|purl\.oclc\.org/ooxml/officeDocument"
    r"|schemas\.microsoft\.com/office/20\d\d)/relationships/\w+"
)
MACRO_KINDS = frozenset(["vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "wordVbaData", "attachedToolbars"])
_TELLING = frozenset(
    ["oleObject", "package", "video", "audio", "media", "control", "aFChunk", "subDocument", "model3d"]
)


@dataclass(frozen=True)
class Relation:
    id: str
    type: str
    target: str
    """The member, or for a link the address."""

    @property
    def kind(self) -> str:
        return self.type.rpartition("/")[2]

    @property
    def is_link(self) -> bool:
        return self.kind == "hyperlink"


def relations_of(archive: Archive, part: str) -> Iterator[Relation]:
    """Raises NotTaken for what carries a film, a sound or another document."""
    folder, slash, file = part.rpartition("/")
    place = f"{folder}{slash}_rels/{file}.rels"
    if place not in archive:
        return
    for row in archive.read_markup(place):
        kind, target = row.get("Type", ""), row.get("Target", "")
        relation = Relation(row.get("Id", ""), kind, target)
        is_outside = row.get("TargetMode") == "External"
        if relation.kind in _TELLING and not _is_behind_a_chart(part, relation):
            raise NotTaken(TELLS)
        if is_outside == relation.is_link:
            yield relation if is_outside else Relation(relation.id, kind, resolve_target(part, target))


def _is_behind_a_chart(part: str, relation: Relation) -> bool:
    """The table that it was drawn from, which does not come along: the chart knows its figures itself."""
    return relation.kind in ("package", "oleObject") and "/charts/" in f"/{part}"


def write_relations(rows: list[tuple[str, str, str, bool]]) -> bytes:
    told = [
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(target)}"
        f"{' TargetMode=' + quoteattr('External') if is_outside else ''}/>"
        for key, kind, target, is_outside in rows
    ]
    return f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">{"".join(told)}</Relationships>'.encode()
