"""Rows of a sheet as XML (ECMA-376), for files that leave while they are made. openpyxl writes only what is whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from xml.sax.saxutils import escape

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

Value = str | int | float | date | None
LONGEST_CELL = 32_767

_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
# To Excel 1900 has a 29 February; before it, and before 1900, a day is told in letters.
_FIRST_DAY = date(1900, 3, 1)
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# Beyond openpyxl's: half of a pair, and the two that are no characters.
_ILLEGAL = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ud800-\udfff\ufffe\uffff]")
# A reader would take _x0041_ for an escaped letter.
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LETTERS = [get_column_letter(number) for number in range(1, 101)]


@dataclass(frozen=True)
class CellStyles:
    """Numbers of the workbook's styles. `kept_text` is text for good: editing the cell makes no formula of it."""

    kept_text: int
    day: int
    moment: int


def row_xml(number: int, row: Sequence[Value], styles: CellStyles) -> str:
    """Text is only ever text, whatever it begins with. Days and moments (in UTC) are such; empty cells are left out."""
    cells = [
        f'<c r="{letter}{number}"{_content(value, styles)}</c>'
        for letter, value in zip(_LETTERS, row, strict=False)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _content(value: Value, styles: CellStyles) -> str:
    if isinstance(value, str):
        return _text(value, styles)
    if isinstance(value, datetime):
        in_days = (value.astimezone(UTC) - _EPOCH) / timedelta(days=1)
        return f' s="{styles.moment}"><v>{in_days!r}</v>'
    if isinstance(value, date):
        if value < _FIRST_DAY:
            return _text(value.isoformat(), styles)
        return f' s="{styles.day}"><v>{(value - _EPOCH.date()).days}</v>'
    return f"><v>{value!r}</v>"


def _text(value: str, styles: CellStyles) -> str:
    # XML knows one end of a line.
    text = _ILLEGAL.sub("", value).replace("\r\n", "\n").replace("\r", "\n")[:LONGEST_CELL]
    style = f' s="{styles.kept_text}"' if text.lstrip().startswith(_SIGNS) else ""
    escaped = escape(_LIKE_AN_ESCAPE.sub("_x005F_", text))
    return f' t="inlineStr"{style}><is><t xml:space="preserve">{escaped}</t></is>'
