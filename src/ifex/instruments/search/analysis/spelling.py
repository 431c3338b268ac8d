"""Words as readers spell them, kept beside their folded form: completions and "did you mean" show these.

A token is `folded`, or `folded|spelling` where they differ; of a name also `~skeleton|spelling`.
"""

from collections.abc import Iterable

from .arabic_stem import normalise
from .names import skeleton
from .words import ARABIC, UNSPACED, clean_token, fold, without_apostrophes

SEPARATOR = "|"
NAME_MARK = "~"
_SHORTEST = 2
_ARTICLE = "ال"
_SHORTEST_WITH_ARTICLE = 5
_MOST_REMEMBERED = 200_000


def folded_form(word: str) -> str:
    """What is compared: one spelling for what readers take for the same letters."""
    bare = without_apostrophes(word)
    return clean_token(normalise(bare) if ARABIC.search(bare) else fold(bare))


class _Memory(dict[str, str]):
    """Word → its token; forgets everything once full."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        token = self[word] = _spell(word)
        return token


_memory = _Memory()


def spellings(words: Iterable[str]) -> set[str]:
    """The tokens of some words; single letters and scripts without spaces are left out. Those of an Arabic
    word with its article are two, with a space between.
    """
    found = {_memory[word] for word in set(words)}
    found.discard("")
    return found


def name_spellings(words: Iterable[str]) -> set[str]:
    """The tokens that lead from the skeletons of the words of names to how they are spelt."""
    return {
        f"{NAME_MARK}{bones}{SEPARATOR}{without_apostrophes(word).casefold()}"
        for word in words
        if (bones := skeleton(word))
    }


def _spell(word: str) -> str:
    folded = folded_form(word)
    if len(folded) < _SHORTEST or UNSPACED.search(folded):
        return ""
    plain = without_apostrophes(word).casefold()
    token = folded if plain == folded else f"{folded}{SEPARATOR}{plain}"
    if folded.startswith(_ARTICLE) and len(folded) > _SHORTEST_WITH_ARTICLE:
        # Who types the word without its article is understood too.
        return f"{token} {folded.removeprefix(_ARTICLE)}{SEPARATOR}{plain}"
    return token


def spelling_of(token: str) -> str:
    """What to show of a token."""
    return token.partition(SEPARATOR)[2] or token
