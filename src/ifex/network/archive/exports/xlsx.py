"""XLSX as a stream: the sheet of alerts leaves row by row, what openpyxl writes stands around it."""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ifex.foundations.core.languages import get_language_row
from ifex.instruments.cms.formats import moment_text, number_text

from .columns import COLUMNS, Cell
from .headings import HEADINGS
from .sheet_xml import CellStyles, Value, row_xml

MOST_ROWS = 1_048_576
"""A limit of the format: with the line of headings and the last line that says so, two fewer alerts fit."""
MOST_BYTES = 2_000_000_000
"""Of the sheet's XML: what a zip holds without an extension that Excel does not take in a stream."""

_SHEET = "xl/worksheets/sheet1.xml"
_CONTENT_TYPES = "[Content_Types].xml"
_ROWS_A_PIECE = 100
_DAYS, _MOMENTS = ("happened_from", "happened_to"), ("published", "corrected")
_WIDTHS = {"title": 60, "summary": 60, **dict.fromkeys((*_DAYS, *_MOMENTS), 20)}


class _Outlet(io.RawIOBase):
    """Keeps what is written until it is fetched. It cannot go back, so the zip puts sizes behind contents."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        return len(data)

    def fetch(self) -> bytes:
        fetched, self._pieces = b"".join(self._pieces), []
        return fetched


def xlsx_chunks(
    rows: Iterable[list[Cell]],
    *,
    language: str,
    address: str,
    at: datetime,
    most_rows: int = MOST_ROWS,
    most_bytes: int = MOST_BYTES,
) -> Iterator[bytes]:
    """The workbook. `address` is that of the search, `at` when it was asked; both stand on the second sheet."""
    outlet = _Outlet()
    workbook, styles = _prepare(is_rtl=get_language_row(language).is_rtl)
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
        parts = _parts_of(workbook)
        # First, so that programs know by its head what it is.
        archive.writestr(_CONTENT_TYPES, parts[_CONTENT_TYPES])
        # The size is read from the rows where it is not said; here it is that of the headings alone.
        frame = re.sub(r"<dimension [^>]*>", "", parts[_SHEET].decode())
        head, _tag, tail = frame.partition("</sheetData>")
        count, is_cut = 0, False
        with archive.open(_SHEET, "w") as sheet:
            size = sheet.write(head.encode())
            lines: list[str] = []
            for row in rows:
                if is_cut := count == most_rows - 2 or size > most_bytes:
                    lines.append(row_xml(count + 2, [_cut_message(count)], styles))
                    break
                count += 1
                lines.append(row_xml(count + 1, _typed(row), styles))
                if len(lines) == _ROWS_A_PIECE:
                    size += sheet.write("".join(lines).encode())
                    lines = []
                    if piece := outlet.fetch():
                        yield piece
            sheet.write(("".join(lines) + "</sheetData>" + tail).encode())
        _tell_about(workbook.worksheets[1], address=address, at=at, count=count, is_cut=is_cut)
        for name, content in _parts_of(workbook).items():
            if name not in (_SHEET, _CONTENT_TYPES):
                archive.writestr(name, content)
    yield outlet.fetch()


def _prepare(*, is_rtl: bool) -> tuple[Workbook, CellStyles]:
    """Two sheets, the first with its headings."""
    workbook = Workbook()
    workbook.properties.creator = settings.IFEX_NAME
    sheet = workbook.worksheets[0]
    sheet.title = _("Alerts")
    about = workbook.create_sheet(_("About this file"))
    for each in (sheet, about):
        each.sheet_view.rightToLeft = is_rtl
    sheet.append([str(HEADINGS[name]) for name in COLUMNS])
    sheet.freeze_panes = "A2"
    for number, name in enumerate(COLUMNS, 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 16)
    for letter, width in (("A", 32), ("B", 60)):
        about.column_dimensions[letter].width = width
    return workbook, _register_styles(workbook)


def _register_styles(workbook: Workbook) -> CellStyles:
    """The workbook numbers the styles of its cells; a sheet that is not written lends some."""
    scratch = Worksheet(workbook)
    kept_text, day, moment = scratch["A1"], scratch["A2"], scratch["A3"]
    kept_text.quotePrefix = True
    day.number_format, moment.number_format = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
    return CellStyles(kept_text.style_id, day.style_id, moment.style_id)


def _parts_of(workbook: Workbook) -> dict[str, bytes]:
    file = io.BytesIO()
    workbook.save(file)
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _typed(row: list[Cell]) -> list[Value]:
    return [_date_of(name, cell) for name, cell in zip(COLUMNS, row, strict=True)]


def _date_of(name: str, cell: Cell) -> Value:
    if not isinstance(cell, str) or name not in (*_DAYS, *_MOMENTS):
        return cell
    try:
        moment = datetime.fromisoformat(cell)
        return moment if name in _MOMENTS and moment.tzinfo else date.fromisoformat(cell)
    except ValueError:
        return cell


def _cut_message(count: int) -> str:
    words = _("This sheet is full: it holds the first %(count)s alerts only. Take the CSV for all of them.")
    return words % {"count": number_text(count)}


def _tell_about(sheet: Worksheet, *, address: str, at: datetime, count: int, is_cut: bool) -> None:
    """Where the file comes from, and the names that its columns have in the CSV."""
    rows: list[tuple[str, str | int]] = [
        (_("Search"), address),
        (_("As known on"), moment_text(at)),
        (_("Alerts in this file"), count),
        (
            _("How to count"),
            _("Totals count the primary violation of each alert only; laws are no incidents."),
        ),
    ]
    if is_cut:
        rows.append((_cut_message(count), ""))
    rows += [("", ""), (_("Column"), _("Its name in the CSV"))]
    rows += [(str(HEADINGS[name]), name) for name in COLUMNS]
    for row in rows:
        sheet.append(row)
