"""Persons whom the archive knows and the text names, in any script. Half a name is no name."""

from collections.abc import Iterator
from dataclasses import dataclass

from ifex.instruments.search.analysis.names import other_scripts, skeleton
from ifex.instruments.search.analysis.words import WORD, fold
from ifex.instruments.search.finding import named_in
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.network.archive.enums import PERSON
from ifex.network.archive.known_persons import KnownPerson, named_persons

from .told import ToldText

MOST_LOOKED_AT = 30
MOST_SUGGESTED = 6
_ARTICLES = frozenset(["al", "el", "ul", "an", "as", "ash", "ar", "ad"])


@dataclass(frozen=True)
class SuggestedPerson:
    """`written` is the name as the text has it."""

    uid: str
    name: str
    written: str


@dataclass(frozen=True)
class _Word:
    folded: str
    bones: str
    start: int
    end: int


def suggest_persons(told: ToldText) -> list[SuggestedPerson]:
    """In the order in which the text names them; none while the search is not available."""
    try:
        hits = named_in(told.text, kind=PERSON, limit=MOST_LOOKED_AT)
    except SearchUnavailable:
        return []
    words = list(_words_of(told))
    found = []
    for uid, person in named_persons([hit.uid for hit in hits]).items():
        place = _place_of(person.known, words)
        if place is not None:
            start, end = place
            name = person.known.name(told.language)
            found.append((start, SuggestedPerson(uid, name, told.text[start:end])))
    return [one for _start, one in sorted(found, key=lambda pair: pair[0])][:MOST_SUGGESTED]


def _words_of(told: ToldText) -> Iterator[_Word]:
    for word in told.words:
        if word.written.casefold() not in _ARTICLES and (bones := skeleton(word.written)):
            yield _Word(fold(word.written), bones, word.start, word.end)


def _place_of(known: KnownPerson, words: list[_Word]) -> tuple[int, int] | None:
    """Where the text has one of the person's names."""
    for name in [*known.names.values(), *known.further_names]:
        parts = [part for part in _parts_of(name) if skeleton(part)]
        if len(parts) > 1 and (place := _run_of(parts, words)):
            return place
    return None


def _run_of(parts: list[str], words: list[_Word]) -> tuple[int, int] | None:
    bones = [{skeleton(part), *other_scripts(skeleton(part))} for part in parts]
    folded = [fold(part) for part in parts]
    for at in range(len(words) - len(parts) + 1):
        run = words[at : at + len(parts)]
        is_alike = all(word.bones in allowed for word, allowed in zip(run, bones, strict=True))
        if is_alike and _is_name(run, parts, folded):
            return run[0].start, run[-1].end
    return None


def _is_name(run: list[_Word], parts: list[str], folded: list[str]) -> bool:
    """Consonants alone say enough across scripts only; within one, a word of the name is also spelt alike."""
    is_of_one_script = run[0].bones[0] == skeleton(parts[0])[0]
    return not is_of_one_script or any(
        word.folded.endswith(part) for word, part in zip(run, folded, strict=True)
    )


def _parts_of(name: str) -> list[str]:
    return [part for part in WORD.findall(name) if part.casefold() not in _ARTICLES]
