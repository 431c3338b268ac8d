"""A document as PDF: set in the shipped fonts, from right to left where its language is."""

import io
import logging
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from fpdf import FPDF, Align
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.outline import OutlineSection

from .document import Document

logger = logging.getLogger(__name__)

_FONTS = Path(__file__).parent / "fonts"
_FAMILIES: dict[str, dict[str, str]] = {
    "serif": {"": "NotoSerif-Regular.ttf", "B": "NotoSerif-Bold.ttf", "I": "NotoSerif-Italic.ttf"},
    "amiri": {"": "Amiri-Regular.ttf", "B": "Amiri-Bold.ttf", "I": "Amiri-Slanted.ttf"},
}
_SIZE, _LEADING = 11, 1.5
_MARGIN, _INDENT = 25.0, 7.0
_POINT = 0.3528
"""Millimetres."""


def write_pdf(document: Document) -> bytes:
    """A4, with bookmarks and a table of contents."""
    return bytes(_Pdf(document).made().output())


class _Pdf(FPDF):
    def __init__(self, document: Document) -> None:
        super().__init__(format="A4")
        self.document = document
        self.is_rtl = document.language.direction == "rtl"
        self.family = "amiri" if self.is_rtl else "serif"
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, _MARGIN)
        self._set_fonts()
        self.set_title(document.title)
        self.set_author(document.author)
        self.set_lang(document.language.code)
        if document.modified:
            self.set_creation_date(document.modified)

    def _set_fonts(self) -> None:
        for family, files in _FAMILIES.items():
            for style in ("", "B", "I", "BI"):
                # Nothing needs bold italics: bold stands in.
                name = files.get(style) or files.get(style.replace("I", "")) or files[""]
                self.add_font(family, style, _FONTS / name)
        self.set_fallback_fonts(["serif" if self.is_rtl else "amiri"], exact_match=False)
        self.set_text_shaping(True, direction="rtl" if self.is_rtl else "ltr")

    def footer(self) -> None:
        if self.page_no() == 1:
            return
        self.set_y(-15)
        self.set_font(self.family, size=9)
        self.cell(0, 8, str(self.page_no()), align=Align.C)

    def made(self) -> "_Pdf":
        self.add_page()
        self._title_page()
        self.add_page()
        self.insert_toc_placeholder(_render_contents, allow_extra_pages=True)
        for number, chapter in enumerate(self.document.chapters):
            if number or self.get_y() > _MARGIN + 1:
                self.add_page()
            self.start_section(chapter.title, strict=False)
            self.write_words(chapter.title, size=18, style="B", after=6)
            _Setter(self).set(chapter.html)
        self._notes()
        return self

    def _title_page(self) -> None:
        self.set_y(80)
        self.write_words(self.document.title, size=26, style="B", after=6)
        if self.document.subtitle:
            self.write_words(self.document.subtitle, size=13, after=12)
        for line in self.document.about:
            self.write_words(line, size=10, after=1)

    def _notes(self) -> None:
        if not self.document.notes:
            return
        self.add_page()
        self.start_section(self.document.notes_title, strict=False)
        self.write_words(self.document.notes_title, size=18, style="B", after=6)
        for number, note in enumerate(self.document.notes, start=1):
            self.write_words(f"[{number}] {_escaped(note)}", size=9.5, after=2)

    def write_words(
        self, words: str, *, size: float = _SIZE, style: str = "", indent: float = 0, after: float = 3
    ) -> None:
        """A paragraph. `words` may hold fpdf's marks for bold, italics and links."""
        if not words.strip():
            return
        self.set_font(self.family, style, size)
        self.set_x(self.l_margin + (0 if self.is_rtl else indent))
        self.multi_cell(
            self.epw - indent,
            size * _LEADING * _POINT,
            words,
            align=Align.R if self.is_rtl else Align.L,
            markdown=True,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )
        self.ln(after)


def _render_contents(pdf: Any, outline: list[OutlineSection]) -> None:
    pdf.write_words(pdf.document.contents_title, size=18, style="B", after=6)
    for section in outline:
        pdf.set_font(pdf.family, size=_SIZE)
        link = pdf.add_link(page=section.page_number)
        name, number = section.name, str(section.page_number)
        width = pdf.epw - 15
        height = _SIZE * _LEADING * _POINT
        lines = pdf.multi_cell(width, height, name, dry_run=True, output=MethodReturnValue.LINES)
        first, second = (name, number) if not pdf.is_rtl else (number, name)
        if pdf.is_rtl:
            pdf.cell(15, height, first, align=Align.L, link=link)
            pdf.multi_cell(
                width, height, second, align=Align.R, link=link, new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )
        else:
            top = pdf.get_y()
            pdf.multi_cell(width, height, first, align=Align.L, link=link, new_x=XPos.RIGHT, new_y=YPos.TOP)
            pdf.cell(15, height, second, align=Align.R, link=link)
            pdf.set_xy(pdf.l_margin, top + height * max(1, len(lines)))


class _Setter(HTMLParser):
    """A chapter's HTML, block by block."""

    def __init__(self, pdf: _Pdf) -> None:
        super().__init__(convert_charrefs=True)
        self.pdf = pdf
        self.words = ""
        self.lists: list[list[Any]] = []
        self.rows: list[list[str]] = []
        self.has_head = False
        self.in_quotation = False
        self.link = ""

    def set(self, html: str) -> None:
        self.feed(html)
        self.close()
        self._end_paragraph()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        match tag:
            case "strong":
                self.words += "**"
            case "em":
                self.words += "__"
            case "a":
                self.link = known.get("href") or ""
                self.words += "[" if self.link and not self.pdf.is_rtl else ""
            case "br":
                self.words += "\n"
            case "ul" | "ol":
                self._end_paragraph()
                self.lists.append([tag, 0])
            case "li":
                self._end_paragraph()
                self.lists[-1][1] += 1
            case "blockquote":
                self._end_paragraph()
                self.in_quotation = True
            case "table":
                self._end_paragraph()
                self.rows, self.has_head = [], False
            case "tr":
                self.rows.append([])
            case "th" | "td":
                self.words = ""
                self.has_head = self.has_head or (tag == "th" and len(self.rows) == 1)
            case "img":
                self._picture(known.get("src") or "")
            case "p" | "h3" | "h4":
                if not (self.lists and not self.words):
                    self._end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "strong":
                self.words += "**"
            case "em":
                self.words += "__"
            case "a":
                # fpdf knows no links in text from right to left: the address stands behind the words.
                behind = f" ({self.link})" if self.pdf.is_rtl else f"]({self.link})"
                self.words += behind if self.link else ""
                self.link = ""
            case "h3" | "h4":
                self.pdf.write_words(self.words, size=14 if tag == "h3" else 12, style="B", after=2)
                self.words = ""
            case "p" | "li":
                self._end_paragraph()
            case "ul" | "ol":
                self._end_paragraph()
                self.lists.pop()
            case "blockquote":
                self._end_paragraph()
                self.in_quotation = False
            case "th" | "td":
                self.rows[-1].append(" ".join(self.words.split()))
                self.words = ""
            case "table":
                self._table()

    def handle_data(self, data: str) -> None:
        self.words += _escaped(" ".join(data.split("\n")))

    def _end_paragraph(self) -> None:
        words, self.words = self.words.strip(), ""
        if not words:
            return
        indent = _INDENT * (len(self.lists) + self.in_quotation)
        if self.lists:
            kind, number = self.lists[-1]
            words = f"{f'{number}.' if kind == 'ol' else '•'} {words}"
        self.pdf.write_words(words, indent=indent, after=1.5 if self.lists else 3)

    def _table(self) -> None:
        rows = [row[::-1] if self.pdf.is_rtl else row for row in self.rows if row]
        if not rows:
            return
        width = max(map(len, rows))
        self.pdf.set_font(self.pdf.family, size=9.5)
        with self.pdf.table(
            text_align="RIGHT" if self.pdf.is_rtl else "LEFT",
            first_row_as_headings=self.has_head,
            line_height=9.5 * _LEADING * _POINT,
            markdown=True,
        ) as table:
            for row in rows:
                cells = table.row()
                for cell in row + [""] * (width - len(row)):
                    cells.cell(cell)
        self.pdf.ln(4)
        self.rows = []

    def _picture(self, key: str) -> None:
        picture = self.pdf.document.pictures.get(key)
        if picture is None:
            return
        self._end_paragraph()
        self.pdf.image(
            io.BytesIO(picture.content),
            w=self.pdf.epw,
            h=120,
            keep_aspect_ratio=True,
            alt_text=picture.alternative,
        )
        self.pdf.ln(2)


def _escaped(text: str) -> str:
    """What fpdf would take for a mark stands as it is written."""
    for mark in ("**", "__", "--", "~~"):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("](", "]\u200b(") if "](" in text else text
