"""CSV files: rows become objects by a mapping file, or by the reader made for one publisher's export.

A mapping is YAML (docs/how-to/import.md):

    type: alert
    uid: {columns: [ID], prefix: "misa-"}
    published: {column: Date, date: "%d/%m/%Y"}
    defaults: {kind: alert, source_language: en}
    fields:
      versions.en.title: {column: Headline}
      countries: {column: Country, split: ";"}
      violations: {column: Type, split: ",", map: {Beaten: physical-assault}}
      targets.0.name: {column: Victim}

A column that no field reads is kept in `extra`.
"""

import csv
import hashlib
import io
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import yaml

from .sources import LONGEST_LINE, Line, SourceRefused

Row = dict[str, str]
RowReader = Callable[[Row, str], list[dict[str, Any]]]


class RowRefused(ValueError):
    """The row cannot become an object; the message says why."""


def csv_lines(stream: IO[bytes], read_row: RowReader, *, needs: Iterable[str]) -> Iterator[Line]:
    """`read_row(row, key)` gets a key that is the same for the same content, wherever the row stands in the file.

    Raises SourceRefused at once where the first row lacks one of the columns in `needs`.
    """
    csv.field_size_limit(LONGEST_LINE)
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
    try:
        reader = csv.reader(text, strict=True)
        header = _read_header(reader, needs)
    except BaseException:
        text.detach()
        raise
    return _lines(text, reader, header, read_row)


def _lines(text: io.TextIOWrapper, reader: Any, header: list[str], read_row: RowReader) -> Iterator[Line]:
    try:
        yield from _rows(reader, header, read_row)
    finally:
        # The file belongs to the caller, who may have closed it already.
        with suppress(ValueError):
            text.detach()


def _rows(reader: Any, header: list[str], read_row: RowReader) -> Iterator[Line]:
    seen: Counter[str] = Counter()
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            yield Line(reader.line_num, b"", problem=f"not CSV: {wrong}")
            continue
        if any(cells):
            yield _read_line(reader.line_num, header, cells, seen, read_row)


def _read_header(reader: Any, needs: Iterable[str]) -> list[str]:
    try:
        header = [name.strip() for name in next(reader)]
    except (StopIteration, csv.Error) as wrong:
        raise SourceRefused("the file has no row of column names") from wrong
    doubles = [name for name, count in Counter(header).items() if count > 1]
    if doubles:
        raise SourceRefused(f"two columns have the name {doubles[0]!r}")
    missing = [name for name in needs if name not in header]
    if missing:
        raise SourceRefused(
            f"the file has no column {', '.join(missing)}: is it of this format, or this mapping?"
        )
    return header


def _read_line(
    number: int, header: list[str], cells: list[str], seen: Counter[str], read_row: RowReader
) -> Line:
    raw = _written(cells)
    if len(cells) != len(header):
        return Line(number, raw, problem=f"it has {len(cells)} cells, the first row has {len(header)}")
    if any("\udc80" <= c <= "\udcff" for cell in cells for c in cell):
        return Line(number, raw, problem="not UTF-8")
    row = {name: cell.strip().replace("\0", "") for name, cell in zip(header, cells, strict=True)}
    digest = hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:20]
    seen[digest] += 1
    # Rows that are alike to the letter may be two events or two people: each keeps its own number.
    key = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
    try:
        return Line(number, raw, read_row(row, key))
    except RowRefused as refused:
        return Line(number, raw, problem=str(refused))


def _written(cells: list[str]) -> bytes:
    """The row as CSV again."""
    row = io.StringIO()
    csv.writer(row).writerow(cells)
    return row.getvalue().encode("utf-8", "surrogateescape")


@dataclass
class Mapping:
    """A mapping file, read and checked. Called for each row."""

    kind: str
    uid_columns: list[str]
    uid_prefix: str
    published: dict[str, Any]
    defaults: dict[str, Any]
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """Those that the file must have."""
        rules = [*self.fields.values(), self.published]
        return list(dict.fromkeys([*self.uid_columns, *(rule["column"] for rule in rules if rule)]))

    def __call__(self, row: Row, key: str) -> list[dict[str, Any]]:
        item: dict[str, Any] = {"type": self.kind, **json.loads(json.dumps(self.defaults))}
        item["uid"] = self._uid(row, key)
        if self.published:
            item["published"] = take_cell(row, self.published)
        for path, rule in self.fields.items():
            value = take_cell(row, rule)
            if value not in ("", [], None):
                _put(item, path.split("."), value)
        used = self.columns
        left = {name: cell for name, cell in row.items() if cell and name not in used}
        if left:
            item["extra"] = {**item.get("extra", {}), "csv": left}
        return [item]

    def _uid(self, row: Row, key: str) -> str:
        if not self.uid_columns:
            return f"{self.uid_prefix}{key}"
        parts = [row[name] for name in self.uid_columns]
        if not all(parts):
            raise RowRefused(f"{', '.join(self.uid_columns)} is empty: the row has no identifier")
        return (self.uid_prefix + "-".join(parts)).lower()


def read_mapping(path: Path) -> Mapping:
    """Raises SourceRefused, naming what is wrong in the mapping."""
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except OSError as missing:
        raise SourceRefused(f"{path}: {missing.strerror}") from missing
    except (yaml.YAMLError, UnicodeDecodeError) as wrong:
        raise SourceRefused(f"{path} is not YAML: {wrong}") from wrong
    if not isinstance(data, dict) or not isinstance(data.get("fields"), dict):
        raise SourceRefused(f"{path}: a mapping has the keys type, uid and fields")
    uid = data.get("uid") or {}
    mapping = Mapping(
        kind=str(data.get("type", "alert")),
        uid_columns=[str(name) for name in uid.get("columns", [])],
        uid_prefix=str(uid.get("prefix", "")),
        published=data.get("published") or {},
        defaults=data.get("defaults") or {},
        fields={str(path): rule for path, rule in data["fields"].items()},
    )
    for field_path, rule in [*mapping.fields.items(), ("published", mapping.published or None)]:
        if rule is None:
            continue
        if not isinstance(rule, dict) or not isinstance(rule.get("column"), str):
            raise SourceRefused(f"{path}: {field_path} names no column")
    return mapping


def take_cell(row: Row, rule: dict[str, Any]) -> Any:
    """One cell by its rule: `map` replaces values, `split` makes a list, `date` reads a day in that format."""
    cell = row[rule["column"]]
    if "date" in rule:
        return _day(cell, rule["date"]) if cell else None
    if "split" in rule:
        parts = [part.strip() for part in cell.split(rule["split"])]
        return [rule.get("map", {}).get(part, part) for part in parts if part]
    return rule.get("map", {}).get(cell, cell)


def _day(cell: str, pattern: str) -> str:
    try:
        return datetime.strptime(cell, pattern).date().isoformat()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        raise RowRefused(f"{cell!r} is not a date of the form {pattern}") from None


def _put(item: Any, path: list[str], value: Any) -> None:
    """`targets.0.name` makes the list and the object on the way."""
    for step, following in itertools.pairwise(path):
        if step.isdigit():
            while len(item) <= int(step):
                item.append({})
            item = item[int(step)]
        else:
            item = item.setdefault(step, [] if following.isdigit() else {})
    item[path[-1]] = value
