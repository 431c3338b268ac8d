"""Invented alerts for measuring search: sentences in four languages, facets by Zipf's law, the same for every
engine.

Document n is a function of n and the seed alone, so a run may stop and go on anywhere.
"""

import gzip
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ifex.instruments.search.documents import Document, Texts

LANGUAGES = ("en", "fr", "es", "ar")
# How often an alert exists in each language.
_PROPORTIONS = {"en": 0.85, "fr": 0.35, "es": 0.3, "ar": 0.15}
# Facet: number of values, most values a document has, share of documents that have any.
FACETS = {
    "region": (6, 1, 1.0),
    "country": (200, 2, 1.0),
    "issue": (25, 3, 1.0),
    "violation": (60, 3, 0.95),
    "target": (30, 2, 0.9),
    "perpetrator": (20, 2, 0.7),
    "member": (120, 2, 0.9),
    "kind": (8, 1, 1.0),
    "status": (6, 1, 0.2),
    "situation": (15, 1, 0.2),
}
_FIRST_YEAR, _YEARS = 1995, 31


def read_sentences(folder: Path) -> dict[str, list[str]]:
    """Of each language, as the data folder's `sentences` has them."""
    sentences = {}
    for language in LANGUAGES:
        with gzip.open(folder / "sentences" / f"sentences_commonvoice_{language}.txt.gz", "rt") as file:
            sentences[language] = [line.strip() for line in file if line.strip()]
    return sentences


@dataclass(frozen=True)
class World:
    """Draws documents. About 200 words each, over one to four languages."""

    sentences: dict[str, list[str]]
    seed: int = 1

    def document(self, number: int) -> Document:
        draw = random.Random(self.seed * 1_000_003 + number)
        languages = [code for code, share in _PROPORTIONS.items() if draw.random() < share] or ["en"]
        year = _FIRST_YEAR + min(int(_YEARS * draw.random() ** 0.7), _YEARS - 1)
        day = date(year, 1, 1) + timedelta(days=draw.randrange(365))
        at = datetime(day.year, day.month, day.day, draw.randrange(24), draw.randrange(60), tzinfo=UTC)
        facets = {name: _draw_values(draw, name) for name in FACETS}
        facets["language"] = languages
        facets["year"] = [str(year)]
        words = 16 // len(languages)
        return Document(
            kind="alert",
            uid=f"s{number:09d}",
            at=at + timedelta(days=draw.randrange(5)),
            stamp=str(number),
            texts={code: self._texts(draw, code, max(words, 5)) for code in languages},
            labels={"en": [f"{name} {value}" for name in ("country", "issue") for value in facets[name]]},
            names=[" ".join(draw.choices(_SYLLABLES, k=2)) + " " + "".join(draw.choices(_SYLLABLES, k=2))],
            facets=facets,
            day=day,
            year=year,
        )

    def _texts(self, draw: random.Random, language: str, count: int) -> Texts:
        chosen = draw.choices(self.sentences[language], k=count)
        return Texts(title=chosen[0], summary=" ".join(chosen[1:3]), body=" ".join(chosen[3:]))

    def documents(self, count: int, after: int = 0) -> Iterator[Document]:
        return (self.document(number) for number in range(after, count))


_SYLLABLES = [
    "Ama",
    "Beni",
    "Dalo",
    "Faru",
    "Gami",
    "Hadi",
    "Jora",
    "Kaba",
    "Lemo",
    "Nadi",
    "Omar",
    "Rafi",
    "Sami",
    "Tari",
    "Walid",
    "Yusa",
    "Zana",
    "Chari",
    "Shaba",
]


def _draw_values(draw: random.Random, facet: str) -> list[str]:
    values, most, share = FACETS[facet]
    if draw.random() > share:
        return []
    count = 1 + sum(draw.random() < 0.25 for _ in range(most - 1))
    # The inverse of a Zipf-like distribution: small numbers are frequent.
    return list(dict.fromkeys(f"{facet[:3]}-{int(values ** draw.random()):03d}" for _ in range(count)))
