"""Snowball stemmers, one for each thread: PyStemmer's objects are not safe to share."""

import threading
from collections.abc import Callable

import Stemmer

_local = threading.local()


def has_snowball(language: str) -> bool:
    """Whether PyStemmer knows the language of this code (`de`) or name (`german`)."""
    try:
        Stemmer.Stemmer(language)
    except KeyError:
        return False
    return True


def snowball(language: str) -> Callable[[str], str]:
    """A function from word to stem."""

    def stem(word: str) -> str:
        stemmers = _local.__dict__
        found = stemmers.get(language)
        if found is None:
            # The analysers remember words themselves: no second cache.
            found = stemmers[language] = Stemmer.Stemmer(language, 0)
        result: str = found.stemWord(word)
        return result

    return stem
