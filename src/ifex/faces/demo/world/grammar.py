"""What the four languages ask of a sentence: articles, elision, dates, agreement, capitals, typography."""

import re
from collections.abc import Mapping
from datetime import date

_CHOICE = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_ORG_CHOICE = re.compile(r"<([^<>|]*)\|([^<>|]*)>")
_NEXT_SENTENCE = re.compile(r"(?<=[.!?] )[a-zà-ÿ]")
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_VOWELS = frozenset("aàâäeéèêëiîïoôöuùûüæœ")
_MUTE_H = ("Haïti", "Honoré", "humoriste", "Hélène")

MONTHS: dict[str, tuple[str, ...]] = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "es": (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    "ar": (
        "كانون الثاني/يناير",
        "شباط/فبراير",
        "آذار/مارس",
        "نيسان/أبريل",
        "أيار/مايو",
        "حزيران/يونيو",
        "تموز/يوليو",
        "آب/أغسطس",
        "أيلول/سبتمبر",
        "تشرين الأول/أكتوبر",
        "تشرين الثاني/نوفمبر",
        "كانون الأول/ديسمبر",
    ),
}
_ON = {"en": "on ", "fr": "le ", "es": "el ", "ar": "في "}
_SINCE = {"en": "", "fr": "le ", "es": "el ", "ar": ""}
UNKNOWN_DAY = {
    "en": "on a date that is not known",
    "fr": "à une date inconnue",
    "es": "en una fecha desconocida",
    "ar": "في تاريخ غير معروف",
}


def typeset(text: str, language: str) -> str:
    """Curly apostrophes; in French, spaces that do not break before tall punctuation and within numbers."""
    if language == "ar":
        return text
    text = text.replace("'", "’")
    if language == "fr":
        text = re.sub(r" ([:;?!»])", "\u00a0\\1", text).replace("« ", "«\u00a0")
        text = re.sub(r"(\d) (\d{3})", "\\1\u00a0\\2", text)
    return text


class Sentence:
    """One sentence (or several) in one language.

    `[m|f]` agrees with who or what the sentence is about, `<m|f>` with the organisation; `{slot}` is filled
    from a mapping.
    """

    __slots__ = ("_forms", "_language")

    def __init__(self, source: str, language: str) -> None:
        source = typeset(source, language)
        self._language = language
        self._forms = {
            about + organisation: _ORG_CHOICE.sub(
                r"\1" if organisation == "m" else r"\2", _CHOICE.sub(r"\1" if about == "m" else r"\2", source)
            )
            for about in "mf"
            for organisation in "mf"
        }

    def fill(self, words: Mapping[str, str], about: str = "m", organisation: str = "m") -> str:
        text = self._forms[about + organisation].format_map(words)
        return text if self._language == "ar" else capitalise(text)


def capitalise(text: str) -> str:
    """A capital at the start of every sentence."""
    first = _FIRST_LETTER.search(text)
    if first is not None and first.group().islower():
        at = first.start()
        text = text[:at] + text[at].upper() + text[at + 1 :]
    return _NEXT_SENTENCE.sub(lambda match: match.group().upper(), text)


def _elides(name: str) -> bool:
    return name[0].lower() in _VOWELS or name.startswith(_MUTE_H)


def of(name: str, language: str) -> str:
    """“of …” for a name that carries its article, with the contractions and elisions of French and Spanish."""
    if language == "fr":
        for article, contracted in (("le ", "du "), ("Le ", "du "), ("les ", "des ")):
            if name.startswith(article):
                return contracted + name[len(article) :]
        return ("d’" if _elides(name) else "de ") + name
    if language == "es":
        return "del " + name[3:] if name.startswith("el ") else "de " + name
    return "of " + name if language == "en" else name


def to(name: str, language: str) -> str:
    """“to …”, likewise."""
    if language == "fr":
        for article, contracted in (("le ", "au "), ("Le ", "au "), ("les ", "aux ")):
            if name.startswith(article):
                return contracted + name[len(article) :]
        return "à " + name
    if language == "es":
        return "al " + name[3:] if name.startswith("el ") else "a " + name
    return name


def with_article(noun: str, feminine: bool) -> str:
    """A French noun with its definite article."""
    if _elides(noun):
        return "l’" + noun
    return ("la " if feminine else "le ") + noun


def bare_day(day: date, language: str) -> str:
    month = MONTHS[language][day.month - 1]
    if language == "es":
        return f"{day.day} de {month} de {day.year}"
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {month} {day.year}"


def on_day(day: date, language: str) -> str:
    return _ON[language] + bare_day(day, language)


def since_day(day: date, language: str) -> str:
    """A day as it stands after “since”."""
    return _SINCE[language] + bare_day(day, language)


def bare_month(day: date, language: str) -> str:
    return f"{MONTHS[language][day.month - 1]} {'de ' if language == 'es' else ''}{day.year}"


def in_month(day: date, language: str) -> str:
    return {"en": "in ", "fr": "en ", "es": "en ", "ar": "في "}[language] + bare_month(day, language)


def in_year(day: date, language: str) -> str:
    return {"en": "in ", "fr": "en ", "es": "en ", "ar": "في عام "}[language] + str(day.year)


def between_days(first: date, last: date, language: str) -> str:
    one, two = bare_day(first, language), bare_day(last, language)
    if language == "en":
        return f"between {one} and {two}"
    if language == "fr":
        return f"entre le {one} et le {two}"
    if language == "es":
        return f"entre el {one} y el {two}"
    return f"بين {one} و{two}"
