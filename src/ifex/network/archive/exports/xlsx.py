"""XLSX, written row by row into a file that has no name, then sent in pieces."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ifex.instruments.cms.formats import moment_text, number_text

from .columns import COLUMNS, Cell

MOST_ROWS = 1_048_576
"""A limit of the format: with the line of headings and the last line that says so, two fewer alerts fit."""
LONGEST_CELL = 32_767
_CHUNK = 64 * 1024


def xlsx_chunks(
    rows: Iterable[list[Cell]], *, address: str, at: datetime, most_rows: int = MOST_ROWS
) -> Iterator[bytes]:
    """The workbook. `address` is that of the search, `at` when it was asked; both stand on the second sheet."""
    # `delete` is the file's own doing: it has no name from the start, so nothing is left after a kill.
    with tempfile.TemporaryFile(suffix=".xlsx") as file:
        write_workbook(rows, file, address=address, at=at, most_rows=most_rows)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def write_workbook(
    rows: Iterable[list[Cell]], file: IO[bytes], *, address: str, at: datetime, most_rows: int = MOST_ROWS
) -> int:
    """Returns how many alerts it holds."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_("Alerts"))
    sheet.append(COLUMNS)
    count, is_cut = 0, False
    for row in rows:
        if count == most_rows - 2:
            is_cut = True
            sheet.append([_cut_message(count)])
            break
        sheet.append([_cell(sheet, cell) for cell in row])
        count += 1
    _write_about(workbook, address=address, at=at, count=count, is_cut=is_cut)
    workbook.save(file)
    return count


def _cell(sheet: Any, cell: Cell) -> Any:
    if not isinstance(cell, str):
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST_CELL]
    if not text.startswith("="):
        return text
    kept = WriteOnlyCell(sheet, value="")
    kept.value = text
    # openpyxl takes a leading = for a formula; this is somebody's text.
    kept.data_type = "s"
    return kept


def _cut_message(count: int) -> str:
    words = _("This sheet is full: it holds the first %(count)s alerts only. Take the CSV for all of them.")
    return words % {"count": number_text(count)}


def _write_about(workbook: Workbook, *, address: str, at: datetime, count: int, is_cut: bool) -> None:
    sheet = workbook.create_sheet(_("About this file"))
    sheet.append([_("Search"), address])
    sheet.append([_("As known on"), moment_text(at)])
    sheet.append([_("Alerts in this file"), count])
    sheet.append(
        [
            _("How to count"),
            _("Totals count the primary violation of each alert only; laws are no incidents."),
        ]
    )
    if is_cut:
        sheet.append([_cut_message(count)])
