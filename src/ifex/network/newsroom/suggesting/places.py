"""Countries by their names, their peoples and their towns, in the four languages at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from ifex.foundations.core.languages import LANGUAGE_TABLE
from ifex.instruments.search.analysis.arabic_stem import normalise
from ifex.instruments.search.analysis.words import ARABIC, WORD, fold, without_apostrophes
from ifex.instruments.taxonomy.queries import countries

from .told import ToldText
from .word_lists import read_list

OF_A_TOWN, OF_A_COUNTRY, OF_A_PEOPLE = 3, 3, 1
LEAST_SHARE = 0.6
"""Of the best one's score: a country that is only spoken of beside it is none of the alert's."""
LEAST_SCORE = 2
MOST_SUGGESTED = 3

SHORT = 3
"""Letters of a name that is known by its letters alone."""

_LONGEST_ENDING = 4
_LONGEST_NAME = 4
_ARABIC_BEFORE = ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف")
_ARABIC_AFTER = ("ي", "يه", "يين", "يون", "يات", "يا", "ان")

Key = tuple[str, ...]


def suggest_countries(told: ToldText) -> list[str]:
    """Codes, the likeliest first."""
    scores: dict[str, float] = defaultdict(float)
    for code, number, weight in _mentions(told):
        scores[code] += weight * told.weight_of(number)
    best = max(scores.values(), default=0.0)
    likely = [code for code, score in scores.items() if score >= max(best * LEAST_SHARE, LEAST_SCORE)]
    return sorted(likely, key=lambda code: -scores[code])[:MOST_SUGGESTED]


def _mentions(told: ToldText) -> Iterator[tuple[str, int, int]]:
    """(country, number of the word, what it counts), each mention once: the longest name wins."""
    names, peoples = _names(_labels_now()), _peoples()
    words = [_name_forms(word.written) for word in told.words]
    at = 0
    while at < len(words):
        found, length = _name_at(words, at, names)
        if _is_no_name(told.words[at].written, alone=length == 1):
            found = []
        if not found:
            found, length = _people_at(told.words[at].written, peoples), 1
        for code, weight in found:
            yield code, at, weight
        at += max(length, 1) if found else 1


def _is_no_name(written: str, *, alone: bool) -> bool:
    """Without its capital: "seul" is no Seoul, "quitó" no Quito; "Us" is no US."""
    if ARABIC.search(written):
        return False
    return written.islower() or (alone and len(written) <= SHORT and not written.isupper())


def _name_at(
    words: list[Key], at: int, names: dict[Key, list[tuple[str, int]]]
) -> tuple[list[tuple[str, int]], int]:
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        rest = tuple(forms[0] for forms in words[at + 1 : at + length])
        for first in words[at]:
            if (first, *rest) in names:
                return names[(first, *rest)], length
    return [], 1


def _people_at(written: str, peoples: dict[str, list[str]]) -> list[tuple[str, int]]:
    for form in _forms(written):
        if ARABIC.search(written):
            stems = [form.removesuffix(ending) for ending in _ARABIC_AFTER if form.endswith(ending)]
        else:
            stems = [
                form[:length] for length in range(len(form), max(3, len(form) - _LONGEST_ENDING - 1), -1)
            ]
        for stem in stems:
            if stem in peoples:
                return [(code, OF_A_PEOPLE) for code in peoples[stem]]
    return []


def _name_forms(written: str) -> Key:
    """As `_forms`, but with its article: floods (السيول) are not Seoul (سيول)."""
    first, *shorter = _forms(written)
    if not ARABIC.search(written):
        return (first, *shorter)
    rest = first[1:] if first[0] in "وف" and len(first) > 4 else first
    if rest.startswith("لل"):
        rest = f"ال{rest[2:]}"
    elif rest[0] in "بل" and len(rest) > 3:
        return tuple(dict.fromkeys([first, rest, rest[1:]]))
    return tuple(dict.fromkeys([first, rest]))


def _forms(written: str) -> Key:
    """The word as it is compared; an Arabic one also without what is written together with it."""
    bare = without_apostrophes(written)
    if not ARABIC.search(bare):
        return (fold(bare),)
    normal = normalise(bare)
    shorter = [normal.removeprefix(before) for before in _ARABIC_BEFORE if normal.startswith(before)]
    return tuple(dict.fromkeys([normal, *(form for form in shorter if len(form) > 2)]))


def _labels_now() -> tuple[tuple[str, Key], ...]:
    return tuple((row.code, tuple(dict.fromkeys([*row.name.values(), *row.aliases]))) for row in countries())


@lru_cache(maxsize=4)
def _names(labels: tuple[tuple[str, Key], ...]) -> dict[Key, list[tuple[str, int]]]:
    names: dict[Key, list[tuple[str, int]]] = defaultdict(list)
    for code, spelt in labels:
        for name in spelt:
            _enter(names, name, code, OF_A_COUNTRY)
    known = {code for code, _spelt in labels}
    for code, town in _towns():
        if code in known:
            _enter(names, town, code, OF_A_TOWN)
    return dict(names)


def _enter(names: dict[Key, list[tuple[str, int]]], name: str, code: str, weight: int) -> None:
    words = WORD.findall(name)
    key = tuple(_forms(word)[0] for word in words)
    if not key or len("".join(key)) < 3 or len(key) > _LONGEST_NAME:
        return
    keys = {key}
    if ARABIC.search(name) and weight == OF_A_COUNTRY:
        # `السودان` is found as `سودان` too.
        keys.add((key[0].removeprefix("ال") if len(key[0]) > 4 else key[0], *key[1:]))
    for one in keys:
        if code not in [known for known, _weight in names[one]]:
            names[one].append((code, weight))


def _towns() -> Iterator[tuple[str, str]]:
    for code, listed in read_list("places")["towns"].items():
        for town in listed.split(","):
            yield code, town.strip().strip('"')
    zones: Mapping[str, str] = get_global("zone_territories")
    for row in LANGUAGE_TABLE:
        named = Locale.parse(row.cldr).time_zones
        for zone, code in zones.items():
            city = named.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
            if zone.count("/") == 1:
                yield code, city


@lru_cache(maxsize=1)
def _peoples() -> dict[str, list[str]]:
    peoples: dict[str, list[str]] = defaultdict(list)
    for code, listed in read_list("places")["peoples"].items():
        for beginning in listed.split():
            peoples[beginning].append(code)
    for row in countries():
        for form in _forms(row.name.get("ar", "")):
            stem = form.removesuffix("ه").removesuffix("ا") if len(form) > 4 else form
            if len(stem) > 2 and " " not in stem and row.code not in peoples[stem]:
                peoples[stem].append(row.code)
    return dict(peoples)
