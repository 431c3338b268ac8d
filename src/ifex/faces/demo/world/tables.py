"""The world's data, read once: countries, names, outlets, phrases, events. Nothing changes it after loading."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .grammar import Sentence, of, typeset

LANGUAGES = ("en", "fr", "es", "ar")
_DATA = Path(__file__).parent / "data"

Four = dict[str, str]


@dataclass(frozen=True, slots=True)
class City:
    names: Four
    latitude: float
    longitude: float
    in_: Four = field(compare=False)
    of_: Four = field(compare=False)


@dataclass(frozen=True, slots=True)
class Country:
    """`the` carries the article where the language has one; `in_` and `of_` are ready to stand in a sentence."""

    code: str
    region: str
    culture: str
    weight: float
    names: Four
    the: Four
    in_: Four
    of_: Four
    cities: tuple[City, ...]


@dataclass(frozen=True, slots=True)
class Culture:
    """Names as (Latin, Arabic, native or the same Latin)."""

    male: tuple[tuple[str, str, str], ...]
    female: tuple[tuple[str, str, str], ...]
    surnames: tuple[tuple[str, str, str], ...]
    family_first: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing said in four languages."""

    sentences: dict[str, Sentence]

    def __getitem__(self, language: str) -> Sentence:
        return self.sentences[language]


@dataclass(frozen=True, slots=True)
class Event:
    """One type of event: the facts it brings and the words for it."""

    key: str
    slug: str
    facts: dict[str, Any]
    titles: tuple[Telling, ...]
    leads: tuple[Telling, ...]
    details: tuple[Telling, ...]


def _tell(row: Four) -> Telling:
    return Telling({language: Sentence(row[language], language) for language in LANGUAGES})


def _read_yaml(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 a safe loader, in C where there is one


def _read_lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@cache
def countries() -> tuple[Country, ...]:
    rows: list[tuple[list[str], list[City]]] = []
    for line in _read_lines("countries.txt"):
        cells = [cell.strip() for cell in line.split("|")]
        if line.startswith(" "):
            rows[-1][1].append(_make_city(cells))
        else:
            rows.append((cells, []))
    return tuple(_make_country(cells, tuple(cities)) for cells, cities in rows)


def _make_city(cells: list[str]) -> City:
    english, french, spanish, arabic, place = cells
    latitude, longitude = map(float, place.split())
    names = {
        "en": typeset(english, "en"),
        "fr": typeset(french or english, "fr"),
        "es": typeset(spanish or english, "es"),
        "ar": arabic,
    }
    in_french = "au " + names["fr"][3:] if names["fr"].startswith("Le ") else "à " + names["fr"]
    in_ = {"en": "in " + names["en"], "fr": in_french, "es": "en " + names["es"], "ar": "في " + arabic}
    spanish_of = "de " + names["es"]
    of_ = {"en": "of " + names["en"], "fr": of(names["fr"], "fr"), "es": spanish_of, "ar": arabic}
    return City(names, latitude, longitude, in_, of_)


def _make_country(cells: list[str], cities: tuple[City, ...]) -> Country:
    code, region, culture, weight, english, french, spanish, arabic = cells
    english, _, article = english.partition(";")
    french, _, preposition = french.partition(";")
    french, english = typeset(french, "fr"), typeset(english, "en")
    the = {"en": "the " + english if article else english, "fr": french, "es": spanish, "ar": arabic}
    bare_french = french
    for mark in ("la ", "le ", "les ", "l’"):
        bare_french = bare_french.removeprefix(mark)
    names = the | {"fr": bare_french, "es": spanish.removeprefix("la ")}
    in_ = {"en": "in " + the["en"], "fr": _in_french(french, bare_french, preposition)}
    in_ |= {"es": "en " + spanish, "ar": "في " + arabic}
    of_ = {
        "en": "of " + the["en"],
        "fr": _of_french(french, bare_french),
        "es": "de " + spanish,
        "ar": arabic,
    }
    return Country(code, region, culture, float(weight), names, the, in_, of_, cities)


def _in_french(name: str, bare: str, preposition: str) -> str:
    if preposition:
        return f"{preposition} {name}"
    if name.startswith("le "):
        return "au " + bare
    return ("aux " if name.startswith("les ") else "en ") + bare


def _of_french(name: str, bare: str) -> str:
    if name.startswith("la République"):
        return "de " + name
    if name.startswith(("la ", "l’")):
        return of(bare, "fr")
    return of(name, "fr")


@cache
def cultures() -> dict[str, Culture]:
    found: dict[str, dict[str, Any]] = {}
    current: dict[str, Any] = {}
    for line in _read_lines("names.txt"):
        if line.startswith("["):
            key, _, order = line[1:].partition("]")
            current = found[key] = {"family_first": "family-first" in order}
        else:
            kind, _, names = line.partition(":")
            current[kind] = _read_names(names)
    return {
        key: Culture(value["m"], value["f"], value["s"], value["family_first"])
        for key, value in found.items()
    }


def _read_names(text: str) -> tuple[tuple[str, str, str], ...]:
    if text.strip() == "*":
        return ()
    rows = []
    for item in text.split(","):
        latin, arabic, *native = item.strip().split("=")
        latin = typeset(latin, "en")
        rows.append((latin, arabic, native[0] if native else ""))
    return tuple(rows)


@cache
def outlet_words() -> dict[str, tuple[tuple[tuple[str, str, str], ...], tuple[tuple[str, str, str], ...]]]:
    """For each culture, the heads and tails of its outlets' names."""
    found: dict[str, Any] = {}
    users: list[str] = []
    heads: tuple[tuple[str, str, str], ...] = ()
    for line in _read_lines("outlets.txt"):
        if line.startswith("["):
            users = line.partition("]")[2].split()
        elif line.startswith("heads:"):
            heads = _read_names(line.removeprefix("heads:"))
        else:
            tails = _read_names(line.removeprefix("tails:"))
            found |= dict.fromkeys(users, (heads, tails))
    return found


@cache
def phrases() -> dict[str, Any]:
    found = _read_yaml(_DATA / "phrases.yaml")
    for key in ("topics", "charges", "terms", "sums", "laws", "good_laws", "works"):
        found[key] = [_typeset_four(row) for row in found[key]]
    found["agents"] = {kind: _typeset_four(row) for kind, row in found["agents"].items()}
    found["pieces"] = {kind: _typeset_four(row) for kind, row in found["pieces"].items()}
    found["scenes"] = [_tell(row) for row in found["scenes"]]
    found["roles"] = {kind: _typeset_four(row) for kind, row in found["roles"].items()}
    found["work_titles"] = [
        {code: typeset(title, code) for code, title in zip(LANGUAGES, row, strict=True)}
        for row in found["work_titles"]
    ]
    return dict(found)


def _typeset_four(row: dict[str, Any]) -> dict[str, Any]:
    return row | {code: typeset(row[code], code) for code in LANGUAGES}


@cache
def shared() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, rows in _read_yaml(_DATA / "shared.yaml").items():
        if key == "posts":
            found[key] = [_typeset_four(row) for row in rows]
        elif key == "case_summary":
            found[key] = {kind: _tell(row) for kind, row in rows.items()}
        elif isinstance(rows, dict):
            found[key] = (_tell(rows),)
        else:
            found[key] = tuple(_tell(row) for row in rows)
    return found


@cache
def notes() -> dict[str, dict[str, Four]]:
    """What is said of later publications; nothing in it is filled in."""
    return {
        key: {kind: _typeset_four(row) for kind, row in rows.items()}
        for key, rows in _read_yaml(_DATA / "notes.yaml").items()
    }


@cache
def submissions() -> list[dict[str, Any]]:
    return list(_read_yaml(_DATA / "submissions.yaml"))


@cache
def glossary() -> list[dict[str, str]]:
    """Terms by language."""
    return list(_read_yaml(_DATA / "glossary.yaml"))


@cache
def report() -> dict[str, Any]:
    """By language: slug, title, summary, chapters."""
    return dict(_read_yaml(_DATA / "report.yaml"))


@cache
def organisation_words() -> dict[str, Any]:
    return dict(_read_yaml(_DATA / "organisations.yaml"))


@cache
def events() -> dict[str, Event]:
    found: dict[str, Event] = {}
    for path in sorted((_DATA / "events").glob("*.yaml")):
        for key, row in _read_yaml(path).items():
            facts = row["facts"]
            parts = [tuple(_tell(item) for item in row[part]) for part in "tld"]
            found[key] = Event(key, facts.get("slug", key), facts, *parts)
    return found
