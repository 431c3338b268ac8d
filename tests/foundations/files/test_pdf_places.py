"""Each place where a PDF tells of somebody, and nothing of it in the copy."""

import zlib

import pytest
from tests.foundations.files.pdf_made import (
    IMAGE,
    INLINE,
    MARKER,
    TOLD,
    Made,
    clean,
    everything,
    jpeg2000,
    pdf_with,
    telling_jpeg,
)

SCRIPT = {"S": "/JavaScript", "JS": MARKER}
FILE = {"Type": "/Filespec", "F": MARKER, "UF": MARKER}
SQUARE = [0, 0, 9, 9]

_OF_THE_DOCUMENT = {
    "XMP": lambda pdf: pdf.set_root(Metadata=pdf.stream(TOLD, Type="/Metadata", Subtype="/XML")),
    "private data": lambda pdf: pdf.set_root(PieceInfo={"App": MARKER}),
    "associated files": lambda pdf: pdf.set_root(AF=[FILE]),
    "certificates": lambda pdf: pdf.set_root(DSS={"Certs": [pdf.stream(TOLD)]}),
    "threads": lambda pdf: pdf.set_root(Threads=[pdf.add(I={"Title": MARKER})]),
    "web capture": lambda pdf: pdf.set_root(SpiderInfo={"C": [MARKER]}),
    "base address": lambda pdf: pdf.set_root(URI={"Base": MARKER}),
    "output intents": lambda pdf: pdf.set_root(OutputIntents=[{"S": "/GTS_PDFX", "Info": MARKER}]),
    "permissions": lambda pdf: pdf.set_root(Perms={"DocMDP": {"Name": MARKER}}),
    "legal": lambda pdf: pdf.set_root(Legal={"Attestation": MARKER}),
    "collection": lambda pdf: pdf.set_root(Collection={"D": MARKER}),
    "opening": lambda pdf: pdf.set_root(OpenAction=SCRIPT),
    "scripts of the document": lambda pdf: pdf.set_root(AA={"WC": SCRIPT}),
    "named scripts": lambda pdf: pdf.set_root(Names={"JavaScript": {"Names": ["a", SCRIPT]}}),
    "attachments": lambda pdf: pdf.set_root(Names={"EmbeddedFiles": {"Names": ["a", FILE]}}),
    "captured pages": lambda pdf: pdf.set_root(Names={"IDS": {"Names": ["a", {"URL": MARKER}]}}),
    "unknown key": lambda pdf: pdf.set_root(Acme=MARKER),
    "extensions": lambda pdf: pdf.set_root(Extensions={"ACME": {"URL": MARKER}}),
    "author": lambda pdf: pdf.writer.add_metadata({"/Author": MARKER}),
    "identifier": lambda pdf: setattr(pdf.writer, "_ID", pdf.add([TOLD, TOLD]).get_object()),
    "page labels": lambda pdf: pdf.set_root(PageLabels={"Nums": [0, {"S": "/D", "Acme": MARKER}]}),
    "preferences": lambda pdf: pdf.set_root(ViewerPreferences={"HideToolbar": True, "Acme": MARKER}),
    "private key of the tree": lambda pdf: pdf.root["/Pages"].update(pdf.add(Acme=MARKER).get_object()),
    "orphan": lambda pdf: pdf.add(Old=MARKER),
}
_OF_PAGES = {
    "thumbnail": lambda pdf: pdf.set_page(Thumb=pdf.stream(TOLD)),
    "beads": lambda pdf: pdf.set_page(B=[pdf.add(T={"I": {"Author": MARKER}})]),
    "private data of a page": lambda pdf: pdf.set_page(PieceInfo={"App": MARKER}),
    "last modified": lambda pdf: pdf.set_page(LastModified=MARKER),
    "XMP of a page": lambda pdf: pdf.set_page(Metadata=pdf.stream(TOLD)),
    "scripts of a page": lambda pdf: pdf.set_page(AA={"O": SCRIPT}),
    "separation": lambda pdf: pdf.set_page(SeparationInfo={"DeviceColorant": MARKER}),
    "identifier of a page": lambda pdf: pdf.set_page(ID=TOLD),
    "steps": lambda pdf: pdf.set_page(PresSteps={"NA": SCRIPT}),
    "measures": lambda pdf: pdf.set_page(VP=[{"Name": MARKER}]),
    "text for a number": lambda pdf: pdf.set_page(CropBox=[MARKER, 0, 9, 9]),
    "dictionary for a number": lambda pdf: pdf.set_page(Rotate={"Acme": MARKER}),
    "unknown resources": lambda pdf: pdf.set_page(Resources={"Acme": {"A": MARKER}}),
    "file of a stream": lambda pdf: pdf.set_page(
        Contents=pdf.stream(b"", F=FILE, FFilter="/A", FDecodeParms={})
    ),
    "how it is packed": lambda pdf: pdf.set_page(
        Contents=pdf.stream(zlib.compress(b"q Q"), Filter="/FlateDecode", DecodeParms={"Acme": MARKER})
    ),
}
_CARRIERS = "/Text /Popup /FileAttachment /Sound /Movie /Screen /RichMedia /3D /Projection /TrapNet /PrinterMark /Acme"
_OF_ANNOTATIONS = {
    f"annotation {subtype}": lambda pdf, subtype=subtype: pdf.annotate(
        subtype, Contents=MARKER, FS=FILE, T=MARKER
    )
    for subtype in (*_CARRIERS.split(), None)
} | {
    "who linked": lambda pdf: pdf.annotate("/Link", T=MARKER, NM=MARKER, M=MARKER, PA={"URI": MARKER}),
    "who highlighted": lambda pdf: pdf.annotate("/Highlight", T=MARKER, NM=MARKER, M=MARKER, Subj=MARKER),
    "remark of a highlight": lambda pdf: pdf.annotate("/Highlight", Contents=MARKER, RC=MARKER),
    "popup of a mark": lambda pdf: pdf.annotate("/Ink", Popup=pdf.add(Subtype="/Popup", Contents=MARKER)),
    "path as the words of a link": lambda pdf: pdf.annotate("/Link", Contents="file:///Users/Dalia/a.pdf"),
    "path as an alternative text": lambda pdf: pdf.set_root(
        StructTreeRoot=pdf.add(
            Type="/StructTreeRoot", K=[pdf.add(S="/Figure", Alt="C:\\Users\\Dalia\\a.jpg")]
        )
    ),
    "reply": lambda pdf: pdf.annotate("/Square", IRT=pdf.add(Subtype="/Text", Contents=MARKER)),
    "who wrote": lambda pdf: pdf.annotate("/FreeText", Contents="words", T=MARKER, RC=MARKER),
    "name of a stamp": lambda pdf: pdf.annotate("/Stamp", Name=f"/{MARKER}"),
    "subtype elsewhere": lambda pdf: pdf.annotate(pdf.add("/Text"), Contents=MARKER),
    "private key of a border": lambda pdf: pdf.annotate("/Link", BS={"W": 1, "Acme": MARKER}),
}
_ACTIONS = {
    "script": SCRIPT,
    "launch": {"S": "/Launch", "F": FILE},
    "other file": {"S": "/GoToR", "F": FILE, "D": [0, "/Fit"]},
    "embedded file": {"S": "/GoToE", "F": FILE, "T": {"N": MARKER}},
    "submit": {"S": "/SubmitForm", "F": FILE},
    "import": {"S": "/ImportData", "F": FILE},
    "rendition": {"S": "/Rendition", "R": {"N": MARKER}, "JS": MARKER},
    "hide": {"S": "/Hide", "T": MARKER},
    "unknown": {"S": "/Acme", "A": MARKER},
    "none": {"URI": f"https://{MARKER}"},
    "file address": {"S": "/URI", "URI": f"file:///home/{MARKER}/a.pdf"},
    "script address": {"S": "/URI", "URI": f"java\tscript:{MARKER}"},
    "relative address": {"S": "/URI", "URI": f"{MARKER}/a.pdf"},
    "print": {"S": "/Named", "N": f"/{MARKER}"},
    "next of an address": {"S": "/URI", "URI": "https://ifex.org", "Next": SCRIPT},
    "next of a turn": {"S": "/Named", "N": "/NextPage", "Next": [SCRIPT]},
}
_OF_ACTIONS = {
    f"action {name}": lambda pdf, action=action: pdf.annotate("/Link", A=action)
    for name, action in _ACTIONS.items()
} | {
    "action elsewhere": lambda pdf: pdf.annotate("/Link", A=pdf.add(S=pdf.add("/JavaScript"), JS=MARKER)),
    "action of a bookmark": lambda pdf: _bookmark(pdf, A=SCRIPT),
    "structure of a bookmark": lambda pdf: _bookmark(pdf, SE={"T": MARKER}),
    "private key of a bookmark": lambda pdf: _bookmark(pdf, Acme=MARKER),
    "page that was taken out": lambda pdf: _bookmark(pdf, Dest=[_taken_out(pdf), "/Fit"]),
    "named page that was taken out": lambda pdf: pdf.set_root(Dests={"a": {"D": [_taken_out(pdf), "/Fit"]}}),
    "link to a page taken out": lambda pdf: pdf.annotate(
        "/Link", A={"S": "/GoTo", "D": [_taken_out(pdf), "/Fit"]}
    ),
}
_OF_FORMS = {
    "XFA": lambda pdf: pdf.set_root(AcroForm={"Fields": [], "XFA": pdf.stream(TOLD)}),
    "signature": lambda pdf: _field(pdf, FT="/Sig", V={"Type": "/Sig", "Name": MARKER, "Contents": TOLD}),
    "inherited signature": lambda pdf: _field(pdf, parent={"FT": "/Sig"}, V=MARKER),
    "lock of a signature": lambda pdf: _field(
        pdf, FT="/Sig", Lock={"Fields": [MARKER]}, SV={"Reasons": [MARKER]}
    ),
    "scripts of a field": lambda pdf: _field(pdf, FT="/Tx", AA={"K": SCRIPT}),
    "export name": lambda pdf: _field(pdf, FT="/Tx", TM=MARKER),
    "field on no page": lambda pdf: pdf.set_root(
        AcroForm={"Fields": [pdf.add(FT="/Tx", Subtype="/Widget", T=MARKER, V=MARKER)]}
    ),
    "group of fields on no page": lambda pdf: pdf.set_root(
        AcroForm={"Fields": [pdf.add(FT="/Tx", V=MARKER, Kids=[pdf.add(Subtype="/Widget", Rect=SQUARE)])]}
    ),
}
_OF_LAYERS = {
    "who made a layer": lambda pdf: _layer(pdf, Usage={"CreatorInfo": {"Creator": MARKER}}),
    "users of a layer": lambda pdf: _layer(pdf, Usage={"User": {"Type": "/Ind", "Name": MARKER}}),
    "private key of a layer": lambda pdf: _layer(pdf, Acme=MARKER),
    "creator of layers": lambda pdf: pdf.set_root(OCProperties={"OCGs": [], "D": {"Creator": MARKER}}),
    "name of layers": lambda pdf: pdf.set_root(OCProperties={"OCGs": [], "D": {"Name": MARKER}}),
    "other ways to show layers": lambda pdf: pdf.set_root(
        OCProperties={"D": {}, "Configs": [{"Name": MARKER}]}
    ),
}
_OF_STRUCTURE = {
    "title of an element": lambda pdf: _element(pdf, T=MARKER),
    "files of an element": lambda pdf: _element(pdf, AF=[FILE]),
    "user properties": lambda pdf: _element(pdf, A={"O": "/UserProperties", "P": [{"N": "by", "V": MARKER}]}),
    "private attributes": lambda pdf: _element(pdf, A=[{"O": "/Acme", "By": MARKER}, 0]),
    "element of a page taken out": lambda pdf: _element(pdf, ActualText=MARKER, Pg=_taken_out(pdf)),
    "object taken out": lambda pdf: _element(
        pdf, K={"Type": "/OBJR", "Obj": pdf.add(Subtype="/Text", T=MARKER)}
    ),
    "class of attributes": lambda pdf: pdf.set_root(
        StructTreeRoot={"Type": "/StructTreeRoot", "ClassMap": {"A": {"O": "/UserProperties", "P": MARKER}}}
    ),
}
_OF_DRAWING = {
    "file drawn from": lambda pdf: _form(pdf, Ref={"F": FILE, "Page": 0}),
    "prepress": lambda pdf: _form(pdf, OPI={"2.0": {"F": FILE}}),
    "XMP of a form": lambda pdf: _form(pdf, Metadata=pdf.stream(TOLD)),
    "private data of a form": lambda pdf: _form(pdf, PieceInfo={"App": MARKER}),
    "date of a form": lambda pdf: _form(pdf, LastModified=MARKER),
    "PostScript of a form": lambda pdf: _form(pdf, Subtype2="/PS", PS=pdf.stream(TOLD)),
    "PostScript": lambda pdf: pdf.draw("XObject", pdf.stream(TOLD, Subtype="/PS")),
    "unknown drawing": lambda pdf: pdf.draw("XObject", pdf.stream(TOLD, Subtype="/Acme")),
    "alternates": lambda pdf: _image(pdf, Alternates=[{"Image": pdf.stream(TOLD, **IMAGE)}]),
    "XMP of an image": lambda pdf: _image(pdf, Metadata=pdf.stream(TOLD)),
    "identifier of an image": lambda pdf: _image(pdf, ID=TOLD),
    "profile": lambda pdf: pdf.draw("ColorSpace", ["/ICCBased", pdf.stream(TOLD, N=3)]),
    "profile of an image": lambda pdf: _image(pdf, ColorSpace=["/ICCBased", pdf.stream(TOLD, N=3)]),
    "profile below": lambda pdf: pdf.draw(
        "ColorSpace", ["/Indexed", ["/ICCBased", pdf.stream(TOLD, N=1)], 1, b"\0\xff"]
    ),
    "profile for all": lambda pdf: pdf.set_page(
        Resources={"ColorSpace": {"DefaultRGB": ["/ICCBased", pdf.stream(TOLD, N=3)]}}
    ),
    "private key of a font": lambda pdf: pdf.draw(
        "Font", {"Type": "/Font", "FontDescriptor": {"Acme": MARKER}}
    ),
    "XMP of a font": lambda pdf: pdf.draw(
        "Font", {"FontDescriptor": {"FontFile2": pdf.stream(b"", Metadata=pdf.stream(TOLD))}}
    ),
    "private key of a state": lambda pdf: pdf.draw("ExtGState", {"CA": 1, "Acme": MARKER}),
    "name of a halftone": lambda pdf: pdf.draw(
        "ExtGState", {"HT": {"HalftoneType": 1, "HalftoneName": MARKER}}
    ),
    "private data of a pattern": lambda pdf: pdf.draw(
        "Pattern", {"PatternType": 2, "PieceInfo": {"A": MARKER}}
    ),
    "private key of a shading": lambda pdf: pdf.draw("Shading", {"ShadingType": 2, "Acme": MARKER}),
    "private key of a group": lambda pdf: pdf.set_page(Group={"S": "/Transparency", "Acme": MARKER}),
    "XMP of marked content": lambda pdf: pdf.draw("Properties", {"Metadata": pdf.stream(TOLD), "MCID": 0}),
}
_MARKS = [
    "/Span <</By (Dalia)>> BDC EMC",
    "/Span <</Alt (C:\\\\Users\\\\Dalia\\\\a.jpg)>> BDC EMC",
    "/Span<</MCID 0/By[(a \\\\) (Dalia (again))]>>BDC EMC",
    "/Artifact <</Type /Pagination /Contents <44616c6961> >>\nBDC EMC",
    "/Span <</Lang /fr (Dalia)>> DP",
]
_OF_MARKED_CONTENT = {
    f"mark {number}": lambda pdf, words=words: pdf.set_page(Contents=pdf.stream(words.encode()))
    for number, words in enumerate(_MARKS)
}
_OF_PHOTOS = {
    "photo": lambda pdf: _photo(pdf, telling_jpeg(), "/DCTDecode"),
    "photo in a list": lambda pdf: _photo(pdf, telling_jpeg(), ["/DCTDecode"]),
    "photo abbreviated": lambda pdf: _photo(pdf, telling_jpeg(), "/DCT"),
    "photo named elsewhere": lambda pdf: _photo(pdf, telling_jpeg(), pdf.add("/DCTDecode")),
    "photo of a mask": lambda pdf: _image(
        pdf, SMask=pdf.stream(telling_jpeg(), **IMAGE, Filter="/DCTDecode")
    ),
    "photo packed": lambda pdf: _photo(pdf, zlib.compress(telling_jpeg()), ["/FlateDecode", "/DCTDecode"]),
    "photo behind a blank": lambda pdf: _photo(pdf, b"\n" + telling_jpeg(), "/DCTDecode"),
    "no photo": lambda pdf: _photo(pdf, TOLD, "/DCTDecode"),
    "JPEG 2000 comment": lambda pdf: _photo(pdf, jpeg2000(comment=TOLD), "/JPXDecode"),
    "JPEG 2000 codestream": lambda pdf: _photo(pdf, jpeg2000(comment=TOLD, no_jp2=True), "/JPXDecode"),
    "JPEG 2000 XML": lambda pdf: _photo(pdf, _boxed(b"xml "), "/JPXDecode"),
    "JPEG 2000 EXIF": lambda pdf: _photo(pdf, _boxed(b"uuid"), "/JPXDecode"),
    "JPEG 2000 profile": lambda pdf: _photo(pdf, _with_profile(jpeg2000()), "/JPXDecode"),
    "inline photo": lambda pdf: pdf.set_page(Contents=pdf.stream(_inline())),
    "inline photo in one of two": lambda pdf: pdf.set_page(
        Contents=[pdf.stream(b"q Q"), pdf.stream(_inline())]
    ),
    "inline photo packed": lambda pdf: pdf.set_page(
        Contents=pdf.stream(zlib.compress(_inline()), Filter="/FlateDecode")
    ),
    "inline photo of a form": lambda pdf: pdf.draw("XObject", pdf.stream(_inline(), Subtype="/Form")),
    "inline photo of a pattern": lambda pdf: pdf.draw("Pattern", pdf.stream(_inline(), PatternType=1)),
    "inline photo of a glyph": lambda pdf: pdf.draw(
        "Font", {"Subtype": "/Type3", "CharProcs": {"a": pdf.stream(_inline())}}
    ),
    "inline photo of an appearance": lambda pdf: pdf.annotate("/Stamp", AP={"N": pdf.stream(_inline())}),
    "behind an inline photo": lambda pdf: pdf.set_page(
        Contents=pdf.stream(INLINE % (b"[/DCTDecode]", telling_jpeg() + TOLD))
    ),
    "escaped inline photo": lambda pdf: pdf.set_page(
        Contents=pdf.stream(INLINE % (b"/#44CT", telling_jpeg()))
    ),
}
PLACES = {
    **_OF_THE_DOCUMENT, **_OF_PAGES, **_OF_ANNOTATIONS, **_OF_ACTIONS, **_OF_FORMS, **_OF_LAYERS, **_OF_STRUCTURE,
    **_OF_DRAWING, **_OF_MARKED_CONTENT, **_OF_PHOTOS,
}  # fmt: skip


def _inline() -> bytes:
    return INLINE % (b"/DCT", telling_jpeg())


def _bookmark(pdf: Made, **values) -> None:
    item = pdf.add(Title="kept", **values)
    pdf.set_root(Outlines={"Type": "/Outlines", "First": item, "Last": item, "Count": 1})


def _taken_out(pdf: Made):
    return pdf.hidden_page(Contents=pdf.stream(TOLD))


def _field(pdf: Made, parent=None, **values) -> None:
    above = {"Parent": pdf.add(parent)} if parent else {}
    pdf.set_root(AcroForm={"Fields": [pdf.annotate("/Widget", T="kept", **above, **values)]})


def _layer(pdf: Made, **values) -> None:
    pdf.set_root(OCProperties={"OCGs": [pdf.add(Type="/OCG", Name="kept", **values)], "D": {}})


def _element(pdf: Made, **values) -> None:
    pdf.set_root(
        StructTreeRoot={"Type": "/StructTreeRoot", "K": [pdf.add(Type="/StructElem", S="/P", **values)]}
    )


def _form(pdf: Made, **values) -> None:
    pdf.draw("XObject", pdf.stream(b"q Q", Type="/XObject", Subtype="/Form", BBox=SQUARE, **values))


def _image(pdf: Made, **values) -> None:
    pdf.draw("XObject", pdf.stream(bytes(1200), **(IMAGE | values)))


def _photo(pdf: Made, content: bytes, packing) -> None:
    pdf.draw("XObject", pdf.stream(content, **IMAGE, Filter=packing))


def _boxed(name: bytes) -> bytes:
    """With a box between its header and its pixels, and the same within the header."""
    picture, box = jpeg2000(), (8 + 16 + len(TOLD)).to_bytes(4) + name + bytes(16) + TOLD
    header = picture.index(b"jp2h") - 4
    end = header + int.from_bytes(picture[header : header + 4])
    longer = (end - header + len(box)).to_bytes(4) + picture[header + 4 : end] + box
    return picture[:header] + longer + box + picture[end:]


def _with_profile(picture: bytes) -> bytes:
    header, colour = picture.index(b"jp2h") - 4, picture.index(b"colr") - 4
    old, new = picture[colour : colour + 15], b"\0\0\0\x10colr\2\0\0" + TOLD
    assert old[:4] == b"\0\0\0\x0f"
    longer = (int.from_bytes(picture[header : header + 4]) + 1).to_bytes(4)
    return picture[:header] + longer + picture[header + 4 :].replace(old, new, 1)


@pytest.mark.parametrize("place", PLACES)
def test_no_place_of_a_pdf_tells_of_anybody(place):
    original = pdf_with(PLACES[place])
    told = everything(original)
    assert TOLD in told or TOLD.hex().encode() in told

    kept = everything(clean(original))

    assert TOLD not in kept
    assert TOLD.hex().encode() not in kept


def test_no_two_places_are_one():
    assert len({pdf_with(plant) for plant in PLACES.values()}) == len(PLACES) >= 40
