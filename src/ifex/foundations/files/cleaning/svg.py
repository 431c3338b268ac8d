"""Drawings in SVG: shapes and words stay, with links within the drawing and pictures that lie in it."""

import base64
import binascii
import re
from collections.abc import Callable

from lxml import etree

from .markup import Element, drop, read_markup, split
from .paths import tells_a_path

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_DESCRIPTIONS = frozenset([f"{{{_SVG}}}title", f"{{{_SVG}}}desc"])
_DROPPED = frozenset(["metadata", "script", "foreignObject", "handler", "listener", "cursor"])
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"@import[^;]*+;?|url\(\s*+['\"]?(?![\s'\"]*#)[^()]*+\)|/\*(?:[^*]|\*(?!/))*+(?:\*/|$)", re.IGNORECASE
)


def strip_svg(content: bytes, strip_picture: Callable[[bytes], bytes | None]) -> bytes | None:
    """None for what is no SVG, or holds a picture that cannot be stripped."""
    try:
        root = read_markup(content)
        if root.tag != f"{{{_SVG}}}svg" or b"<!ENTITY" in content:
            return None
        for element in list(root.iter()):
            if element is not root and not _is_kept(element):
                drop(element)
            elif not _settle_attributes(element, strip_picture):
                return None
        etree.cleanup_namespaces(root, top_nsmap={None: _SVG, "xlink": _XLINK})
        written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    except (etree.LxmlError, ValueError):
        return None
    return written


def _is_kept(element: Element) -> bool:
    if not isinstance(element.tag, str) or not element.tag.startswith(f"{{{_SVG}}}"):
        return False
    if element.tag in _DESCRIPTIONS and tells_a_path(element.text or ""):
        return False
    return element.tag.rpartition("}")[2] not in _DROPPED


def _settle_attributes(element: Element, strip_picture: Callable[[bytes], bytes | None]) -> bool:
    """False for a picture in it that cannot be stripped."""
    if element.tag == f"{{{_SVG}}}style" and element.text:
        element.text = _ELSEWHERE.sub("", element.text)
    for name, value in element.attrib.items():
        space, local = split(name)
        if space not in ("", _XLINK, _XML) or local.startswith(("on", "data-")) or local == "base":
            del element.attrib[name]
        elif local == "href" and not value.startswith("#"):
            inside = _stripped_data(value, strip_picture)
            if inside is None and _DATA.match(value):
                return False
            if inside is None:
                del element.attrib[name]
            else:
                element.set(name, inside)
        elif local != "href":
            element.set(name, _ELSEWHERE.sub("", value))
    return True


def _stripped_data(address: str, strip_picture: Callable[[bytes], bytes | None]) -> str | None:
    found = _DATA.match(address)
    if found is None:
        return None
    try:
        stripped = strip_picture(base64.b64decode(address[found.end() :]))
    except binascii.Error:
        return None
    return None if stripped is None else found[0] + base64.b64encode(stripped).decode()
