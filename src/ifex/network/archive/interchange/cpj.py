"""The public export of the Committee to Protect Journalists: journalists killed. One row is one person and one alert.

The export gives no day, only a year. What no field of ours takes stays in `extra`, cell by cell.
"""

import re
from typing import Any

from .csv_source import Row, RowRefused

PUBLISHER = "Committee to Protect Journalists"

DEATHS = {
    "Murder": "murder",
    "Crossfire": "killed-in-crossfire",
    "Dangerous Assignment": "killed-on-dangerous-assignment",
}
PERPETRATORS = {
    "Political Group": "armed-opposition",
    "Military Officials": "armed-forces",
    "Government Officials": "national-officials",
    "Criminal Group": "organised-crime",
    "Paramilitary Group": "pro-government-militia",
    "Local Residents": "private-individual",
    "Mob Violence": "crowd",
    "Unknown Fire": "unknown",
    "Unknown": "unknown",
}
JOBS = {
    "Broadcast Reporter": "broadcasters",
    "Camera Operator": "camera-operators",
    "Columnist/Commentator": "columnists",
    "Editor": "editors",
    "Photographer": "photojournalists",
    "Publisher/Owner": "media-owners",
    "Technician": "media-workers",
}
GENDERS = {"Male": "m", "Female": "f"}
FURTHER = {"tortured": "torture", "captive": "abduction", "threatened": "threat"}
WORDS_OF_DEATH = {
    "Murder": "was murdered",
    "Crossfire": "was killed in crossfire",
    "Dangerous Assignment": "was killed on a dangerous assignment",
}
CPJ_COLUMNS = (
    "year", "combinedStatus", "fullName", "primaryNationality", "secondaryNationality", "tertiaryNationality", "gender",
    "type", "typeOfDeath", "employedAs", "organizations", "jobs", "coverage", "mediums", "country", "location",
    "locality", "sourcesOfFire", "motiveConfirmed", "impunityMurder", "tortured", "captive", "threatened",
)  # fmt: skip
_BRINGS_ITS_WORD = re.compile(
    r"(?:near|outside|between|in|at|on|off|around|(?:north|south)?(?:east|west)? of|(?:north|south) of)\b",
    re.IGNORECASE,
)
_TAKEN = {
    "year", "fullName", "gender", "typeOfDeath", "organizations", "country", "locality", "primaryNationality",
    "sourcesOfFire", "mediums",
}  # fmt: skip


def read_cpj_row(row: Row, key: str) -> list[dict[str, Any]]:
    """The person, then the alert. Raises RowRefused."""
    if not row["fullName"]:
        stray = ", ".join(f"{name} {cell}" for name, cell in row.items() if cell)
        raise RowRefused(f"no person is named (the row holds only: {stray})")
    if not row["year"].isdigit():
        raise RowRefused(f"year is {row['year']!r}, not a year")
    return [_person(row, key), _alert(row, key)]


def _person(row: Row, key: str) -> dict[str, Any]:
    return {
        "type": "person",
        "uid": f"cpj-p-{key}",
        "names": {"en": row["fullName"]},
        "gender": GENDERS.get(row["gender"], "unknown"),
        "nationalities": _nationalities(row),
        "kind": _target_kind(row),
        "consent": "public",
        "outlets": _list(row["organizations"]),
    }


def _alert(row: Row, key: str) -> dict[str, Any]:
    return {
        "type": "alert",
        "uid": f"cpj-{key}",
        "kind": "capsule",
        "urgency": "background",
        "published": "now",
        "happened": {"from": f"{row['year']}-01-01", "precision": "year"},
        "countries": [row["country"]],
        "place": {"name": _place(row), "precision": "city"},
        "issues": ["safety-of-journalists", "impunity"]
        if row["impunityMurder"]
        else ["safety-of-journalists"],
        "violations": [DEATHS.get(row["typeOfDeath"], "killing"), *_further_violations(row)],
        "targets": [_target(row, key)],
        "perpetrators": _perpetrators(row),
        # The committee confirms a motive; how well the facts are established it does not say in our terms.
        "expression_link": "clear" if row["combinedStatus"] == "Confirmed" else "not-excluded",
        "sources": [{"organisation": PUBLISHER, "url": "https://cpj.org/data/"}],
        "source_language": "en",
        "versions": {"en": {"title": _title(row), "summary": _sentence(row), "body": _body(row)}},
        "extra": {"cpj": {name: cell for name, cell in row.items() if cell and name not in _TAKEN}},
    }


def _target(row: Row, key: str) -> dict[str, Any]:
    return {
        "name": row["fullName"],
        "kind": _target_kind(row),
        "gender": GENDERS.get(row["gender"], "unknown"),
        "nationality": next(iter(_nationalities(row)), None),
        "outlet": ", ".join(_list(row["organizations"])),
        "consent": "public",
        "person": f"cpj-p-{key}",
    }


def _target_kind(row: Row) -> str:
    if row["type"] == "Media Worker":
        return "media-workers"
    known = [JOBS[job] for job in _list(row["jobs"]) if job in JOBS]
    if known:
        return known[0]
    return "freelance-journalists" if row["employedAs"] == "Freelance" else "journalists"


def _further_violations(row: Row) -> list[str]:
    return [slug for column, slug in FURTHER.items() if row[column] == "Yes"]


def _perpetrators(row: Row) -> list[dict[str, Any]]:
    kinds = [PERPETRATORS.get(name, name) for name in _list(row["sourcesOfFire"])] or ["unknown"]
    return [_perpetrator(kind) for kind in dict.fromkeys(kinds)]


def _perpetrator(kind: str) -> dict[str, Any]:
    """The committee calls it a suspected source of fire."""
    if kind == "unknown":
        return {"kind": kind, "certainty": "unknown"}
    return {"kind": kind, "certainty": "alleged", "claimed_by": PUBLISHER}


def _nationalities(row: Row) -> list[str]:
    columns = ("primaryNationality", "secondaryNationality", "tertiaryNationality")
    return [row[column] for column in columns if row[column]]


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


def _title(row: Row) -> str:
    return f"{row['fullName']}, {_work(row)}, killed{_where(row)}"


def _sentence(row: Row) -> str:
    died = WORDS_OF_DEATH.get(row["typeOfDeath"], "was killed")
    return f"{row['fullName']}, {_work(row)}, {died}{_where(row)}, in {row['year']}."


def _work(row: Row) -> str:
    role = "media worker" if row["type"] == "Media Worker" else "journalist"
    outlets = [
        name for name in _list(row["organizations"]) if name.lower() not in {"freelance", "freelancer"}
    ]
    return f"{role} ({', '.join(outlets)})" if outlets else f"freelance {role}"


def _where(row: Row) -> str:
    """As it follows "killed": " in Kabul, Afghanistan", " near Qena, Egypt"."""
    place, country = _place(row), row["country"]
    if place in ("", country):
        return f" in {country}"
    if "(" in place and "," in place:
        # It names another country than the one that is counted: the consulate of one in a city of the other.
        return f": {place}"
    whole = place if place.endswith(country) else f"{place}, {country}"
    return f" {whole[0].lower()}{whole[1:]}" if _BRINGS_ITS_WORD.match(place) else f" in {whole}"


def _place(row: Row) -> str:
    place = row["locality"] or row["location"]
    return "" if "unknown" in place.lower() else place


def _body(row: Row) -> str:
    facts = [
        ("Work", row["jobs"]),
        ("Medium", row["mediums"]),
        ("Subjects covered", row["coverage"]),
        ("Suspected source of fire", row["sourcesOfFire"]),
        ("Motive", row["motiveConfirmed"] if row["motiveConfirmed"] != "N/A" else ""),
        ("Impunity", row["impunityMurder"]),
    ]
    items = "".join(f"<li>{name}: {_escaped(', '.join(_list(cell)))}</li>" for name, cell in facts if cell)
    return f"<ul>{items}</ul>" if items else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
