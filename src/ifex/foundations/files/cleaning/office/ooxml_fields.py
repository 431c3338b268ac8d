"""Fields of a docx: instructions that a program carries out, and what it wrote the last time.

Those that read the text itself stay. Of the others stays what they wrote, but for those that write who somebody is, or
where the file lies.
"""

import re
from dataclasses import dataclass, field

from ifex.foundations.files.cleaning.in_a_process import UNREADABLE, NotTaken
from ifex.foundations.files.cleaning.markup import Element, drop, listed, unwrap
from ifex.foundations.files.cleaning.paths import leaves_safely

from .ooxml_parts import name_of

_KEPT = listed(
    "PAGE NUMPAGES SECTIONPAGES SECTION TOC REF PAGEREF NOTEREF STYLEREF SEQ HYPERLINK DATE TIME EQ",
    "SYMBOL XE TC INDEX LISTNUM AUTONUM FORMTEXT FORMCHECKBOX FORMDROPDOWN QUOTE BIBLIOGRAPHY =",
)
_TELLING = listed(
    "AUTHOR LASTSAVEDBY USERNAME USERINITIALS USERADDRESS FILENAME TEMPLATE INFO DOCPROPERTY",
    "DOCVARIABLE COMMENTS KEYWORDS",
)
_BOUND_TO_ITS_MAKER = ("creator", "lastModifiedBy", "Company", "Manager", "UserInfo", "Author")
_KIND = re.compile(r"\s*([A-Za-z]+|=)")
MOST_OPEN = 50
"""Fields within fields."""


@dataclass
class _Field:
    instruction: str = ""
    machinery: list[Element] = field(default_factory=list)
    result: list[Element] = field(default_factory=list)
    is_written: bool = False
    tells: bool = False
    """Or one within it does."""


def settle_fields(root: Element) -> None:
    _settle_simple(root)
    _settle_bound(root)
    open_fields: list[_Field] = []
    for element in list(root.iter("{*}fldChar", "{*}instrText", "{*}t", "{*}br", "{*}tab")):
        name = name_of(element)
        if name == "w:fldChar":
            _turn(element, open_fields)
        elif name == "w:instrText":
            if open_fields and not open_fields[-1].is_written:
                open_fields[-1].instruction += element.text or ""
                open_fields[-1].machinery.append(element)
            else:
                drop(element)
        else:
            for each in open_fields:
                each.result += [element] if each.is_written else []
    for unclosed in open_fields:
        _settle(unclosed)


def _turn(mark: Element, open_fields: list[_Field]) -> None:
    """At its beginning, before what it wrote, and at its end."""
    kind = next((value for key, value in mark.attrib.items() if key.endswith("fldCharType")), "")
    if kind == "begin":
        if len(open_fields) == MOST_OPEN:
            raise NotTaken(UNREADABLE)
        open_fields.append(_Field(machinery=[mark]))
    elif open_fields:
        open_fields[-1].machinery.append(mark)
        open_fields[-1].is_written = True
        if kind == "end":
            ended = open_fields.pop()
            _settle(ended)
            for around in open_fields:
                around.tells |= ended.tells


def _settle(found: _Field) -> None:
    found.tells |= _tells(found.instruction)
    if _may_stay(found.instruction) and not found.tells:
        return
    for element in found.machinery:
        drop(element)
    if found.tells:
        for element in found.result:
            drop(element)


def _settle_simple(root: Element) -> None:
    for element in list(root.iter("{*}fldSimple")):
        instruction = next((value for key, value in element.attrib.items() if key.endswith("instr")), "")
        if _tells(instruction):
            drop(element)
        elif not _may_stay(instruction):
            unwrap(element)


def _settle_bound(root: Element) -> None:
    """Content that shows a property of the document, such as its author on the first page."""
    for binding in list(root.iter("{*}dataBinding")):
        told = "".join(binding.attrib.values())
        properties = binding.getparent()
        control = properties.getparent() if properties is not None else None
        if control is not None and any(word in told for word in _BOUND_TO_ITS_MAKER):
            for text in list(control.iter("{*}t")):
                drop(text)


def _may_stay(instruction: str) -> bool:
    kind = _kind_of(instruction)
    if kind != "HYPERLINK":
        return kind in _KEPT
    words = instruction.split()
    target = words[1].strip('"“”') if len(words) > 1 else ""
    return target.lower() == "\\l" or leaves_safely(target)


def _tells(instruction: str) -> bool:
    return _kind_of(instruction) in _TELLING


def _kind_of(instruction: str) -> str:
    """Its first word; a switch may follow without a blank."""
    found = _KIND.match(instruction)
    return found[1].upper() if found else ""
