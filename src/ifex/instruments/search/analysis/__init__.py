"""Text becomes tokens here, the same for every engine. One module for each language; a language without one
is common.
"""

from functools import cache

from . import ar, en, es, fr
from .analyser import Analyser, Span
from .arabic_stem import light_stem
from .snowball import has_snowball, snowball

__all__ = ["Analyser", "Span", "find_exacter", "get_analyser"]

_ANALYSERS = {"en": en.ANALYSER, "fr": fr.ANALYSER, "es": es.ANALYSER, "ar": ar.ANALYSER}
_EXACTERS = {"ar": ar.EXACTER}


def _as_folded(word: str) -> str:
    return word


@cache
def get_analyser(language: str) -> Analyser:
    """The analyser of a language. One that has no module is folded, and stemmed where Snowball knows it."""
    found = _ANALYSERS.get(language)
    if found is not None:
        return found
    stem = snowball(language) if has_snowball(language) else _as_folded
    return Analyser(stem=stem, stem_arabic=light_stem)


def find_exacter(language: str) -> Analyser | None:
    """The second analysis of a language whose first one joins a little too much; indexed in a field of its
    own.
    """
    return _EXACTERS.get(language)
