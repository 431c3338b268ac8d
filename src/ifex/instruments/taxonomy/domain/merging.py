"""How shipped values and an editor's become one row: an edit always wins, field by field, name by name."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models

LABEL_FIELDS = frozenset(["name", "scope_note", "note"])


def split_paths(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Field values as (path, value); a label is one path for each language: "name.fr"."""
    for field, value in values.items():
        if field in LABEL_FIELDS:
            yield from ((f"{field}.{language}", text) for language, text in value.items())
        else:
            yield field, value


def read_path(row: models.Model, path: str) -> Any:
    field, _, language = path.partition(".")
    value = getattr(row, field)
    return value.get(language, "") if language else value


def write_path(row: models.Model, path: str, value: Any) -> str:
    """Set the value at `path`; returns the name of the field that changed."""
    field, _, language = path.partition(".")
    if not language:
        setattr(row, field, value)
    elif value:
        setattr(row, field, {**getattr(row, field), language: value})
    else:
        setattr(row, field, {key: text for key, text in getattr(row, field).items() if key != language})
    return field


def changed_paths(row: models.Model, values: Mapping[str, Any]) -> list[str]:
    """The paths at which `row` differs from `values`; also at a language that `values` lacks."""
    wanted = dict(split_paths(values))
    for field in LABEL_FIELDS & values.keys():
        wanted |= {f"{field}.{code}": "" for code in getattr(row, field) if code not in values[field]}
    return [path for path, value in wanted.items() if read_path(row, path) != value]


def merge_shipped(
    row: models.Model, values: Mapping[str, Any], edited: Iterable[str]
) -> tuple[set[str], bool]:
    """Write what the data files say into `row`, save where an editor has spoken (also by adding a language).

    Returns the names of the changed fields, and whether an edit was kept against the data.
    """
    kept, changed = frozenset(edited), set()
    has_kept = False
    for path, value in split_paths(values):
        if read_path(row, path) == value:
            continue
        if path in kept:
            has_kept = True
        else:
            changed.add(write_path(row, path, value))
    return changed, has_kept
