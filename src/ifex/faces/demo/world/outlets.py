"""Invented newspapers, stations and sites."""

from dataclasses import dataclass
from random import Random

from .tables import Country, Four, outlet_words

# kind: (target kind, first year, mention in en, fr, es, ar; gender in fr, es, ar)
_KINDS: dict[str, tuple[str, int, str, str, str, str, str]] = {
    "daily": ("newspapers", 0, "the daily {}", "le quotidien {}", "el diario {}", "صحيفة «{}»", "mmf"),
    "weekly": (
        "newspapers",
        0,
        "the weekly {}",
        "l’hebdomadaire {}",
        "el semanario {}",
        "صحيفة «{}» الأسبوعية",
        "mmf",
    ),
    "magazine": ("magazines", 0, "the magazine {}", "le magazine {}", "la revista {}", "مجلة «{}»", "mff"),
    "radio": (
        "radio-stations",
        0,
        "the radio station {}",
        "la radio {}",
        "la emisora {}",
        "إذاعة «{}»",
        "fff",
    ),
    "community": (
        "community-radio-stations",
        0,
        "the community radio station {}",
        "la radio communautaire {}",
        "la radio comunitaria {}",
        "إذاعة «{}» المجتمعية",
        "fff",
    ),
    "television": (
        "television-stations",
        0,
        "the television channel {}",
        "la chaîne de télévision {}",
        "el canal de televisión {}",
        "قناة «{}»",
        "fmf",
    ),
    "agency": (
        "news-agencies",
        0,
        "the news agency {}",
        "l’agence de presse {}",
        "la agencia de noticias {}",
        "وكالة «{}» للأنباء",
        "fff",
    ),
    "site": (
        "online-media",
        2000,
        "the news site {}",
        "le site d’information {}",
        "el portal de noticias {}",
        "موقع «{}» الإخباري",
        "mmm",
    ),
}
_WEIGHTS = {
    "daily": 5,
    "weekly": 3,
    "magazine": 1,
    "radio": 3,
    "community": 2,
    "television": 2,
    "agency": 1,
    "site": 5,
}
PRINT = ("daily", "weekly", "magazine")
AIR = ("radio", "community", "television")


@dataclass(frozen=True, slots=True, eq=False)
class Outlet:
    """`mention` is the noun phrase with its article; `gender` is that of its noun in each language."""

    kind: str
    target_kind: str
    since: int
    name: str
    mention: Four
    gender: Four


_WORDS_OF = {"GM": "nigerian", "TG": "sahel", "BJ": "sahel", "MR": "arab"}


def make_outlet(rng: Random, country: Country, kind: str) -> Outlet:
    heads, tails = outlet_words()[_WORDS_OF.get(country.code, country.culture)]
    head, tail = rng.choice(heads), rng.choice(tails)
    target_kind, since, english, french, spanish, arabic, genders = _KINDS[kind]
    latin, in_arabic = f"{head[0]} {tail[0]}", f"{head[1]} {tail[1]}"
    mention = {
        "en": english.format(latin),
        "fr": french.format(latin),
        "es": spanish.format(latin),
        "ar": arabic.format(in_arabic),
    }
    gender = dict(zip(("fr", "es", "ar"), genders, strict=True)) | {"en": "m"}
    return Outlet(kind, target_kind, since, latin, mention, gender)


def make_outlets(rng: Random, country: Country) -> tuple[Outlet, ...]:
    """The media of a country: more where more is reported, at least one of every kind."""
    kinds = [*_KINDS, "site", "site"]
    kinds += rng.choices(kinds, [_WEIGHTS[kind] for kind in kinds], k=int(country.weight))
    return tuple(make_outlet(rng, country, kind) for kind in kinds)
