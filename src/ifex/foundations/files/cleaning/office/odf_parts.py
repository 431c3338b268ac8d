"""What the parts of an odt keep: the languages that they may speak, and of them nothing that tells of its makers."""

import re

from ifex.foundations.files.cleaning.in_a_process import NotTaken
from ifex.foundations.files.cleaning.markup import Element, Verdict, listed, split
from ifex.foundations.files.cleaning.paths import leaves_safely, tells_a_path

from .refused import TELLS

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    **{f"{_OASIS}{each}:1.0": each for each in ("office", "text", "table", "style", "chart", "dr3d")},
    _OASIS + "drawing:1.0": "draw",
    _OASIS + "xsl-fo-compatible:1.0": "fo",
    _OASIS + "svg-compatible:1.0": "svg",
    _OASIS + "datastyle:1.0": "number",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/1998/Math/MathML": "math",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
HREF = "{http://www.w3.org/1999/xlink}href"
_DROPPED = listed(
    # What was changed, by whom; what was deleted is in it still. Remarks.
    "text:tracked-changes text:change text:change-start text:change-end office:annotation office:annotation-end",
    # Who wrote it and where it lies, as fields in the text.
    "text:author-name text:author-initials text:creator text:initial-creator text:printed-by text:file-name",
    "text:template-name text:sender-firstname text:sender-lastname text:sender-initials text:sender-title",
    "text:sender-position text:sender-email text:sender-phone-private text:sender-fax text:sender-company",
    "text:sender-phone-work text:sender-street text:sender-city text:sender-postal-code text:sender-country",
    "text:sender-state-or-province text:user-defined text:description text:subject text:keywords",
    # What programs do with it.
    "office:scripts office:event-listeners office:forms draw:control text:user-field-decls text:variable-decls",
    "text:execute-macro text:script text:dde-connection-decls text:section-source text:bibliography-configuration",
    "text:alphabetical-index-auto-mark-file table:table-source table:dde-links table:tracked-changes office:dde-source",
    "svg:font-face-src",
)
# Their words stay.
_UNWRAPPED = listed(
    "text:user-field-get text:variable-get text:variable-set text:user-field-input",
    "text:variable-input text:dde-connection text:database-display text:conditional-text text:title",
    "text:creation-date text:creation-time text:print-date text:print-time text:modification-date",
    "text:modification-time text:meta text:meta-field",
)
_TELLING = frozenset(
    ["draw:object-ole", "draw:plugin", "draw:applet", "draw:floating-frame", "office:binary-data"]
)
_LINKS = frozenset(["text:a", "draw:a"])
_DROPPED_ATTRIBUTES = listed(
    "table:protection-key text:protection-key text:url text:local-url text:annote text:note text:database-name",
    "draw:display-name style:paper-tray-name text:editing-duration text:time-value",
)
_DAY = len("2026-11-27")
_FRAMES = re.compile(
    r"draw:(?:frame|g|custom-shape|text-box|rect|line|circle|ellipse|polygon|polyline|path|connector)"
)
_DESCRIPTIONS = frozenset(["svg:title", "svg:desc"])


def name_of(element: Element) -> str:
    """As `text:p`, whatever its prefix in the document; without a prefix where its language is not on the list."""
    space, local = split(element.tag)
    return f"{SPACES[space]}:{local}" if space in SPACES else local


def judge_element(element: Element) -> Verdict:
    """Takes from what stays the attributes that tell. Raises NotTaken for what carries another document."""
    name = name_of(element)
    if name in _TELLING:
        raise NotTaken(TELLS)
    if name in _DROPPED or (name in _DESCRIPTIONS and tells_a_path(element.text or "")):
        return Verdict.DROPPED
    if name.startswith("text:reference-mark") and _is_of_a_program(element):
        return Verdict.DROPPED
    if ":" not in name or name in _UNWRAPPED or (name in _LINKS and not _leads_somewhere(element)):
        return Verdict.UNWRAPPED
    for attribute in list(element.attrib):
        space, local = split(attribute)
        prefix = SPACES.get(space) if space else ""
        is_own_name = prefix == "draw" and local == "name" and _FRAMES.fullmatch(name)
        if (
            prefix is None
            or is_own_name
            or f"{prefix}:{local}" in _DROPPED_ATTRIBUTES
            or (local == "title" and tells_a_path(element.attrib[attribute]))
        ):
            del element.attrib[attribute]
        elif f"{prefix}:{local}" == "text:date-value":
            element.set(attribute, element.attrib[attribute][:_DAY])
    return Verdict.KEPT


def _is_of_a_program(mark: Element) -> bool:
    """Managers of citations keep their records, with the account of their user, in the name of a mark."""
    name = "".join(value for key, value in mark.attrib.items() if split(key)[1] == "name")
    return "{" in name or name.startswith(("ZOTERO", "ADDIN", "Mendeley", "CSL_"))


def is_link(element: Element) -> bool:
    return name_of(element) in _LINKS


def _leads_somewhere(link: Element) -> bool:
    target = link.get(HREF, "")
    return target.startswith("#") or leaves_safely(target)
