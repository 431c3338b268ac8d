"""A docx or xlsx: walked from its beginning along the relations that are on the list."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.sax.saxutils import quoteattr

from ifex.foundations.files.cleaning.embedded import kind_of_embedded, strip_embedded
from ifex.foundations.files.cleaning.in_a_process import UNREADABLE, NotTaken

from .archives import Archive, resolve_target, write_archive
from .markup import Element, judge_all, leaves_safely, read_markup, split, write_markup
from .ooxml_fields import settle_fields
from .ooxml_parts import SPACES, judge_element, tidy
from .refused import MACROS, TELLS

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MICROSOFT = "application/vnd.ms-"
_MAIN = "officeDocument"
_WORD = "word/document.xml"
_EXCEL = "xl/workbook.xml"
_MAIN_TYPES = {
    "w:document": (_WORD, _OFFICE + "wordprocessingml.document.main+xml"),
    "x:workbook": (_EXCEL, _OFFICE + "spreadsheetml.sheet.main+xml"),
}


@dataclass(frozen=True)
class _Kind:
    """Of a part: where programs look for it, and whether it belongs to the whole, so that no text need name it."""

    place: str
    media_type: str
    is_meant: bool = False


_WORDS = _OFFICE + "wordprocessingml."
_SHEETS = _OFFICE + "spreadsheetml."
_DRAWN = _OFFICE + "drawingml."
_PARTS = {
    "styles": _Kind("styles.xml", "", is_meant=True),
    "numbering": _Kind("numbering.xml", _WORDS + "numbering+xml", is_meant=True),
    "settings": _Kind("settings.xml", _WORDS + "settings+xml", is_meant=True),
    "fontTable": _Kind("fontTable.xml", _WORDS + "fontTable+xml", is_meant=True),
    "footnotes": _Kind("footnotes.xml", _WORDS + "footnotes+xml", is_meant=True),
    "endnotes": _Kind("endnotes.xml", _WORDS + "endnotes+xml", is_meant=True),
    "header": _Kind("header%d.xml", _WORDS + "header+xml"),
    "footer": _Kind("footer%d.xml", _WORDS + "footer+xml"),
    "theme": _Kind("theme/theme%d.xml", _OFFICE + "theme+xml", is_meant=True),
    "themeOverride": _Kind("theme/themeOverride%d.xml", _OFFICE + "themeOverride+xml", is_meant=True),
    "worksheet": _Kind("worksheets/sheet%d.xml", _SHEETS + "worksheet+xml"),
    "chartsheet": _Kind("chartsheets/sheet%d.xml", _SHEETS + "chartsheet+xml"),
    "sharedStrings": _Kind("sharedStrings.xml", _SHEETS + "sharedStrings+xml", is_meant=True),
    "sheetMetadata": _Kind("metadata.xml", _SHEETS + "sheetMetadata+xml", is_meant=True),
    "table": _Kind("tables/table%d.xml", _SHEETS + "table+xml"),
    "drawing": _Kind("drawings/drawing%d.xml", _OFFICE + "drawing+xml"),
    "chart": _Kind("charts/chart%d.xml", _DRAWN + "chart+xml"),
    "chartUserShapes": _Kind("drawings/shapes%d.xml", _DRAWN + "chartshapes+xml"),
    "chartStyle": _Kind("charts/style%d.xml", _MICROSOFT + "office.chartstyle+xml", is_meant=True),
    "chartColorStyle": _Kind("charts/colors%d.xml", _MICROSOFT + "office.chartcolorstyle+xml", is_meant=True),
    "diagramData": _Kind("diagrams/data%d.xml", _DRAWN + "diagramData+xml"),
    "diagramLayout": _Kind("diagrams/layout%d.xml", _DRAWN + "diagramLayout+xml"),
    "diagramQuickStyle": _Kind("diagrams/quickStyle%d.xml", _DRAWN + "diagramStyle+xml"),
    "diagramColors": _Kind("diagrams/colors%d.xml", _DRAWN + "diagramColors+xml"),
    "diagramDrawing": _Kind(
        "diagrams/drawing%d.xml", _MICROSOFT + "office.drawingml.diagramDrawing+xml", is_meant=True
    ),
}
_STYLES = {"word": _OFFICE + "wordprocessingml.styles+xml", "xl": _OFFICE + "spreadsheetml.styles+xml"}
_RELATION = re.compile(
    r"http://(?:schemas\.openxmlformats\.org/officeDocument/2006|purl\.oclc\.org/ooxml/officeDocument"
    r"|schemas\.microsoft\.com/office/20\d\d)/relationships/\w+"
)
_MACROS = frozenset(["vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "wordVbaData", "attachedToolbars"])
_TELLING = frozenset(
    ["oleObject", "package", "video", "audio", "media", "control", "aFChunk", "subDocument", "model3d"]
)


@dataclass(frozen=True)
class _Relation:
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


def write_ooxml(archive: Archive, out: IO[bytes]) -> None:
    """Raises NotTaken."""
    main = next((each for each in _relations_of(archive, "") if each.kind == _MAIN), None)
    if main is None:
        raise NotTaken(UNREADABLE)
    write_archive(out, _Copy(archive, main).members())


class _Copy:
    """What is reached from the main part, under names that say what each is."""

    def __init__(self, archive: Archive, main: _Relation) -> None:
        self._archive = archive
        self._main = main
        root = read_markup(archive.read_markup(main.target))
        space, local = split(root.tag)
        name = f"{SPACES.get(space, '')}:{local}"
        if name not in _MAIN_TYPES:
            raise NotTaken(UNREADABLE)
        main_name, media_type = _MAIN_TYPES[name]
        self._folder = main_name.partition("/")[0]
        self._names = {main.target: main_name}
        self._types = {main_name: media_type}
        self._counts: Counter[str] = Counter()
        self._waiting = [main.target]
        self._written: dict[str, bytes] = {}

    def members(self) -> dict[str, bytes]:
        while self._waiting:
            self._copy_part(self._waiting.pop(0))
        main_name = self._names[self._main.target]
        head = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _write_relations([(self._main.id, self._main.type, main_name, False)]),
        }
        return head | self._written

    def _copy_part(self, part: str) -> None:
        root = read_markup(self._archive.read_markup(part))
        if split(root.tag)[0] not in SPACES:
            raise NotTaken(UNREADABLE)
        relations = {each.id: each for each in _relations_of(self._archive, part)}
        stay = frozenset(key for key, each in relations.items() if self._may_stay(each))
        settle_fields(root)
        judge_all(root, lambda element: judge_element(element, stay))
        tidy(root)
        named = frozenset(_named_relations(root))
        kept = [
            each
            for key, each in relations.items()
            if key in stay and (key in named or (each.kind in _PARTS and _PARTS[each.kind].is_meant))
        ]
        name = self._names[part]
        self._written[name] = write_markup(root)
        rows = [(each.id, each.type, self._place_of(each), each.is_link) for each in kept]
        if rows:
            folder, _slash, file = name.rpartition("/")
            self._written[f"{folder}/_rels/{file}.rels"] = _write_relations(rows)

    def _may_stay(self, relation: _Relation) -> bool:
        if relation.kind in _MACROS:
            raise NotTaken(MACROS)
        if not _RELATION.fullmatch(relation.type):
            return False
        if relation.is_link:
            return leaves_safely(relation.target)
        return (relation.kind in _PARTS or relation.kind == "image") and relation.target in self._archive

    def _place_of(self, relation: _Relation) -> str:
        """The name of its target in the copy; what is met for the first time waits to be copied."""
        if relation.is_link:
            return relation.target
        if relation.target not in self._names:
            if relation.kind == "image":
                self._copy_picture(relation.target)
            else:
                self._name_part(relation)
        return "/" + self._names[relation.target]

    def _name_part(self, relation: _Relation) -> None:
        kind = _PARTS[relation.kind]
        name = self._free_name(kind.place)
        self._names[relation.target] = name
        self._types[name] = kind.media_type or _STYLES[self._folder]
        self._waiting.append(relation.target)

    def _free_name(self, place: str) -> str:
        """Raises NotTaken for a second part of a kind of which a document has one."""
        if "%d" not in place:
            if f"{self._folder}/{place}" in self._types:
                raise NotTaken(UNREADABLE)
            return f"{self._folder}/{place}"
        self._counts[place] += 1
        return f"{self._folder}/{place % self._counts[place]}"

    def _copy_picture(self, member: str) -> None:
        content = self._archive.read(member)
        stripped, kind = strip_embedded(content), kind_of_embedded(content)
        if stripped is None or kind is None:
            raise NotTaken(TELLS)
        name = self._free_name("media/image%d") + kind.ending
        self._names[member] = name
        self._types[name] = kind.media_type
        self._written[name] = stripped

    def _content_types(self) -> bytes:
        defaults = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
        }
        rows = [f'<Default Extension="{key}" ContentType="{value}"/>' for key, value in defaults.items()]
        rows += [f'<Override PartName="/{key}" ContentType="{value}"/>' for key, value in self._types.items()]
        return f'{_HEAD}<Types xmlns="{_PACKAGE}content-types">{"".join(rows)}</Types>'.encode()


def _relations_of(archive: Archive, part: str) -> Iterator[_Relation]:
    """Raises NotTaken for what carries a film, a sound or another document."""
    folder, slash, file = part.rpartition("/")
    place = f"{folder}{slash}_rels/{file}.rels"
    if place not in archive:
        return
    for row in read_markup(archive.read_markup(place)):
        kind, target = row.get("Type", ""), row.get("Target", "")
        relation = _Relation(row.get("Id", ""), kind, target)
        is_outside = row.get("TargetMode") == "External"
        if relation.kind in _TELLING and not _is_behind_a_chart(part, relation):
            raise NotTaken(TELLS)
        if is_outside == relation.is_link:
            yield relation if is_outside else _Relation(relation.id, kind, resolve_target(part, target))


def _is_behind_a_chart(part: str, relation: _Relation) -> bool:
    """The table that it was drawn from, which does not come along: the chart knows its figures itself."""
    return relation.kind in ("package", "oleObject") and "/charts/" in f"/{part}"


def _named_relations(root: Element) -> Iterator[str]:
    for element in root.iter():
        for attribute, value in element.attrib.items():
            space, _local = split(attribute)
            if space and SPACES.get(space) == "r":
                yield value


def _write_relations(rows: list[tuple[str, str, str, bool]]) -> bytes:
    told = [
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(target)}"
        f"{' TargetMode=' + quoteattr('External') if is_outside else ''}/>"
        for key, kind, target, is_outside in rows
    ]
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">{"".join(told)}</Relationships>'.encode()
