"""Which languages an alert appears in, and which of them it was written in."""

from random import Random

from .tables import Country

_FRENCH_SPEAKING = frozenset({"french", "sahel", "congolese", "greatlakes", "malagasy"})
_ENGLISH_IN_FRENCH_CULTURES = frozenset({"GM"})
_ALSO_FRENCH = frozenset({"TG", "BJ"})
_MAGHREB = frozenset({"TN", "DZ", "MA", "MR"})
_SPANISH_SPEAKING = frozenset({"hispanic"})
_NOT_ARABIC = frozenset({"IR", "IL"})

# Source language: (en, fr, es, ar) by group; then the chance that each further language follows.
_SOURCES = {
    "maghreb": (0.30, 0.36, 0.0, 0.34),
    "arab": (0.34, 0.02, 0.0, 0.56),
    "french": (0.18, 0.82, 0.0, 0.0),
    "spanish": (0.17, 0.0, 0.83, 0.0),
    "portuguese": (0.75, 0.05, 0.20, 0.0),
    "english": (0.97, 0.02, 0.01, 0.0),
}
_FOLLOWS = {
    "maghreb": (0.29, 0.45, 0.07, 0.30),
    "arab": (0.34, 0.17, 0.08, 0.40),
    "french": (0.29, 0.45, 0.12, 0.09),
    "spanish": (0.26, 0.16, 0.42, 0.06),
    "portuguese": (0.60, 0.18, 0.40, 0.04),
    "english": (0.60, 0.25, 0.17, 0.135),
}
_CODES = ("en", "fr", "es", "ar")
FIRST_YEAR_OF_ARABIC = 2000
SHARE_IN_ALL_FOUR = 0.03


def group_of(country: Country) -> str:
    if country.code in _MAGHREB:
        return "maghreb"
    if (country.region == "mena" and country.code not in _NOT_ARABIC) or country.code == "SD":
        return "arab"
    if country.code in _ALSO_FRENCH:
        return "french"
    if country.culture in _FRENCH_SPEAKING and country.code not in _ENGLISH_IN_FRENCH_CULTURES:
        return "french"
    if country.culture in _SPANISH_SPEAKING:
        return "spanish"
    return "portuguese" if country.culture == "lusophone" else "english"


def choose_languages(rng: Random, country: Country, year: int) -> tuple[str, ...]:
    """The source language first. Arabic begins in 2000."""
    group = group_of(country)
    codes = _CODES if year >= FIRST_YEAR_OF_ARABIC else _CODES[:3]
    weights = _SOURCES[group][: len(codes)]
    source = rng.choices(codes, weights)[0]
    if rng.random() < SHARE_IN_ALL_FOUR:
        return (source, *(code for code in codes if code != source))
    chances = dict(zip(_CODES, _FOLLOWS[group], strict=True))
    return (source, *(code for code in codes if code != source and rng.random() < chances[code]))
