"""Whether words give a person's name: whole, a single word of it, or two words of it in another transliteration.

A whole name is found in any case, with or without diacritics, particles and spaces, in any order of its words. What is
found of a part may be a false alarm ("said", "May"), so it comes with its passage for an editor to judge.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ifex.instruments.search.analysis.names import skeleton
from ifex.instruments.search.analysis.spelling import folded_form
from ifex.instruments.search.analysis.words import UNSPACED, WORD, fold

from .common_words import COMMON_WORDS

SHORTEST_WORD = 3
LEAST_CONSONANTS = 5
_AROUND = 4
_OF_THE_KEY = 2
_MOST_BETWEEN = 2
# Soft hyphens, spaces without width and marks of direction, which part a word for a program and for no reader.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What is written together with the word: conjunction, preposition and article in Arabic, the article in Latin letters.
_PREFIXES = re.compile(r"^(?:[وف]?(?:لل|[بلك]?ال|[بلك])?(?=[\u0621-\u06d3])|[ae]l(?=\w{4}))?", re.IGNORECASE)
_ARTICLE = "ال"


@dataclass(frozen=True)
class Passage:
    """Where a part of a name may stand. `key` is of its own words: what is written anew is asked about anew."""

    words: str
    key: str


@dataclass(frozen=True)
class Found:
    is_whole: bool = False
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Word:
    """A word of a text: as written, folded, also without what is written together with it, and its consonants."""

    raw: str
    folded: str
    forms: frozenset[str]
    bones: frozenset[str]


@dataclass(frozen=True)
class Name:
    """A name as it is compared: its letters in one go, its telling words, their consonants."""

    together: str
    telling: tuple[str, ...]
    bones: tuple[str, ...]
    is_one_word: bool
    is_unspaced: bool


def find_names(names: Iterable[str], pieces: Iterable[str], *, besides: Iterable[str] = ()) -> Found:
    """What `pieces` (each a text by itself) give of `names`.

    Where one of the names `besides` stands whole, its words are nobody else's: two people may share a first name.
    """
    wanted = [name for name in map(name_of, names) if name.together]
    if not wanted:
        return Found()
    others = [name for name in map(name_of, besides) if name.together]
    passages: dict[str, Passage] = {}
    for piece in pieces:
        words = _words_of(piece)
        if any(_gives_whole(name, words, piece) for name in wanted):
            return Found(is_whole=True)
        taken = _places_of(others, words)
        for start, end in _parts_given(wanted, words):
            if not {start, end} <= taken:
                passage = _passage(words, start, end)
                passages[passage.key] = passage
    return Found(passages=tuple(passages.values()))


@dataclass(frozen=True)
class Read:
    """Words that many names are looked for in."""

    forms: frozenset[str]
    together: tuple[str, ...]


def read_words(pieces: Iterable[str]) -> Read:
    read = [_words_of(piece) for piece in pieces]
    forms = frozenset(form for words in read for word in words for form in word.forms)
    return Read(forms, tuple("".join(word.folded for word in words) for words in read))


def may_give(names: Iterable[str], read: Read) -> bool:
    """False where `find_names` would find none of them whole, in a fraction of its time."""
    wanted = [name for name in map(name_of, names) if name.together]
    return any(
        name.is_unspaced
        or not read.forms.isdisjoint(name.telling)
        or any(name.together in text for text in read.together)
        for name in wanted
    )


def passages_giving(names: Iterable[str], pieces: Iterable[str]) -> tuple[Passage, ...]:
    """Where `pieces` give one of `names` from its first word to its last; acronyms also without a capital, as in
    names of files, unless they are a common word.
    """
    wanted = [name for name in map(name_of, names) if name.together]
    passages: dict[str, Passage] = {}
    for words in map(_words_of, pieces if wanted else ()):
        for name in wanted:
            for at in range(len(words)):
                if end := end_of_name(name, words, at) or _end_of_small(name, words, at):
                    passage = _passage(words, at, end - 1)
                    passages[passage.key] = passage
    return tuple(passages.values())


def name_of(name: str) -> Name:
    words = _words_of(name)
    telling = [word for word in words if is_telling(word)]
    return Name(
        together="".join(word.folded for word in words),
        telling=tuple(_without_article(word.folded) for word in telling),
        bones=tuple(bone for word in telling if (bone := skeleton(word.raw)[1:])),
        is_one_word=len(words) == 1,
        is_unspaced=bool(UNSPACED.search(name)),
    )


def _without_article(folded: str) -> str:
    bare = folded.removeprefix(_ARTICLE)
    return bare if len(bare) >= SHORTEST_WORD else folded


def _words_of(text: str) -> list[Word]:
    plain = _INVISIBLE.sub("", text).replace("_", " ")
    return [word_of(raw) for raw in WORD.findall(plain)]


def word_of(raw: str) -> Word:
    bare = _PREFIXES.sub("", raw)
    # Which letters are prefixes cannot be told: the word with all of them, with some, and with none.
    shorter = [raw[cut:] for cut in range(1, len(raw) - len(bare) + 1) if len(raw) - cut >= SHORTEST_WORD]
    folded = folded_form(raw)
    return Word(
        raw,
        folded,
        frozenset([folded, *map(folded_form, shorter)]),
        frozenset(skeleton(form)[1:] for form in [raw, *shorter]) - {""},
    )


def is_telling(word: Word) -> bool:
    is_long = len(word.folded) >= SHORTEST_WORD and not UNSPACED.search(word.folded)
    return is_long and not word.folded.isdecimal() and not word.forms & COMMON_WORDS


def _gives_whole(name: Name, words: list[Word], piece: str) -> bool:
    if name.is_unspaced:
        return name.together in "".join(filter(str.isalnum, fold(piece)))
    if any(end_of_name(name, words, at) for at in range(len(words))):
        return True
    size = len(name.telling)
    telling = [word for word in words if is_telling(word)]
    return size > 1 and any(
        _is_every_word(name.telling, telling[at : at + size]) for at in range(len(telling) - size + 1)
    )


def end_of_name(name: Name, words: list[Word], at: int) -> int | None:
    """Behind the name that begins here, word for word, however it is parted by spaces and hyphens."""
    if name.is_one_word:
        # Without a capital it may be the common word: then it is for an editor to judge.
        is_given = words[at].raw[0].isupper() and words[at].folded == name.together
        return at + 1 if is_given else None
    for start in words[at].forms:
        together = start
        following = at + 1
        while len(together) < len(name.together) and following < len(words):
            together += words[following].folded
            following += 1
        if together == name.together:
            return following
    return None


def _end_of_small(name: Name, words: list[Word], at: int) -> int | None:
    is_given = name.is_one_word and words[at].folded == name.together and is_telling(words[at])
    return at + 1 if is_given else None


def _places_of(names: list[Name], words: list[Word]) -> set[int]:
    return {
        place
        for name in names
        for at in range(len(words))
        if (end := end_of_name(name, words, at))
        for place in range(at, end)
    }


def _is_every_word(telling: tuple[str, ...], words: list[Word]) -> bool:
    """Each word of the name once, in any order."""
    left = list(telling)
    for word in words:
        met = next((form for form in left if form in word.forms), None)
        if met is None:
            return False
        left.remove(met)
    return True


def _parts_given(names: list[Name], words: list[Word]) -> Iterator[tuple[int, int]]:
    telling = {form for name in names for form in name.telling}
    telling |= {name.together for name in names if name.is_one_word}
    for at, word in enumerate(words):
        if word.forms & telling:
            yield at, at
    for name in names:
        yield from _transliterated(name, words)


def _transliterated(name: Name, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Two words of the name, or more, close to each other by their consonants."""
    places = [(at, bone) for at, word in enumerate(words) for bone in word.bones & set(name.bones)]
    for (first, one), (second, other) in pairwise(places):
        are_two = one != other or name.bones.count(one) > 1
        # Few consonants are in many words: those of short names must stand side by side.
        most_between = _MOST_BETWEEN if len(one + other) >= LEAST_CONSONANTS else 0
        if are_two and 0 < second - first <= 1 + most_between:
            yield first, second


def _passage(words: list[Word], start: int, end: int) -> Passage:
    """The key is a digest: it says nothing to who does not have the words."""
    key = " ".join(word.folded for word in words[max(0, start - _OF_THE_KEY) : end + 1 + _OF_THE_KEY])
    shown = " ".join(word.raw for word in words[max(0, start - _AROUND) : end + 1 + _AROUND])
    return Passage(shown, hashlib.sha256(f"{start == end}\0{key}".encode()).hexdigest())
