"""The invented network: its member organisations and their standing since 1992."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from .tables import LANGUAGES, City, Country, Four, countries, organisation_words, typeset

_REAL_ACRONYMS = frozenset(
    [
        "CPJ",
        "RSF",
        "IPI",
        "IFJ",
        "PEN",
        "MISA",
        "MFWA",
        "IPYS",
        "FLIP",
        "SEAPA",
        "CMFR",
        "ANHRI",
        "CJFE",
        "BAJ",
        "JED",
        "CPW",
    ]
)
_ACRONYM_SKIPS = frozenset(
    [
        "for",
        "the",
        "of",
        "and",
        "pour",
        "la",
        "le",
        "les",
        "des",
        "de",
        "du",
        "por",
        "para",
        "y",
        "el",
        "a",
        "l",
        "d",
    ]
)


@dataclass(slots=True, eq=False)
class Organisation:
    uid: str
    acronym: str
    names: Four
    arabic_gender: str
    country: Country
    city: City
    founded: int
    standings: list[dict[str, Any]]
    description: int

    def was_member(self, day: date) -> bool:
        return any(
            row["status"] in ("interim", "full")
            and row["from"] <= day
            and (row["until"] is None or day < row["until"])
            for row in self.standings
        )

    @property
    def website(self) -> str:
        return f"https://{self.acronym.lower()}.example"


class Network:
    """Every organisation that is or ever was a member, in the order of the data; the same names whatever the seed."""

    def __init__(self, rng: Random, today: date) -> None:
        self.organisations = _make_organisations(rng, today)
        self._sources: dict[tuple[str, int], list[Organisation]] = {}

    def draw_source(self, rng: Random, country: Country, year: int) -> Organisation:
        """A member of that year: of the country, more rarely of its region, else from anywhere."""
        key = (country.code, year)
        if key not in self._sources:
            members = [member for member in self.organisations if member.was_member(date(year, 1, 1))]
            here = [member for member in members if member.country.code == country.code]
            near = [member for member in members if member.country.region == country.region]
            self._sources[key] = here * (1 + len(near) // len(here)) + near if here else near or members
        return rng.choice(self._sources[key])


def _make_organisations(rng: Random, today: date) -> list[Organisation]:
    words = organisation_words()
    by_code = {country.code: country for country in countries()}
    acronyms: set[str] = set()
    network = []
    for index, code in enumerate(words["countries"]):
        country = by_code[code]
        pattern = index % len(words["patterns"])
        keyword = words["keywords"][(index * 7 + index // 30) % len(words["keywords"])]
        names = _names(words["patterns"][pattern], keyword)
        acronym = _acronym(names, country, acronyms)
        joined = _joined(rng, index, today)
        network.append(
            Organisation(
                uid=f"demo-o-{index + 1:03d}",
                acronym=acronym,
                names=names,
                arabic_gender=words["arabic_gender"][pattern],
                country=country,
                city=country.cities[0],
                founded=joined.year - rng.randint(1, 9),
                standings=_standings(rng, joined, today),
                description=rng.randrange(len(words["descriptions"])),
            )
        )
    return network


def _names(pattern: Four, keyword: list[str]) -> Four:
    return {
        code: typeset(pattern[code].format(word), code) for code, word in zip(LANGUAGES, keyword, strict=True)
    }


def _acronym(names: Four, country: Country, taken: set[str]) -> str:
    language = {"americas": "es"}.get(country.region, "en")
    if country.culture in ("french", "sahel", "congolese", "greatlakes") and country.code != "GM":
        language = "fr"
    if country.culture in ("anglo", "lusophone"):
        language = "en"
    words = names[language].replace("’", " ").replace("-", " ").split()
    letters = "".join(
        word[0] for word in words if word.lower() not in _ACRONYM_SKIPS and len(word) > 1
    ).upper()
    letters = letters.translate(str.maketrans("ÉÈÀÁÍÓÚÇ", "EEAAIOUC"))
    taken |= _REAL_ACRONYMS
    for candidate in (letters, letters + country.code, *(f"{letters}{number}" for number in range(2, 99))):
        if candidate not in taken:
            taken.add(candidate)
            return candidate
    return letters


def _joined(rng: Random, index: int, today: date) -> date:
    if index % 9 == 0:
        return date(1992, 9, 1)
    year = min(rng.randint(1993, 2021), today.year - 1)
    return date(year, rng.choice((2, 6, 10)), 1)


def _standings(rng: Random, joined: date, today: date) -> list[dict[str, Any]]:
    draw = rng.random()
    if draw < 0.05:
        return [{"status": "observer", "from": joined, "until": None}]
    admitted = joined + timedelta(days=rng.randint(200, 700))
    rows = [{"status": "interim", "from": joined, "until": admitted}]
    if admitted >= today:
        rows[0]["until"] = None
        return rows
    left = admitted + timedelta(days=rng.randint(1200, 7000))
    if draw < 0.17 and left < today:
        rows.append({"status": "full", "from": admitted, "until": left})
        rows.append(
            {"status": rng.choice(("withdrawn", "former", "former", "expelled")), "from": left, "until": None}
        )
    elif draw < 0.22 and left < today:
        back = left + timedelta(days=rng.randint(300, 800))
        rows.append({"status": "full", "from": admitted, "until": left})
        rows.append({"status": "suspended", "from": left, "until": back if back < today else None})
        if back < today:
            rows.append({"status": "full", "from": back, "until": None})
    else:
        rows.append({"status": "full", "from": admitted, "until": None})
    return rows


def organisation_object(organisation: Organisation) -> dict[str, Any]:
    """The organisation in the interchange format. The names stand without their articles."""
    description = organisation_words()["descriptions"][organisation.description]
    country = organisation.country
    return {
        "type": "organisation",
        "uid": organisation.uid,
        "acronym": organisation.acronym,
        "names": {code: plain_name(organisation.names[code], code) for code in LANGUAGES},
        "kind": "ngo",
        "country": country.code,
        "website": organisation.website,
        "founded": organisation.founded,
        "hidden": False,
        "standings": [
            row | {"from": row["from"].isoformat(), "until": row["until"] and row["until"].isoformat()}
            for row in organisation.standings
        ],
        "versions": {
            code: {"description": typeset(description[code].format(in_country=country.in_[code]), code)}
            for code in LANGUAGES
        },
        "extra": {},
    }


def plain_name(name: str, language: str) -> str:
    """A name without the article that the texts need."""
    articles = {"fr": ("l’", "le ", "la "), "es": ("el ", "la ")}.get(language, ())
    for article in articles:
        name = name.removeprefix(article)
    return name
