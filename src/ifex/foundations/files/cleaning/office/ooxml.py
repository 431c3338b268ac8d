"""A docx or xlsx: walked from its beginning along the relations that are on the list."""

from collections import Counter
from collections.abc import Iterator
from typing import IO

from ifex.foundations.files.cleaning.embedded import kind_of_embedded, strip_embedded
from ifex.foundations.files.cleaning.in_a_process import UNREADABLE, NotTaken
from ifex.foundations.files.cleaning.markup import Element, judge_all, split, write_markup
from ifex.foundations.files.cleaning.paths import leaves_safely

from .archives import Archive, write_archive
from .notes import Named, drop_unnamed_notes, named_notes
from .ooxml_fields import settle_fields
from .ooxml_parts import SPACES, judge_element, tidy
from .refused import MACROS, TELLS
from .relations import (
    HEAD,
    MACRO_KINDS,
    OFFICE,
    PACKAGE,
    PARTS,
    RELATION_TYPE,
    STYLES,
    Relation,
    relations_of,
    write_relations,
)

_MAIN = "officeDocument"
_WORD = "word/document.xml"
_EXCEL = "xl/workbook.xml"
_MAIN_TYPES = {
    "w:document": (_WORD, OFFICE + "wordprocessingml.document.main+xml"),
    "x:workbook": (_EXCEL, OFFICE + "spreadsheetml.sheet.main+xml"),
}


def write_ooxml(archive: Archive, out: IO[bytes]) -> None:
    """Raises NotTaken."""
    main = next((each for each in relations_of(archive, "") if each.kind == _MAIN), None)
    if main is None:
        raise NotTaken(UNREADABLE)
    write_archive(out, _Copy(archive, main).members())


class _Copy:
    """What is reached from the main part, under names that say what each is."""

    def __init__(self, archive: Archive, main: Relation) -> None:
        self._archive = archive
        self._main = main
        root = archive.read_markup(main.target)
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
        self._notes: Named = frozenset()

    def members(self) -> dict[str, bytes]:
        while self._waiting:
            self._copy_part(self._waiting.pop(0))
        main_name = self._names[self._main.target]
        head = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": write_relations([(self._main.id, self._main.type, main_name, False)]),
        }
        return head | self._written

    def _copy_part(self, part: str) -> None:
        root = self._archive.read_markup(part)
        if split(root.tag)[0] not in SPACES:
            raise NotTaken(UNREADABLE)
        relations = {each.id: each for each in relations_of(self._archive, part)}
        stay = frozenset(key for key, each in relations.items() if self._may_stay(each))
        settle_fields(root)
        judge_all(root, lambda element: judge_element(element, stay))
        tidy(root)
        if part == self._main.target:
            self._notes = named_notes(root)
        else:
            drop_unnamed_notes(root, self._notes)
        named = frozenset(_named_relations(root))
        kept = [
            each for key, each in relations.items() if key in stay and (key in named or self._is_meant(each))
        ]
        if "diagramData" not in {each.kind for each in kept}:
            # What was drawn of a diagram goes with the diagram.
            kept = [each for each in kept if each.kind != "diagramDrawing"]
        name = self._names[part]
        self._written[name] = write_markup(root)
        rows = [(each.id, each.type, self._place_of(each), each.is_link) for each in kept]
        if rows:
            folder, _slash, file = name.rpartition("/")
            self._written[f"{folder}/_rels/{file}.rels"] = write_relations(rows)

    def _is_meant(self, relation: Relation) -> bool:
        return relation.kind in PARTS and PARTS[relation.kind].is_meant

    def _may_stay(self, relation: Relation) -> bool:
        if relation.kind in MACRO_KINDS:
            raise NotTaken(MACROS)
        if not RELATION_TYPE.fullmatch(relation.type):
            return False
        if relation.is_link:
            return leaves_safely(relation.target)
        return (relation.kind in PARTS or relation.kind == "image") and relation.target in self._archive

    def _place_of(self, relation: Relation) -> str:
        """The name of its target in the copy; what is met for the first time waits to be copied."""
        if relation.is_link:
            return relation.target
        if relation.target not in self._names:
            if relation.kind == "image":
                self._copy_picture(relation.target)
            else:
                self._name_part(relation)
        return "/" + self._names[relation.target]

    def _name_part(self, relation: Relation) -> None:
        kind = PARTS[relation.kind]
        name = self._free_name(kind.place)
        self._names[relation.target] = name
        self._types[name] = kind.media_type or STYLES[self._folder]
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
        stripped = strip_embedded(content)
        kind = kind_of_embedded(stripped or b"")
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
        return f'{HEAD}<Types xmlns="{PACKAGE}content-types">{"".join(rows)}</Types>'.encode()


def _named_relations(root: Element) -> Iterator[str]:
    for element in root.iter():
        for attribute, value in element.attrib.items():
            space, _local = split(attribute)
            if space and SPACES.get(space) == "r":
                yield value
