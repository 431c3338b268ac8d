"""The network's own terms in a sentence, with their names in the other language."""

import re
from functools import lru_cache

from .models import GlossaryTerm

MOST_SHOWN = 6

Pair = tuple[str, str]


def terms_in(sentence: str, *, source: str, target: str, further: tuple[Pair, ...] = ()) -> list[Pair]:
    """(as it stands in the source language, in the target language); the longest first. `further` are pairs of others:
    the vocabularies' names.
    """
    folded = f" {_folded(sentence)} "
    found = [pair for pair in (*_glossary(source, target), *further) if f" {_folded(pair[0])} " in folded]
    return list(dict.fromkeys(sorted(found, key=lambda pair: -len(pair[0]))))[:MOST_SHOWN]


def _glossary(source: str, target: str) -> tuple[Pair, ...]:
    return tuple(
        (term.names[source], term.names[target])
        for term in GlossaryTerm.objects.all()
        if term.names.get(source) and term.names.get(target)
    )


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
