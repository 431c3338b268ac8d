"""CSV that opens rightly in every spreadsheet: UTF-8 with a byte order mark, commas, CRLF, no formulas."""

import csv
from collections.abc import Iterable, Iterator

from .columns import COLUMNS, Cell

BYTE_ORDER_MARK = "\ufeff"
_LINES_A_CHUNK = 100
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """A file for `csv.writer` that hands back the last line instead of keeping it."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def csv_chunks(rows: Iterable[list[Cell]]) -> Iterator[bytes]:
    """The file in pieces. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    chunk = [BYTE_ORDER_MARK, line.text]
    for row in rows:
        writer.writerow([disarm(cell) for cell in row])
        chunk.append(line.text)
        if len(chunk) >= _LINES_A_CHUNK:
            yield "".join(chunk).encode("utf-8", "replace")
            chunk = []
    if chunk:
        yield "".join(chunk).encode("utf-8", "replace")


def disarm(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula, made text again. Numbers stay numbers."""
    if isinstance(cell, str):
        text = cell.replace("\0", "")
        return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text
    return cell
