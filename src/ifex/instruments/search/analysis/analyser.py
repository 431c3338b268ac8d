"""Text becomes tokens: the one class behind every language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .words import ARABIC, UNSPACED, WORD, clean_token, fold, split_unspaced, without_apostrophes

_MOST_REMEMBERED = 200_000

Stem = Callable[[str], str]


class Span(NamedTuple):
    """One word of a text (`text[start:end]`) and its tokens (several only in scripts without spaces)."""

    start: int
    end: int
    tokens: tuple[str, ...]


class _Memory(dict[str, str]):
    """Word → its tokens, joined by spaces. Forgets everything once full: words come by Zipf's law."""

    def __init__(self, analyse: Callable[[str], str]) -> None:
        super().__init__()
        self._analyse = analyse

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        tokens = self[word] = self._analyse(word)
        return tokens


@dataclass(frozen=True, eq=False)
class Analyser:
    """One way from words to tokens.

    `stem` takes a folded word of a script with spaces that is not Arabic; `stem_arabic` takes an Arabic word
    as written.
    `stopwords` are folded words that say too little to be required of a result.
    """

    stem: Stem
    stem_arabic: Stem
    stopwords: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "_memory", _Memory(self._analyse))

    def _analyse(self, word: str) -> str:
        bare = without_apostrophes(word)
        pieces = split_unspaced(bare) if UNSPACED.search(bare) else [bare]
        tokens = [self.stem_arabic(p) if ARABIC.search(p) else self.stem(fold(p)) for p in pieces]
        return " ".join(t for t in map(clean_token, tokens) if t)

    def tokens(self, text: str) -> list[str]:
        """Every token of `text` in order."""
        return self.joined(text).split()

    def joined(self, text: str) -> str:
        """Every token of `text` in order, with spaces between: what engines index."""
        return self.join_words(WORD.findall(text))

    def join_words(self, words: list[str]) -> str:
        """As `joined`, of words already found (`words.WORD`)."""
        memory: _Memory = self._memory  # type: ignore[attr-defined]
        return " ".join([memory[word] for word in words])

    def spans(self, text: str) -> Iterator[Span]:
        """The words of `text`, where they stand, and their tokens."""
        memory: _Memory = self._memory  # type: ignore[attr-defined]
        for found in WORD.finditer(text):
            yield Span(found.start(), found.end(), tuple(memory[found.group()].split()))
