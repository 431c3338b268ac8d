"""Questions for measuring speed, drawn as readers' would be: frequent words often, rare ones rarely."""

import random
from collections import Counter
from dataclasses import dataclass

from bench.synthetic import FACETS, LANGUAGES
from ifex.instruments.search.analysis import get_analyser
from ifex.instruments.search.analysis.spelling import folded_form
from ifex.instruments.search.analysis.words import WORD


@dataclass(frozen=True)
class Asked:
    """One question: its kind for the table, the words, and the chosen facets."""

    kind: str
    language: str
    q: str
    country: str = ""
    years: tuple[int, int] | None = None

    @property
    def params(self) -> dict[str, str]:
        found = {"q": self.q}
        if self.country:
            found["country"] = self.country
        if self.years:
            found["year"] = f"{self.years[0]}..{self.years[1]}"
        return found


KINDS = ("one word", "two words", "phrase", "filtered word", "filter alone", "broad word", "match-all")


def draw_questions(sentences: dict[str, list[str]], each: int, seed: int = 7) -> list[Asked]:
    """`each` questions of each kind, the languages in turn (match-all once: there is one)."""
    draw = random.Random(seed)
    questions = [Asked("match-all", "en", "")]
    for language in LANGUAGES:
        stopwords = get_analyser(language).stopwords
        sample = draw.sample(sentences[language], k=min(8_000, len(sentences[language])))
        words = [w for line in sample for w in WORD.findall(line) if _is_telling(w, stopwords)]
        broad = [word for word, _ in Counter(words).most_common(20)]
        for _ in range(-(-each // len(LANGUAGES))):
            country = f"cou-{int(FACETS['country'][0] ** draw.random()):03d}"
            first = draw.randrange(1995, 2020)
            years = (first, first + draw.randrange(1, 6))
            questions += [
                Asked("one word", language, draw.choice(words)),
                Asked("two words", language, " ".join(draw.sample(words, k=2))),
                Asked("phrase", language, f'"{_pair(draw, sample)}"'),
                Asked("filtered word", language, draw.choice(words), country, years),
                Asked("filter alone", language, "", country, years),
                Asked("broad word", language, draw.choice(broad)),
            ]
    return questions


def _is_telling(word: str, stopwords: frozenset[str]) -> bool:
    return len(word) > 2 and word.isalpha() and folded_form(word) not in stopwords


def _pair(draw: random.Random, sample: list[str]) -> str:
    while True:
        words = WORD.findall(draw.choice(sample))
        if len(words) > 3:
            start = draw.randrange(len(words) - 1)
            return f"{words[start]} {words[start + 1]}"
