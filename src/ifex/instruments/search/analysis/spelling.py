"""Words as readers spell them, kept beside their folded form: completions and "did you mean" show these.

A token is `folded`, or `folded|spelling` where they differ; of a name also `~skeleton|spelling`.
"""

from .arabic_stem import normalise
from .names import skeleton
from .words import ARABIC, UNSPACED, WORD, clean_token, fold, without_apostrophes

SEPARATOR = "|"
NAME_MARK = "~"
_SHORTEST = 2
_MOST_REMEMBERED = 200_000
_remembered: dict[str, str] = {}


def folded_form(word: str) -> str:
    """What is compared: one spelling for what readers take for the same letters."""
    bare = without_apostrophes(word)
    return clean_token(normalise(bare) if ARABIC.search(bare) else fold(bare))


def spellings(text: str) -> set[str]:
    """The tokens of the words of `text`; single letters and scripts without spaces are left out."""
    found = set()
    for word in WORD.findall(text):
        token = _remembered.get(word)
        if token is None:
            token = _spell(word)
            if len(_remembered) >= _MOST_REMEMBERED:
                _remembered.clear()
            _remembered[word] = token
        if token:
            found.add(token)
    return found


def name_spellings(name: str) -> set[str]:
    """The tokens that lead from a skeleton to how the name is spelt."""
    return {
        f"{NAME_MARK}{bones}{SEPARATOR}{without_apostrophes(word).casefold()}"
        for word in WORD.findall(name)
        if (bones := skeleton(word))
    }


def _spell(word: str) -> str:
    folded = folded_form(word)
    if len(folded) < _SHORTEST or UNSPACED.search(folded):
        return ""
    plain = without_apostrophes(word).casefold()
    return folded if plain == folded else f"{folded}{SEPARATOR}{plain}"


def spelling_of(token: str) -> str:
    """What to show of a token."""
    return token.partition(SEPARATOR)[2] or token
