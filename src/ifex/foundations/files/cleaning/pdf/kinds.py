"""What a thing in a PDF is, where only looking at it tells: annotations, actions, layers. What is none of these is
not copied.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from .kept import KEPT

_DEEPEST = 64
_MARKS = frozenset(
    ["/Highlight", "/Underline", "/Stamp", "/Ink", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
     "/StrikeOut", "/Squiggly", "/Caret", "/Redact", "/Watermark"]
)  # fmt: skip
_ANNOTATIONS = {"/Link": "link", "/FreeText": "written mark", **dict.fromkeys(_MARKS, "mark")}
_TURNS = frozenset(["/NextPage", "/PrevPage", "/FirstPage", "/LastPage"])
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_BLANKS = re.compile(r"[\0-\x20\x7f-\xa0]+")
_ATTRIBUTES_OF = frozenset(["/Layout", "/List", "/PrintField", "/Table", "/Artifact"])


@dataclass
class Shown:
    """What stands in the tree of the pages, by `key_of`: what was taken out of it is not dragged back in."""

    pages: set[Any] = field(default_factory=set)
    annotations: set[Any] = field(default_factory=set)


def shown_on(pages: Iterable[DictionaryObject]) -> Shown:
    shown = Shown()
    for page in pages:
        if key_of(page) in shown.pages:
            continue
        shown.pages.add(key_of(page))
        shown.annotations |= {key_of(each) for each in elements(page.get("/Annots"))}
    return shown


def resolved(value: Any) -> Any:
    """What a reference leads to, however many there are on the way; None where they do not end."""
    for _step in range(_DEEPEST):
        if not isinstance(value, IndirectObject):
            return value
        value = value.get_object()
    return None


def elements(value: Any) -> list[Any]:
    value = resolved(value)
    return [resolved(each) for each in value] if isinstance(value, ArrayObject) else []


def key_of(thing: Any) -> Any:
    """The reader makes pages anew: what can be referred to is told by its number."""
    reference = getattr(thing, "indirect_reference", None)
    return id(thing) if reference is None else (reference.idnum, reference.generation)


def name_at(thing: DictionaryObject, key: str) -> str:
    found = resolved(thing.get(key))
    return str(found) if isinstance(found, NameObject) else ""


def kind_of(thing: DictionaryObject, kind: str, shown: Shown) -> str | None:
    """The kind of the table, or None for what may not be kept."""
    if kind in KEPT:
        return kind
    choose = CHOSEN.get(kind)
    return choose(thing, shown) if choose else None


def _annotation(thing: DictionaryObject, shown: Shown) -> str | None:
    if key_of(thing) not in shown.annotations:
        return None
    subtype = name_at(thing, "/Subtype")
    return _kind_of_field(thing) if subtype == "/Widget" else _ANNOTATIONS.get(subtype)


def _field(thing: DictionaryObject, shown: Shown) -> str | None:
    """Only with a place on a page: the values of a page that was taken out go with it."""
    if "/Subtype" in thing:
        return _annotation(thing, shown) if name_at(thing, "/Subtype") == "/Widget" else None
    seen, waiting = {key_of(thing)}, [thing]
    while waiting:
        for kid in elements(waiting.pop().get("/Kids")):
            if key_of(kid) in shown.annotations:
                return _kind_of_field(thing)
            if isinstance(kid, DictionaryObject) and key_of(kid) not in seen:
                seen.add(key_of(kid))
                waiting.append(kid)
    return None


def _kind_of_field(thing: DictionaryObject) -> str:
    for _step in range(_DEEPEST):
        if not isinstance(thing, DictionaryObject) or "/FT" in thing:
            break
        thing = resolved(thing.get("/Parent"))
    is_signature = isinstance(thing, DictionaryObject) and name_at(thing, "/FT") == "/Sig"
    return "signature" if is_signature else "widget"


def _action(thing: DictionaryObject, shown: Shown) -> str | None:
    does = name_at(thing, "/S")
    if does == "/URI":
        address = resolved(thing.get("/URI"))
        words = address.decode("latin-1") if isinstance(address, bytes) else str(address)
        return "web address" if _WEB.match(_BLANKS.sub("", words)) else None
    if does == "/GoTo":
        return "going to" if leads_to_a_page(thing.get("/D"), shown) else None
    return "turning" if does == "/Named" and name_at(thing, "/N") in _TURNS else None


def leads_to_a_page(destination: Any, shown: Shown) -> bool:
    """A name may lead nowhere; a page that is not shown may not be led to."""
    destination = resolved(destination)
    if not isinstance(destination, ArrayObject):
        return destination is not None
    page = resolved(destination[0]) if destination else None
    return not isinstance(page, DictionaryObject) or key_of(page) in shown.pages


def _xobject(thing: DictionaryObject, _shown: Shown) -> str | None:
    return {"/Image": "image", "/Form": "form drawing"}.get(name_at(thing, "/Subtype"))


def _appearance(thing: DictionaryObject, _shown: Shown) -> str:
    return "form drawing" if isinstance(thing, StreamObject) else "states"


def _layer(thing: DictionaryObject, _shown: Shown) -> str:
    return "layer membership" if name_at(thing, "/Type") == "/OCMD" or "/OCGs" in thing else "layer group"


def _property(thing: DictionaryObject, shown: Shown) -> str:
    return _layer(thing, shown) if name_at(thing, "/Type") in ("/OCG", "/OCMD") else "marked content"


def _structure(thing: DictionaryObject, shown: Shown) -> str | None:
    page, kind = resolved(thing.get("/Pg")), name_at(thing, "/Type")
    if isinstance(page, DictionaryObject) and key_of(page) not in shown.pages:
        return None
    if kind == "/OBJR":
        told = resolved(thing.get("/Obj"))
        is_kept = isinstance(told, DictionaryObject) and (_annotation(told, shown) or _xobject(told, shown))
        return "object reference" if is_kept else None
    if kind == "/StructTreeRoot" or "/ParentTree" in thing:
        return "structure"
    return "content reference" if kind == "/MCR" else "element"


def _attributes(thing: DictionaryObject, _shown: Shown) -> str | None:
    return "standard attributes" if name_at(thing, "/O") in _ATTRIBUTES_OF else None


CHOSEN: dict[str, Callable[[DictionaryObject, Shown], str | None]] = {
    "annotation": _annotation,
    "field": _field,
    "action": _action,
    "xobject": _xobject,
    "appearance drawing": _appearance,
    "layer": _layer,
    "property": _property,
    "structure child": _structure,
    "attributes": _attributes,
}
