"""Footnotes and endnotes of a docx: those that its text names. One whose mark was deleted is still in their part."""

from ifex.foundations.files.cleaning.markup import Element, drop, split

from .ooxml_parts import name_of

_NOTES = {"w:footnote": "w:footnoteReference", "w:endnote": "w:endnoteReference"}

Named = frozenset[tuple[str, str]]


def named_notes(text: Element) -> Named:
    references = text.iter("{*}footnoteReference", "{*}endnoteReference")
    return frozenset((name_of(each), _attribute(each, "id")) for each in references)


def drop_unnamed_notes(part: Element, named: Named) -> None:
    """Lines between text and notes have a type, and no mark."""
    for note in list(part.iter("{*}footnote", "{*}endnote")):
        is_note = name_of(note) in _NOTES and note.getparent() is part
        is_line = _attribute(note, "type") not in ("", "normal")
        if is_note and not is_line and (_NOTES[name_of(note)], _attribute(note, "id")) not in named:
            drop(note)


def _attribute(element: Element, local: str) -> str:
    return next((value for key, value in element.attrib.items() if split(key)[1] == local), "")
