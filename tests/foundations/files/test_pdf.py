"""What of a PDF is refused, what ends, and what stays as it was."""

import io
import time
from contextlib import suppress
from itertools import pairwise

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NullObject, NumberObject
from tests.foundations.files.pdf_made import (
    IMAGE,
    MARKER,
    TOLD,
    Made,
    clean,
    everything,
    made,
    pdf_with,
    read,
    telling_jpeg,
)

from ifex.foundations.core.languages import get_language_row
from ifex.foundations.documents.document import Chapter, Document
from ifex.foundations.documents.pdf import write_pdf
from ifex.foundations.files.cleaning import in_a_process
from ifex.foundations.files.cleaning.pdf import process
from ifex.foundations.files.cleaning.pdf.drawing_kept import COLOURS, STREAMS
from ifex.foundations.files.cleaning.pdf.inline import blank_inline_photos
from ifex.foundations.files.cleaning.pdf.kept import KEPT
from ifex.foundations.files.cleaning.pdf.kinds import CHOSEN
from ifex.foundations.files.cleaning.pdf.marked import blank_marks
from ifex.foundations.files.refusal import FileRefused

pytestmark = pytest.mark.django_db


def test_clean_pdf_removes_author_and_xmp(store, makers):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(makers.make_pdf(Author="A. Witness", Title="T"))))
    writer.xmp_metadata = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- A. Witness --></x:xmpmeta>'
    writer.root_object[NameObject("/OpenAction")] = made({"S": "/JavaScript", "JS": "A. Witness"})
    writer.add_attachment("a.txt", b"A. Witness")
    out = io.BytesIO()
    writer.write(out)
    original = out.getvalue()
    assert original.count(b"A. Witness") >= 2
    assert PdfReader(io.BytesIO(original)).attachments

    stored, cleaned = store(original, "a.pdf")

    reader = read(cleaned)
    assert b"Witness" not in cleaned
    assert not reader.attachments
    assert "/OpenAction" not in reader.root_object
    assert reader.xmp_metadata is None
    assert reader.metadata is None
    assert len(reader.pages) == 1
    assert stored.media_type == "application/pdf"


def test_clean_pdf_strips_the_photos_in_it(store):
    original = pdf_with(
        lambda pdf: pdf.draw("XObject", pdf.stream(telling_jpeg(), **IMAGE, Filter="/DCTDecode"))
    )
    assert TOLD in original

    _, cleaned = store(original, "a.pdf")

    assert TOLD not in cleaned
    with Image.open(io.BytesIO(read(cleaned).pages[0].images[0].data)) as picture:
        assert picture.size == (20, 20)


def test_clean_pdf_leaves_what_takes_too_long(store, monkeypatch):
    """A small file of very many empty dictionaries; its process ends, ours goes on."""
    monkeypatch.setattr(in_a_process, "SECONDS", 1)
    arrays = b"".join(b"%d 0 obj\n[%s]\nendobj\n" % (10 + n, b"<<>>" * 5_000) for n in range(200))
    listed = b" ".join(b"%d 0 R" % (10 + n) for n in range(200))
    bomb = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents["
        + listed
        + b"]>>\nendobj\n"
        + arrays
        + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
    )
    started = time.monotonic()

    with pytest.raises(FileRefused, match="takes too long"):
        store(bomb, "a.pdf")
    assert time.monotonic() - started < 15


def test_clean_pdf_takes_one_that_opens_without_asking(store):
    """Protected from changes alone, with its owner's password."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("", "secret of its owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    _, cleaned = store(out.getvalue(), "a.pdf")

    assert len(read(cleaned).pages) == 1


@pytest.mark.parametrize("drawn", [b"<<\\(" * 40_000 + b" >> ", b"BI /F/DCT ID \xff\xd8\xff\xd9\n" * 20_000])
def test_words_without_end_are_read_in_moments(drawn):
    started = time.process_time()

    with suppress(ValueError):
        blank_marks(blank_inline_photos(drawn))

    assert time.process_time() - started < 15


def test_clean_pdf_refuses_a_locked_one(store):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(FileRefused, match="password"):
        store(out.getvalue(), "a.pdf")


def test_clean_pdf_refuses_more_pages_than_it_may_have(store):
    writer = PdfWriter()
    for _number in range(process.MOST_PAGES + 1):
        writer.add_blank_page(10, 10)
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(FileRefused, match="pages"):
        store(out.getvalue(), "a.pdf")


def test_every_kind_that_the_tables_name_is_known():
    named = {kind for keys in KEPT.values() for kinds in keys.values() for kind in kinds}
    named |= {kind for places in COLOURS.values() for kinds in places for kind in kinds}

    known = {*KEPT, *CHOSEN, "plain", "text", "colour"}
    assert {kind.removeprefix("pairs of ") for kind in named} - known == set()
    assert STREAMS - KEPT.keys() == set()
    assert KEPT.keys() - {*named, "catalogue"} - TOLD_BY_LOOKING == set()


TOLD_BY_LOOKING = {
    *("layer group", "layer membership", "structure", "element", "content reference", "object reference"),
    *("standard attributes", "web address", "going to", "turning", "link", "widget", "signature", "mark"),
    *("written mark", "states", "marked content", "label", "destination", "decoding"),
}


def test_what_goes_round_in_a_circle_ends():
    document = Made()
    one, other = document.add(Title="one"), document.add(Title="other")
    one.get_object().update(made({"Next": other, "First": one, "Parent": other}))
    other.get_object().update(made({"Next": one, "Prev": other}))
    field = document.annotate("/Widget", T="round")
    field.get_object().update(made({"Parent": field, "Kids": [field]}))
    order = document.add([])
    order.get_object().append(order)
    space = document.add(["/Pattern"])
    space.get_object().append(space)
    document.draw("ColorSpace", space)
    drawing = document.stream(b"q Q", Subtype="/Form")
    drawing.get_object()[NameObject("/Resources")] = made({"XObject": {"a": drawing}})
    document.draw("XObject", drawing)
    document.set_root(
        Outlines={"First": one},
        AcroForm={"Fields": [field]},
        OCProperties={"OCGs": [], "D": {"Order": order}},
    )

    root = read(clean(document.content())).root_object

    assert root["/Outlines"]["/First"]["/Next"]["/Next"]["/Title"] == "one"
    assert root["/AcroForm"]["/Fields"][0]["/Kids"][0]["/T"] == "round"
    assert root["/OCProperties"]["/D"]["/Order"][0][0][0] is not None


def test_bookmarks_as_long_as_a_book_are_kept():
    document = Made()
    items = [document.add(Title=f"{number}") for number in range(5000)]
    for one, following in pairwise(items):
        one.get_object()[NameObject("/Next")] = following
        following.get_object()[NameObject("/Parent")] = one
    document.set_root(Outlines={"First": items[0], "Last": items[-1]})

    reader = read(clean(document.content()))

    assert reader.root_object["/Outlines"]["/Last"]["/Title"] == "4999"


def test_an_identifier_is_new_and_always_the_same():
    original = pdf_with(lambda pdf: setattr(pdf.writer, "_ID", pdf.add([TOLD, TOLD]).get_object()))

    one, other = clean(original), clean(original)

    assert one == other
    assert read(one).trailer["/ID"] != read(original).trailer["/ID"]
    assert len(read(one).trailer["/ID"][0].original_bytes) == 16


WORDS = {
    "en": "Police held the reporter.",
    "ar": "اعتقلت الشرطة الصحفية.",
    "fr": "La police a arrêté l’œuvre à Ğazi.",
}


@pytest.mark.parametrize("language", WORDS)
def test_our_own_documents_keep_text_fonts_links_and_bookmarks(language):
    html = f'<p>{WORDS[language]} <a href="https://example.org/">link</a> [1]</p><h3>A title</h3>'
    document = Document(
        identifier="https://example.org/report", title="Held", subtitle="", language=get_language_row(language),
        about=["IFEX"], chapters=[Chapter("One", html), Chapter("Two", html)], notes=["a note"],
        contents_title="Contents", notes_title="Notes", author=MARKER,
    )  # fmt: skip
    original = write_pdf(document)

    cleaned = clean(original)

    before, after = read(original), read(cleaned)
    assert TOLD in everything(original).replace(b"\0", b"")
    assert TOLD not in everything(cleaned).replace(b"\0", b"")
    assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]
    assert _titles(after) == _titles(before) != []
    assert _links(after) == _links(before) != []
    assert _fonts(after) == _fonts(before) != []


def _titles(reader):
    return [
        (item.title, reader.get_destination_page_number(item))
        for item in reader.outline
        if not isinstance(item, list)
    ]


def _links(reader):
    """Where each leads: an address, or the number of a page."""
    found = []
    for page in reader.pages:
        for annotation in page.get("/Annots") or []:
            link = annotation.get_object()
            action = link.get("/A", {})
            place = link.get("/Dest") or action.get("/D")
            page_led_to = place and [each.indirect_reference for each in reader.pages].index(place[0])
            found.append((action.get("/URI"), page_led_to, [float(each) for each in link["/Rect"]]))
    return found


def _fonts(reader):
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    inner = [font["/DescendantFonts"][0].get_object() for font in fonts]
    return [(font["/BaseFont"], font["/FontDescriptor"]["/FontFile2"].get_data()) for font in inner]


ADDRESSES = ["https://ifex.org/?a=1", "http://ifex.org", " HTTPS://ifex.org", "mailto:a@ifex.org"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_stay(address):
    original = pdf_with(
        lambda pdf: pdf.annotate(
            "/Link", A={"S": "/URI", "URI": address}, Contents="what it is", Border=[0, 0, 1], F=4
        )
    )

    link = read(clean(original)).pages[0]["/Annots"][0]

    assert link["/A"] == {"/S": "/URI", "/URI": address}
    assert link["/Contents"] == "what it is"
    assert (link["/Rect"], link["/Border"], link["/F"]) == ([0, 0, 9, 9], [0, 0, 1], 4)


def test_ways_through_a_document_stay():
    document = Made()
    place = [document.page.indirect_reference, "/XYZ", 1, 2, made(0)]
    document.annotate("/Link", A={"S": "/GoTo", "D": place})
    document.annotate("/Link", A={"S": "/GoTo", "D": "chapter"})
    document.annotate("/Link", A={"S": "/Named", "N": "/NextPage"})
    document.annotate("/Link", Dest="/old")
    document.set_root(
        Names={"Dests": {"Kids": [document.add(Limits=["a", "z"], Names=["chapter", {"D": place}])]}},
        Dests={"old": place},
        PageLabels={"Nums": [0, {"S": "/r", "St": 4, "P": "A-"}]},
        Lang="fr",
        PageMode="/UseOutlines",
        ViewerPreferences={"Direction": "/R2L"},
        MarkInfo={"Marked": True},
    )

    reader = read(clean(document.content()))

    page, root = reader.pages[0].indirect_reference, reader.root_object
    links = [link.get_object() for link in reader.pages[0]["/Annots"]]
    assert links[0]["/A"]["/D"] == [page, "/XYZ", 1, 2, 0]
    assert [links[1]["/A"]["/D"], links[2]["/A"]["/N"], links[3]["/Dest"]] == ["chapter", "/NextPage", "/old"]
    assert root["/Names"]["/Dests"]["/Kids"][0]["/Names"] == ["chapter", {"/D": [page, "/XYZ", 1, 2, 0]}]
    assert root["/Dests"]["/old"][0] == page
    assert reader.page_labels == ["A-iv"]
    assert (root["/Lang"], root["/PageMode"]) == ("fr", "/UseOutlines")
    assert root["/ViewerPreferences"]["/Direction"] == "/R2L"
    assert root["/MarkInfo"]["/Marked"]


def test_forms_stay_as_they_were_filled_in():
    document = Made()
    shown = document.stream(b"BT (yes) Tj ET", Subtype="/Form", BBox=[0, 0, 9, 9])
    box = document.annotate(
        "/Widget", AS="/Yes", AP={"N": {"Yes": shown, "Off": shown}}, MK={"CA": "4", "BC": [0]}
    )
    parent = document.add(FT="/Btn", T="agrees", TU="Do you agree?", V="/Yes", DV="/Off", Kids=[box], Ff=1)
    box.get_object()[NameObject("/Parent")] = parent
    line = document.annotate("/Widget", FT="/Tx", T="name", V="words", MaxLen=20, DA="0 g /F 9 Tf", Q=1)
    chosen = document.annotate("/Widget", FT="/Ch", T="choice", V=["a"], Opt=[["a", "An A"], "b"])
    signed = document.annotate("/Widget", FT="/Sig", T="signed", AP={"N": shown})
    document.set_root(
        AcroForm={
            "Fields": [parent, line, chosen, signed],
            "DA": "0 g /F 9 Tf",
            "NeedAppearances": True,
            "SigFlags": 3,
        }
    )

    reader = read(clean(document.content()))

    fields = reader.get_fields()
    assert (fields["agrees"].value, fields["agrees"]["/TU"]) == ("/Yes", "Do you agree?")
    assert (fields["name"].value, fields["choice"].value) == ("words", ["a"])
    assert fields["choice"]["/Opt"] == [["a", "An A"], "b"]
    annotations = [each.get_object() for each in reader.pages[0]["/Annots"]]
    assert annotations[0]["/AP"]["/N"]["/Yes"].get_data() == b"BT (yes) Tj ET"
    assert (annotations[0]["/MK"]["/CA"], annotations[0]["/AS"]) == ("4", "/Yes")
    assert annotations[0].raw_get("/Parent") == reader.root_object["/AcroForm"]["/Fields"][0]
    assert annotations[3]["/AP"]["/N"].get_data() == b"BT (yes) Tj ET"
    assert sorted(reader.root_object["/AcroForm"]) == ["/DA", "/Fields", "/NeedAppearances"]


MARKS = "Highlight Underline Stamp Ink Line Square Circle Polygon PolyLine StrikeOut Squiggly Caret Redact Watermark"


@pytest.mark.parametrize("kind", [*MARKS.split(), "FreeText"])
def test_marks_stay_where_they_were_set(kind):
    original = pdf_with(
        lambda pdf: pdf.annotate(
            f"/{kind}", QuadPoints=[0, 1], C=[1, 0, 0], CA=0.5, Contents="words", AP={"N": pdf.stream(b"q Q")}
        )
    )

    mark = read(clean(original)).pages[0]["/Annots"][0]

    assert (mark["/QuadPoints"], mark["/C"], mark["/CA"]) == ([0, 1], [1, 0, 0], 0.5)
    assert mark["/AP"]["/N"].get_data() == b"q Q"
    assert mark.get("/Contents") == ("words" if kind == "FreeText" else None)


def test_layers_stay_shown_and_hidden():
    document = Made()
    shown, hidden = (
        document.add(Type="/OCG", Name="map"),
        document.add(Type="/OCG", Name="draft", Intent="/View"),
    )
    both = document.add(Type="/OCMD", OCGs=[shown, hidden], P="/AllOn", VE=["/And", shown, ["/Not", hidden]])
    document.draw("Properties", hidden)
    document.draw("Properties", both)
    shows = {"BaseState": "/ON", "OFF": [hidden], "ON": [shown], "Order": ["Layers", [shown, [hidden]]]}
    document.set_root(OCProperties={"OCGs": [shown, hidden], "D": {**shows, "RBGroups": [[shown, hidden]]}})

    reader = read(clean(document.content()))

    layers = reader.root_object["/OCProperties"]
    one, other = (each.indirect_reference for each in (layers["/OCGs"][0], layers["/OCGs"][1]))
    assert [each["/Name"] for each in (one.get_object(), other.get_object())] == ["map", "draft"]
    assert layers["/D"]["/OFF"] == [other]
    assert layers["/D"]["/Order"] == ["Layers", [one, [other]]]
    assert layers["/D"]["/RBGroups"] == [[one, other]]
    properties = reader.pages[0]["/Resources"]["/Properties"]
    assert properties["/X0"].indirect_reference == other
    assert properties["/X1"]["/VE"] == ["/And", one, ["/Not", other]]


def test_what_a_voice_reads_out_stays():
    document = Made()
    link = document.annotate("/Link", StructParent=1, A={"S": "/URI", "URI": "https://ifex.org"})
    remark = document.annotate("/Text", Contents="gone", StructParent=2)
    table = [{"O": "/Table", "Headers": ["h"], "ColSpan": 2}, 0]
    element = document.add(
        Type="/StructElem", S="/Figure", Alt="a photo", ActualText="A", Lang="fr", E="ex", A=table
    )
    told = [0, {"Type": "/MCR", "MCID": 1}, {"Type": "/OBJR", "Obj": link}, {"Type": "/OBJR", "Obj": remark}]
    element.get_object().update(made({"K": told, "Pg": document.page.indirect_reference, "ID": b"node1"}))
    tree = document.add(
        Type="/StructTreeRoot", K=[element], ParentTreeNextKey=3, RoleMap={"Figur": "/Figure"}
    )
    element.get_object()[NameObject("/P")] = tree
    gone = document.add(Type="/StructElem", Pg=document.hidden_page())
    parents = [0, [gone, element], 1, element]
    tree.get_object().update(
        made({"ParentTree": {"Nums": parents}, "IDTree": {"Names": [b"node1", element]}})
    )
    document.set_root(StructTreeRoot=tree)

    reader = read(clean(document.content()))

    root, page = reader.root_object["/StructTreeRoot"], reader.pages[0]
    kept = root["/K"][0].get_object()
    assert [kept[key] for key in ("/S", "/Alt", "/ActualText", "/Lang", "/E")] == [
        "/Figure",
        "a photo",
        "A",
        "fr",
        "ex",
    ]
    assert kept["/A"] == [{"/O": "/Table", "/Headers": ["h"], "/ColSpan": 2}, 0]
    assert (kept["/P"], kept["/Pg"].indirect_reference) == (root, page.indirect_reference)
    assert [each if isinstance(each, NumberObject) else each["/Type"] for each in kept["/K"]] == [
        0,
        "/MCR",
        "/OBJR",
    ]
    reference = root["/K"][0]
    assert kept["/K"][2].raw_get("/Obj") == page["/Annots"][0]
    # The place of what went is counted.
    assert root["/ParentTree"]["/Nums"] == [0, [NullObject(), reference], 1, reference]
    assert root["/IDTree"]["/Names"][1] == reference
    assert root["/RoleMap"] == {"/Figur": "/Figure"}


def test_what_a_voice_reads_out_of_the_drawing_stays():
    """And words that are drawn, whatever they look like."""
    content = (
        b"/Span <</MCID 0 /ActualText (a \\(b\\) (c)) /Alt <4142>/Lang(fr)/E (x)>> BDC (<</By (a)>>) Tj EMC "
        b"<</By (b)>> BI"
    )
    marked = b"/Span <</By (%b) /Alt (kept)>> BDC"

    kept, blanked = (
        read(clean(pdf_with(lambda pdf, drawn=drawn: pdf.set_page(Contents=pdf.stream(drawn))))).pages[0][
            "/Contents"
        ]
        for drawn in (content, content + marked % TOLD)
    )

    assert kept._data == content
    assert blanked.get_data() == content + marked % b"     "


def test_pages_keep_what_they_inherit():
    document = Made()
    document.draw("ExtGState", {"CA": 0.5})
    above = document.root["/Pages"]
    above.update(
        made({"MediaBox": [0, 0, 50, 60], "Rotate": 90, "Resources": document.page.pop("/Resources")})
    )
    document.page.pop("/MediaBox")
    document.writer.add_blank_page(7, 7)

    pages = read(clean(document.content())).pages

    assert [page.mediabox[2:] for page in pages] == [[50, 60], [7, 7]]
    assert [page["/Rotate"] for page in pages] == [90, 90]
    assert pages[0]["/Resources"]["/ExtGState"]["/X0"] == {"/CA": 0.5}
