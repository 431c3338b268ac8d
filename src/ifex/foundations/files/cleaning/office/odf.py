"""An odt: its text and its styles, the pictures, charts and formulas that they name, and nothing else."""

from typing import IO
from xml.sax.saxutils import quoteattr

from lxml import etree

from ifex.foundations.files.cleaning.embedded import kind_of_embedded, strip_embedded
from ifex.foundations.files.cleaning.in_a_process import UNREADABLE, NotTaken
from ifex.foundations.files.cleaning.markup import Element, drop, judge_all, write_markup

from .archives import Archive, resolve_target, write_archive
from .odf_parts import HREF, is_link, judge_element, name_of
from .refused import TELLS

_FORMATS = "application/vnd.oasis.opendocument."
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
_NUMBERS = frozenset(["boolean", "short", "int", "long", "double"])
_PARTS = ("content.xml", "styles.xml")
_SHOWING = frozenset(
    ["draw:object", "draw:image", "draw:fill-image", "style:background-image", "text:list-level-style-image"]
)
_OBJECTS = {"office:chart": _FORMATS + "chart", "math:math": _FORMATS + "formula"}


def write_odf(archive: Archive, out: IO[bytes]) -> None:
    """Raises NotTaken."""
    write_archive(out, _Copy(archive).members(), stored="mimetype")


class _Copy:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._kind = _FORMATS + "text"
        self._written: dict[str, bytes] = {}
        self._types = {"/": self._kind}
        self._names: dict[str, str] = {}

    def members(self) -> dict[str, bytes]:
        self._copy_document("", "")
        if "settings.xml" in self._archive:
            self._write("settings.xml", _numbers_of(self._archive.read_markup("settings.xml")))
        return {
            "mimetype": self._kind.encode(),
            **self._written,
            "META-INF/manifest.xml": self._manifest(),
        }

    def _copy_document(self, folder: str, new_folder: str) -> None:
        for part in _PARTS:
            if folder + part in self._archive:
                root = self._read(folder + part)
                judge_all(root, judge_element)
                self._follow_links(root, folder + part, new_folder)
                etree.cleanup_namespaces(root)
                self._write(new_folder + part, root)

    def _read(self, part: str) -> Element:
        root = self._archive.read_markup(part)
        if ":" not in name_of(root):
            raise NotTaken(UNREADABLE)
        return root

    def _follow_links(self, root: Element, part: str, new_folder: str) -> None:
        """To the pictures and objects that lie in the document; what lies elsewhere is not named."""
        for element in [each for each in root.iter(etree.Element) if HREF in each.attrib]:
            if is_link(element):
                continue
            if name_of(element) not in _SHOWING:
                del element.attrib[HREF]
                continue
            member = resolve_target(part, element.get(HREF, ""))
            if name_of(element) == "draw:object":
                place = self._copy_object(member)
            else:
                place = self._copy_picture(member, new_folder)
            if place:
                element.set(HREF, place)
            elif name_of(element).startswith("draw:fill"):
                del element.attrib[HREF]
            else:
                drop(element)

    def _copy_picture(self, member: str, new_folder: str) -> str | None:
        """Its place beside the part that shows it. A preview of an object may fail: the object is there."""
        if member not in self._archive:
            return None
        if member not in self._names:
            content = self._archive.read(member)
            stripped = strip_embedded(content)
            kind = kind_of_embedded(stripped or b"")
            if stripped is None or kind is None:
                if member.startswith("ObjectReplacements/"):
                    return None
                raise NotTaken(TELLS)
            place = f"Pictures/{len(self._names)}{kind.ending}"
            self._names[member] = place
            self._written[new_folder + place] = stripped
            self._types[new_folder + place] = kind.media_type
        return self._names[member]

    def _copy_object(self, member: str) -> str | None:
        """A chart or a formula. Raises NotTaken for another document."""
        if f"{member}/content.xml" not in self._archive:
            if member in self._archive:
                raise NotTaken(TELLS)
            return None
        if member not in self._names:
            kind = _kind_of_object(self._read(f"{member}/content.xml"))
            self._names[member] = place = f"Object {len(self._names)}"
            self._types[place + "/"] = kind
            self._copy_document(f"{member}/", f"{place}/")
        return "./" + self._names[member]

    def _write(self, name: str, root: Element) -> None:
        self._written[name] = write_markup(root)
        self._types[name] = "text/xml"

    def _manifest(self) -> bytes:
        rows = "".join(
            f"<manifest:file-entry manifest:full-path={quoteattr(name)} manifest:media-type={quoteattr(kind)}/>"
            for name, kind in self._types.items()
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">{rows}</manifest:manifest>'
        ).encode()


def _kind_of_object(root: Element) -> str:
    name = name_of(root)
    body = root.find("{*}body")
    if body is not None and len(body):
        name = name_of(body[0])
    if name not in _OBJECTS:
        raise NotTaken(TELLS)
    return _OBJECTS[name]


def _numbers_of(settings: Element) -> Element:
    """How the text is laid out. Words in it tell of the writer's machine, and some numbers of the editing."""
    for element in list(settings.iter(etree.Element)):
        if element.tag.startswith(_CONFIG):
            is_number = element.get(_CONFIG + "type") in _NUMBERS
            is_item = element.tag == _CONFIG + "config-item"
            if is_item and (not is_number or element.get(_CONFIG + "name", "").startswith("Rsid")):
                drop(element)
        elif name_of(element) not in ("office:document-settings", "office:settings"):
            drop(element)
    return settings
