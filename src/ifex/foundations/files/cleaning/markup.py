"""The XML of documents and drawings: read without entities, walked by judging each element, written again."""

from collections.abc import Callable
from enum import Enum, auto
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element


def listed(*words: str) -> frozenset[str]:
    """The words in these lines."""
    return frozenset(" ".join(words).split())


class Verdict(Enum):
    KEPT = auto()
    DROPPED = auto()
    UNWRAPPED = auto()
    """What lies in it stays."""


def read_markup(content: bytes) -> Element:
    """Raises lxml's errors for what is no XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def write_markup(root: Element) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def judge_all(root: Element, judge: Callable[[Element], Verdict]) -> None:
    """In the order of the document; `judge` may change the attributes of what it is given, never of the root alone."""
    for element in list(root.iter(etree.Element)):
        verdict = judge(element)
        if element is root or verdict is Verdict.KEPT:
            continue
        if verdict is Verdict.DROPPED:
            drop(element)
        else:
            unwrap(element)


def drop(element: Element) -> None:
    """With all that lies in it; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    _put_text_before(element, element.tail)
    element.tail = None
    parent.remove(element)


def unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    _put_text_before(element, element.text)
    for child in list(element):
        element.addprevious(child)
    drop(element)


def _put_text_before(element: Element, text: str | None) -> None:
    if not text:
        return
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def split(name: str) -> tuple[str, str]:
    """Of lxml's `{space}local`."""
    space, _brace, local = name.rpartition("}")
    return space.lstrip("{"), local
