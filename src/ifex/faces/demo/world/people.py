"""Invented persons, and how each language speaks of them."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from .grammar import of, to, with_article
from .outlets import Outlet
from .tables import Country, Four, cultures, phrases

_WITHHELD = {
    "en": ", whose name is being withheld",
    "fr": ", dont l’identité n’est pas divulguée",
    "es": ", cuya identidad se reserva",
    "ar": " لم يُكشف عن [اسمه|اسمها]",
}
_INDEFINITE = {"fr": ("un ", "une "), "es": ("un ", "una ")}
_OTHER_SPELLINGS = (
    ("Sh", "Ch"),
    ("sh", "ch"),
    ("ou", "u"),
    ("ee", "i"),
    ("kh", "x"),
    ("Y", "J"),
    ("w", "v"),
    ("i", "y"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A full name and the short one of later mentions, in Latin and in Arabic letters."""

    latin: str
    short_latin: str
    arabic: str
    short_arabic: str
    native: str = ""

    def full(self, language: str) -> str:
        return self.arabic if language == "ar" else self.latin

    def short(self, language: str) -> str:
        return self.short_arabic if language == "ar" else self.short_latin


@dataclass(slots=True, eq=False)
class Person:
    """`shown` is the name that texts use: the pseudonym where there is one, None where the person is not named."""

    name: Name
    shown: Name | None
    gender: str
    kind: str
    country: Country
    nationality: str
    outlet: Outlet | None
    consent: str
    uid: str | None = None
    born: int | None = None
    is_dead: bool = False
    last_seen: date | None = None
    variants: tuple[str, ...] = ()

    @property
    def agreement(self) -> str:
        return "f" if self.gender == "f" else "m"

    @property
    def pseudonym(self) -> str | None:
        return self.shown.latin if self.shown is not None and self.shown is not self.name else None


def _agree(text: str, agreement: str) -> str:
    if "[" not in text:
        return text
    before, _, rest = text.partition("[")
    choice, _, after = rest.partition("]")
    return before + choice.split("|")[agreement == "f"] + _agree(after, agreement)


def make_name(rng: Random, country: Country, gender: str) -> Name:
    culture = cultures()[country.culture]
    given = rng.choice(culture.female if gender == "f" else culture.male)
    if not culture.surnames:
        return Name(given[0], given[0], given[1], given[1], given[2])
    family = rng.choice(culture.surnames)
    pair = (family, given) if culture.family_first else (given, family)
    latin, arabic = (" ".join(part[index] for part in pair) for index in (0, 1))
    native = ("" if country.culture == "chinese" else " ").join(part[2] for part in pair)
    short = given if country.culture in ("thai", "ethiopian", "mongolian") else family
    return Name(latin, short[0], arabic, short[1], native.strip() if all(part[2] for part in pair) else "")


def make_person(
    rng: Random,
    country: Country,
    *,
    kind: str,
    outlet: Outlet | None,
    women: bool = False,
    always_named: bool = False,
) -> Person:
    """A new person of `country`; about one in three is a woman, always if `women`. A few hide their names."""
    gender = "f" if women or rng.random() < 0.33 else "m"
    name = make_name(rng, country, gender)
    draw = rng.random()
    shown: Name | None = name
    consent = "public"
    if draw < 0.035 and not always_named:
        shown, consent = None, rng.choice(("unknown", "refused"))
    elif draw < 0.06 and not always_named:
        shown, consent = _other_name(rng, country, gender, name), "given"
    elif draw < 0.35:
        consent = rng.choice(("unknown", "given", "given", "family"))
    if rng.random() < 0.004:
        gender = "x"
    variants = _variants(rng, name) if shown is name else ()
    return Person(name, shown, gender, kind, country, country.code, outlet, consent, variants=variants)


def _other_name(rng: Random, country: Country, gender: str, name: Name) -> Name:
    """No word of the name is in it: what gives a part of a name is no pseudonym."""
    while True:
        other = make_name(rng, country, gender)
        if not set(other.latin.split()) & set(name.latin.split()):
            return other


def _variants(rng: Random, name: Name) -> tuple[str, ...]:
    variants = [name.native] if name.native and name.native != name.arabic else []
    if rng.random() < 0.4:
        one, other = rng.choice(_OTHER_SPELLINGS)
        respelled = name.latin.replace(one, other)
        if respelled != name.latin:
            variants.append(respelled)
    return tuple(variants)


def _role(person: Person, language: str) -> dict[str, Any]:
    return dict(phrases()["roles"][person.kind])


def full_mention(person: Person, language: str) -> str:
    """Who it is: name, trade and outlet. In Arabic the trade comes first; elsewhere a comma must follow."""
    role = _role(person, language)
    if language == "ar":
        return _arabic_mention(person, role)
    trade = _agree(role[language], person.agreement)
    if person.outlet is not None:
        trade += " " + _outlet_link(role, person.outlet, language)
    if language == "en":
        trade = ("an " if trade[0] in "aeio" else "a ") + trade
        return trade + _WITHHELD["en"] if person.shown is None else f"{person.shown.latin}, {trade}"
    if person.shown is None:
        return _INDEFINITE[language][person.agreement == "f"] + trade + _WITHHELD[language]
    return f"{person.shown.latin}, {trade}"


def _outlet_link(role: dict[str, Any], outlet: Outlet, language: str) -> str:
    mention = outlet.mention[language]
    if language == "en":
        return f"{role.get('en_link', 'with')} {mention}"
    if language == "fr" and role.get("fr_link") != "de":
        return to(mention, "fr")
    return of(mention, language)


def _arabic_mention(person: Person, role: dict[str, Any]) -> str:
    agreement = person.agreement
    link = role.get("ar_link", "في")
    outlet = person.outlet.mention["ar"] if person.outlet is not None else None
    if person.shown is None:
        trade = role["ar"] if outlet or link != "construct" else role["ar_bare_in"]
    else:
        trade = role["ar_def"] if outlet or link != "construct" else role["ar_bare"]
    words = [_agree(trade, agreement)]
    if outlet is not None:
        words.append(outlet if link == "construct" else f"{link} {outlet}")
    if person.shown is None:
        return " ".join(words) + _agree(_WITHHELD["ar"], agreement)
    return " ".join([*words, person.shown.arabic])


def title_mention(person: Person, language: str) -> str:
    """Trade and name, as a headline has them."""
    role = _role(person, language)
    if language == "ar":
        key = "ar" if person.shown is None else "ar_def"
        if role.get("ar_link") == "construct":
            key = "ar_bare_in" if person.shown is None else "ar_bare"
        trade = _agree(role[key], person.agreement)
        return trade if person.shown is None else f"{trade} {person.shown.arabic}"
    trade = _agree(role[language], person.agreement)
    if person.shown is None:
        return trade if language == "en" else _INDEFINITE[language][person.agreement == "f"] + trade
    if language == "en":
        return f"{trade} {person.shown.latin}"
    return f"{_definite(trade, person, language)} {person.shown.latin}"


def _definite(trade: str, person: Person, language: str) -> str:
    if language == "fr":
        return with_article(trade, person.agreement == "f")
    return ("la " if person.agreement == "f" else "el ") + trade


def short_mention(person: Person, language: str) -> str:
    """The surname; for a person not named, the trade."""
    if person.shown is not None:
        return person.shown.short(language)
    role = _role(person, language)
    if language == "ar":
        return _agree(role.get("ar_bare", role["ar_def"]), person.agreement)
    trade = _agree(role[language], person.agreement)
    return "the " + trade if language == "en" else _definite(trade, person, language)


def person_object(person: Person) -> dict[str, Any]:
    """The person in the interchange format."""
    names: Four = {"en": person.name.latin, "ar": person.name.arabic}
    return {
        "type": "person",
        "uid": person.uid,
        "names": names,
        "variants": list(person.variants),
        "gender": person.gender,
        "nationalities": [person.nationality],
        "kind": person.kind,
        "born": person.born,
        "pseudonym": person.pseudonym,
        "consent": person.consent,
        "outlets": [person.outlet.name] if person.outlet is not None else [],
        "extra": {},
    }
