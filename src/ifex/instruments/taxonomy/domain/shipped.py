"""The data files as values: what this release of the software knows of vocabularies and countries."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import babel
import yaml
from babel import Locale

from ifex.foundations.core.labels import Labels
from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_CODES, LANGUAGE_TABLE
from ifex.instruments.taxonomy.enums import Vocabulary

DATA = Path(__file__).resolve().parent.parent / "data"
_OWN_FIELDS = frozenset(
    ["slug", "name", "scope_note", "parent", "group", "map", "retired", "replaced_by"]
)  # all others become attributes
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Shipped:
    """Terms by vocabulary and slug, countries by code: each a mapping of model field to value.

    A term's `parent` and `replaced_by` are slugs. `schemes`: notes and values of foreign classifications.
    """

    terms: Mapping[str, Mapping[str, dict[str, Any]]]
    countries: Mapping[str, dict[str, Any]]
    schemes: Mapping[str, dict[str, Any]]


def data_digest() -> str:
    """Changes with the data files, the language table and the CLDR edition that names countries."""
    digest = hashlib.sha256(f"{babel.__version__} {' '.join(LANGUAGE_CODES)}".encode())
    for path in sorted(DATA.rglob("*.yaml")):
        digest.update(path.relative_to(DATA).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def read_shipped() -> Shipped:
    """Read once in a process; the files change with the software only."""
    return Shipped(
        terms={name: _read_vocabulary(name) for name in Vocabulary.values},
        countries=dict(_read_countries(_read("countries.yaml"))),
        schemes=_read("schemes.yaml")["schemes"],
    )


def _read(name: str) -> Any:
    with (DATA / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_Loader)  # noqa: S506 - a safe loader, in C where it is built


def _read_vocabulary(name: str) -> dict[str, dict[str, Any]]:
    terms = _read(f"vocabularies/{name}.yaml")["terms"]
    return {row["slug"]: _term_values(row, position) for position, row in enumerate(terms)}


def _term_values(row: dict[str, Any], position: int) -> dict[str, Any]:
    note = row.get("scope_note", {})
    return {
        "name": row["name"],
        "scope_note": {DEFAULT_LANGUAGE: note} if isinstance(note, str) else note,
        "parent": row.get("parent"),
        "group": row.get("group", ""),
        "attributes": {key: value for key, value in row.items() if key not in _OWN_FIELDS},
        "maps": row.get("map", {}),
        "position": position * 10,
        "is_retired": row.get("retired", False),
        "replaced_by": row.get("replaced_by"),
    }


def _read_countries(table: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for region, rows in table["living"].items():
        for code, row in rows.items():
            names = {**cldr_names(code), **row.get("name", {})}
            yield code, _country_values(row, region=region, name=names)
    for code, row in table["historic"].items():
        yield code, _country_values(row, region=row["region"], name=row["name"])


def _country_values(row: dict[str, Any], *, region: str, name: Labels) -> dict[str, Any]:
    return {
        "alpha3": row["alpha3"],
        "name": name,
        "region": region,
        "from_year": row.get("from"),
        "until_year": row.get("until"),
        "successors": row.get("successors", []),
        "aliases": row.get("aliases", []),
        "is_disputed": "disputed" in row,
        "note": row.get("disputed", {}),
    }


def cldr_names(code: str) -> Labels:
    """The name of a living country in every language of the language table, as CLDR has it."""
    return {
        row.code: Locale.parse(row.cldr).territories[code].replace(" & ", " and ") for row in LANGUAGE_TABLE
    }
