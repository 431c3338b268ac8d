"""What a part of a docx or xlsx keeps: the languages it may speak, and of them nothing that tells of its makers."""

import re

from lxml import etree

from ifex.foundations.files.cleaning.markup import Element, Verdict, drop, listed, split, unwrap
from ifex.foundations.files.cleaning.paths import leaves_safely, tells_a_path

_OPEN = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_PREFIXES = {
    "w": ("wordprocessingml/2006/main", "wordprocessingml/main"),
    "x": ("spreadsheetml/2006/main", "spreadsheetml/main"),
    "r": ("officeDocument/2006/relationships", "officeDocument/relationships"),
    "m": ("officeDocument/2006/math", "officeDocument/math"),
    "a": ("drawingml/2006/main", "drawingml/main"),
    "wp": ("drawingml/2006/wordprocessingDrawing", "drawingml/wordprocessingDrawing"),
    "xdr": ("drawingml/2006/spreadsheetDrawing", "drawingml/spreadsheetDrawing"),
    "cdr": ("drawingml/2006/chartDrawing", "drawingml/chartDrawing"),
    "pic": ("drawingml/2006/picture", "drawingml/picture"),
    "c": ("drawingml/2006/chart", "drawingml/chart"),
    "dgm": ("drawingml/2006/diagram", "drawingml/diagram"),
    "lc": ("drawingml/2006/lockedCanvas", "drawingml/lockedCanvas"),
    "mc": ("markup-compatibility/2006", "markup-compatibility/2006"),
}
_OF_MICROSOFT = {
    "w14": "word/2010/wordml",
    "wp14": "word/2010/wordprocessingDrawing",
    "wps": "word/2010/wordprocessingShape",
    "wpg": "word/2010/wordprocessingGroup",
    "wpc": "word/2010/wordprocessingCanvas",
    "a14": "drawing/2010/main",
    "dsp": "drawing/2008/diagram",
    "c14": "drawing/2007/8/2/chart",
    "cs": "drawing/2012/chartStyle",
    "x14": "spreadsheetml/2009/9/main",
    "xm": "excel/2006/main",
}
SPACES = {
    **{_OPEN + ours: prefix for prefix, (ours, _) in _PREFIXES.items()},
    **{_STRICT + strict: prefix for prefix, (_, strict) in _PREFIXES.items()},
    **{_MICROSOFT + tail: prefix for prefix, tail in _OF_MICROSOFT.items()},
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:word": "w10",
    "http://www.w3.org/XML/1998/namespace": "xml",
}

_DROPPED = listed(
    # What was changed, by whom; what was deleted is in it still.
    "w:del w:moveFrom w:moveFromRangeStart w:moveFromRangeEnd w:moveToRangeStart w:moveToRangeEnd w:rPrChange",
    "w:pPrChange w:sectPrChange w:tblPrChange w:tblGridChange w:trPrChange w:tcPrChange w:tblPrExChange",
    "w:numberingChange w:cellIns w:cellDel w:cellMerge w:customXmlInsRangeStart w:customXmlInsRangeEnd",
    "w:customXmlDelRangeStart w:customXmlDelRangeEnd w:customXmlMoveFromRangeStart w:customXmlMoveFromRangeEnd",
    "w:customXmlMoveToRangeStart w:customXmlMoveToRangeEnd w:delText w:delInstrText w14:conflictIns w14:conflictDel",
    # Remarks, and who may write where.
    "w:commentRangeStart w:commentRangeEnd w:commentReference w:annotationRef w:permStart w:permEnd",
    # What programs note.
    "w:rsid w:nsid w:tmpl w:paperSrc w:proofErr w:fldData w:smartTagPr w:customXmlPr w:dataBinding w:alias w:tag",
    "w:printerSettings",
    "w:control w:movie o:signatureline o:ink c:externalData c:printSettings x14:slicerList",
    "a:hlinkHover a:snd x:legacyDrawing x:legacyDrawingHF x:mruColors",
)
_UNWRAPPED = frozenset(["w:ins", "w:moveTo", "w:smartTag", "w:customXml"])
_DROPPED_ATTRIBUTES = listed(
    "author initials userName userId lastModifiedBy refreshedBy date codeName rsidR rsidRPr",
    "rsidRDefault rsidP rsidDel rsidSect rsidTr gfxdata althref paraId textId securityDescriptor",
    "editId anchorId tplc calcId",
    "macro comment queryTableFieldId connectionId o:title o:href o:relid v:src src ProcessContent",
    "MustUnderstand PreserveElements PreserveAttributes",
)
_SHOWN_OF_A_LINK = frozenset(["tooltip", "display"])
_NAMED_BY_A_HOUSE = frozenset(["a:theme", "a:clrScheme", "a:fontScheme", "a:fmtScheme"])
_OF_A_PICTURE = frozenset(
    ["wp:docPr", "pic:cNvPr", "xdr:cNvPr", "cdr:cNvPr", "wps:cNvPr", "wpg:cNvPr", "dsp:cNvPr"]
)
# Of these parts, which hold mostly what programs note, each child is on the list.
_KEPT_CHILDREN = {
    "w:settings": listed(
        "view zoom mirrorMargins bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop",
        "displayBackgroundShape evenAndOddHeaders defaultTabStop autoHyphenation consecutiveHyphenLimit",
        "hyphenationZone doNotHyphenateCaps characterSpacingControl drawingGridHorizontalSpacing",
        "drawingGridVerticalSpacing footnotePr endnotePr compat mathPr themeFontLang clrSchemeMapping",
        "decimalSymbol listSeparator noLineBreaksAfter noLineBreaksBefore",
    ),
    "x:workbook": listed("workbookPr bookViews sheets definedNames calcPr"),
    "x:worksheet": listed(
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter sortState mergeCells phoneticPr",
        "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter",
        "rowBreaks colBreaks ignoredErrors drawing tableParts extLst",
    ),
    "x:chartsheet": listed("sheetPr sheetViews pageMargins pageSetup headerFooter drawing"),
}
_NOTHING_WHEN_EMPTY = ("x:hyperlinks", "x:tableParts", "x:definedNames", "a:extLst", "c:extLst", "x:extLst")
_FORMULAS = frozenset(
    ["x:formula", "x:formula1", "x:formula2", "x:definedName", "x:calculatedColumnFormula", "xm:f", "c:f"]
)
# Of another workbook, of a disk, of another program.
_LEADS_OUT = re.compile(
    r"(?:^|[^\w\]\[])'?\[[1-9]\d*\](?!:)|\[[^\[\]]*\.(?:xls\w*|csv|ods)\]|\\|\||/[^\[]*\[|[a-z][a-z0-9+.-]+://"
    r"|\b(?:cell\(|info\()",
    re.ASCII | re.IGNORECASE,
)
_WORDS_IN_IT = re.compile(r'"[^"]*"')
_LINK_IN_IT = re.compile(r'hyperlink\(\s*"(?!https?:|mailto:|#)', re.IGNORECASE)
_TELLS_WHERE_IT_LIES = re.compile(r'cell\(\s*"filename"|info\(\s*"directory"', re.IGNORECASE)
_STAYS_WITHOUT_ITS_RELATION = frozenset(["w:hyperlink", "x:pageSetup", "a:blip"])


def name_of(element: Element) -> str:
    """As `w:p`, whatever its prefix in the document; without a prefix where its language is not on the list."""
    space, local = split(element.tag)
    return f"{SPACES[space]}:{local}" if space in SPACES else local


def judge_element(element: Element, relations: frozenset[str]) -> Verdict:
    """`relations` are the ids of those that stay. Takes from what stays the attributes that tell."""
    name = name_of(element)
    prefix, _colon, local = name.partition(":")
    parent = element.getparent()
    kept_here = _KEPT_CHILDREN.get(name_of(parent)) if parent is not None else None
    if not local or name in _DROPPED or (kept_here is not None and local not in kept_here):
        return Verdict.DROPPED
    if name in _UNWRAPPED:
        return Verdict.UNWRAPPED
    if prefix == "mc" and local == "Choice" and not _is_understood(element):
        return Verdict.DROPPED
    if name == "w:tr" and any(
        name_of(each) == "w:del" for row in element.iterchildren("{*}trPr") for each in row
    ):
        return Verdict.DROPPED
    if not _drop_attributes(element, name, relations):
        return Verdict.DROPPED
    _neutralise(element, name)
    return Verdict.KEPT


def tidy(root: Element) -> None:
    """What is left empty, or means nothing without what was taken."""
    for choice in _all_named(root, "mc:AlternateContent"):
        if not any(name_of(child) == "mc:Choice" for child in choice):
            for fallback in list(choice):
                unwrap(fallback)
            unwrap(choice)
    for extension in list(root.iter("{*}ext")):
        if "uri" in extension.attrib and not len(extension):
            drop(extension)
    for name in _NOTHING_WHEN_EMPTY:
        for element in _all_named(root, name):
            if not len(element):
                drop(element)
    _drop_formulas(root)
    understood = [prefix for prefix, uri in root.nsmap.items() if prefix and uri in SPACES]
    etree.cleanup_namespaces(root, keep_ns_prefixes=understood)
    for attribute in root.attrib:
        if split(attribute)[1] == "Ignorable":
            root.set(
                attribute, " ".join(each for each in str(root.get(attribute)).split() if each in understood)
            )


def _all_named(root: Element, name: str) -> list[Element]:
    return [each for each in root.iter("{*}" + name.partition(":")[2]) if name_of(each) == name]


def _drop_formulas(root: Element) -> None:
    """Of those that lead out of the workbook the value stays; and of those that share one with them."""
    formulas = _all_named(root, "x:f")
    leading = {each for each in formulas if _leads_out(each.text or "")}
    for each in leading:
        if _TELLS_WHERE_IT_LIES.search(each.text or ""):
            for value in list(each.itersiblings("{*}v")):
                drop(value)
    shared = {each.get("si") for each in leading} - {None}
    for each in formulas:
        if each in leading or each.get("si") in shared:
            drop(each)


def _leads_out(formula: str) -> bool:
    """What stands in quotes is words, but for where a link leads."""
    return bool(_LEADS_OUT.search(_WORDS_IN_IT.sub('""', formula)) or _LINK_IN_IT.search(formula))


def _is_understood(choice: Element) -> bool:
    """A program that knows the language would find nothing in it, and another takes what follows."""
    prefixes = choice.get("Requires", "").split()
    return all(choice.nsmap.get(prefix) in SPACES for prefix in prefixes)


def _drop_attributes(element: Element, name: str, relations: frozenset[str]) -> bool:
    """False where the element is nothing without what it points to."""
    for attribute, value in element.attrib.items():
        space, local = split(attribute)
        prefix = SPACES.get(space) if space else ""
        is_listed = local in _DROPPED_ATTRIBUTES or f"{prefix}:{local}" in _DROPPED_ATTRIBUTES
        leads_to_a_disk = local == "href" and not leaves_safely(value)
        leads_to_a_disk |= local in _SHOWN_OF_A_LINK and tells_a_path(value)
        if prefix is None or is_listed or leads_to_a_disk:
            del element.attrib[attribute]
        elif prefix == "r" and value not in relations:
            if name not in _STAYS_WITHOUT_ITS_RELATION:
                return False
            del element.attrib[attribute]
    return True


def _neutralise(element: Element, name: str) -> None:
    if name in _OF_A_PICTURE:
        element.set("name", f"Picture {element.get('id', '')}".strip())
        for words in ("descr", "title"):
            if tells_a_path(element.get(words, "")):
                del element.attrib[words]
    elif name in _NAMED_BY_A_HOUSE:
        element.set("name", "Office")
    elif name == "x:cellStyle" and "builtinId" not in element.attrib:
        element.set("name", f"Style {element.get('xfId', '')}".strip())
    elif name.startswith("v:") and tells_a_path(element.get("alt", "")):
        del element.attrib["alt"]
    elif name in _FORMULAS and _leads_out(element.text or ""):
        element.text = "#REF!"
