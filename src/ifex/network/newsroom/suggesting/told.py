"""A text as the rules read it: its words with where they stand, and how much a place in it weighs."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from ifex.instruments.search.analysis import get_analyser
from ifex.instruments.search.analysis.words import WORD
from ifex.network.archive.checklist.telling_dates import ToldDate, dates_in

LONGEST_LEAD = 300
LONGEST_READ = 20_000
"""Characters; what follows an alert of ten times the usual length suggests nothing new."""

_BETWEEN_SENTENCES = re.compile(r"\n|[.!?؟]\W*\s")

IN_TITLE, IN_LEAD, IN_TEXT = 3, 2, 1
OF_EARLIER = 0.25
"""Of what that place would weigh: what happened years before is told beside."""

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class ToldWord:
    """`start` and `end` are places in `ToldText.text`."""

    written: str
    start: int
    end: int


@dataclass(frozen=True)
class ToldText:
    """One text in one language: a headline and plain paragraphs, a line for each."""

    language: str
    title: str
    body: str

    @cached_property
    def text(self) -> str:
        return f"{self.title.strip()}\n{self.body.strip()}"[:LONGEST_READ]

    @cached_property
    def words(self) -> list[ToldWord]:
        return [ToldWord(found[0], found.start(), found.end()) for found in WORD.finditer(self.text)]

    @cached_property
    def dates(self) -> list[ToldDate]:
        return list(dates_in(self.text, self.language))

    @cached_property
    def stems(self) -> list[str]:
        """Of every word; "" for one that has none, and within a date: March is no march."""
        joined = get_analyser(self.language).join_words
        dated = {place for told in self.dates for place in range(told.start, told.end)}
        return ["" if word.start in dated else joined([word.written]) for word in self.words]

    @cached_property
    def sentences(self) -> list[int]:
        """Of every word the number of its sentence."""
        numbers: list[int] = []
        before, number = 0, 0
        for word in self.words:
            number += _BETWEEN_SENTENCES.search(self.text, before, word.start) is not None
            numbers.append(number)
            before = word.end
        return numbers

    @cached_property
    def _lead_ends(self) -> int:
        """Where the first paragraph with words of its own (no dateline) ends; of a long one, its beginning."""
        return min(self._first_paragraph_ends, len(self.title.strip()) + LONGEST_LEAD)

    @cached_property
    def _first_paragraph_ends(self) -> int:
        at = len(self.title.strip()) + 1
        while at < len(self.text):
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            if len(self.text[at:end].split()) > 8:
                return end
            at = end + 1
        return len(self.text)

    @cached_property
    def _earlier_sentences(self) -> frozenset[int]:
        """Those that tell of years before the one that the text tells of first: how it was in 2014."""
        years: dict[int, list[int]] = defaultdict(list)
        for word, sentence in zip(self.words, self.sentences, strict=True):
            if _YEAR.fullmatch(word.written):
                years[sentence].append(int(word.written))
        own = next(iter(years.values()), [0])[0]
        return frozenset(sentence for sentence, told in years.items() if max(told) < own)

    def weight_of(self, number: int) -> float:
        """What is said with the word of that number, by where it stands."""
        weight = self.weight_at(self.words[number].start)
        return weight * OF_EARLIER if self.sentences[number] in self._earlier_sentences else weight

    def weight_at(self, start: int) -> int:
        if start <= len(self.title.strip()):
            return IN_TITLE
        return IN_LEAD if start < self._lead_ends else IN_TEXT
