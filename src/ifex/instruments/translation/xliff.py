"""XLIFF 2.1 for translators who work elsewhere: out with the source and what is there, back by numbers of sentences.

Marks `{1}…{/1}` become `<pc>` and `<ph>`, so that any tool keeps them whole.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .models import TranslationWork
from .segments.units import Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
LARGEST = 5 * 1024 * 1024
_MARK = re.compile(r"\{(/?)(\d{1,3})(/?)\}")


class NotXliff(ValueError):
    """It is too large, no XML, not XLIFF 2, or not of this text in this language."""


@dataclass
class Imported:
    """`targets` by the places of sentences; `moved` are numbers whose source is another today: nothing of theirs is
    taken.
    """

    targets: dict[int, str] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)


def write_xliff(work: TranslationWork, units: list[Unit]) -> bytes:
    root = Element(
        "xliff",
        {"xmlns": NAMESPACE, "version": "2.1", "srcLang": work.source_language, "trgLang": work.language},
    )
    file = SubElement(root, "file", {"id": f"{work.kind}.{work.uid}"})
    for place, unit in enumerate(units):
        node = SubElement(file, "unit", {"id": f"u{place + 1}", "name": unit.field})
        state = "initial" if unit.is_open else "reviewed" if unit.is_approved else "translated"
        segment = SubElement(node, "segment", {"id": "s1", "state": state})
        _fill(SubElement(segment, "source", {"xml:space": "preserve"}), unit.source)
        if unit.target:
            _fill(SubElement(segment, "target", {"xml:space": "preserve"}), unit.target)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode()


def read_xliff(content: bytes, work: TranslationWork, units: list[Unit]) -> Imported:
    """Raises NotXliff."""
    if len(content) > LARGEST:
        raise NotXliff("too large")
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as refused:
        raise NotXliff(type(refused).__name__) from refused
    file = root.find(f"{{{NAMESPACE}}}file")
    is_ours = root.tag == f"{{{NAMESPACE}}}xliff" and file is not None
    if not is_ours or file.get("id") != f"{work.kind}.{work.uid}" or root.get("trgLang") != work.language:
        raise NotXliff("not of this text in this language")
    try:
        return _match(file, units)
    except RecursionError as refused:
        raise NotXliff("nested too deep") from refused


def _match(file: Element, units: list[Unit]) -> Imported:
    imported = Imported()
    places = {f"u{place + 1}": place for place in range(len(units))}
    for node in file.iter(f"{{{NAMESPACE}}}unit"):
        sources, targets = (
            [_text_of(one) for one in node.iter(f"{{{NAMESPACE}}}{name}")] for name in ("source", "target")
        )
        place = places.get(node.get("id", ""))
        source, target = " ".join(sources), " ".join(targets).strip()
        if place is None or _bare(source) != _bare(units[place].source):
            imported.moved.append(node.get("id", "?")[:20])
        elif target:
            imported.targets[place] = target
    return imported


def _bare(text: str) -> str:
    return " ".join(text.split())


def _fill(node: Element, text: str) -> None:
    """Marks that pair become `<pc>`; what does not pair stands as it is written."""
    parents, last, at = [(node, "")], None, 0
    for found in _MARK.finditer(text):
        closes, number, alone = found[1], found[2], found[3]
        last = _append(parents[-1][0], last, text[at : found.start()])
        at = found.end()
        if alone and not closes:
            last = SubElement(parents[-1][0], "ph", {"id": number})
        elif closes and parents[-1][1] == number:
            last = parents.pop()[0]
        elif not closes and f"{{/{number}}}" in text[at:] and _nests(text[at:], number):
            parents.append((SubElement(parents[-1][0], "pc", {"id": number}), number))
            last = None
        else:
            last = _append(parents[-1][0], last, found[0])
    _append(parents[-1][0], last, text[at:])


def _nests(rest: str, number: str) -> bool:
    """Whether every mark that opens before `number` closes has closed by then, and none closes that opened before."""
    inside, depth = rest.partition(f"{{/{number}}}")[0], []
    for found in _MARK.finditer(inside):
        if found[3]:
            continue
        if not found[1]:
            depth.append(found[2])
        elif not depth or depth.pop() != found[2]:
            return False
    return not depth


def _append(node: Element, last: Element | None, text: str) -> Element | None:
    if last is None:
        node.text = (node.text or "") + text
    else:
        last.tail = (last.tail or "") + text
    return last


def _text_of(node: Element) -> str:
    parts = [node.text or ""]
    for child in node:
        name, number = child.tag.rpartition("}")[2], child.get("id", "")
        parts.append(f"{{{number}/}}" if name == "ph" else f"{{{number}}}{_text_of(child)}{{/{number}}}")
        parts.append(child.tail or "")
    return "".join(parts)
