"""Days that stay the same whenever a text is read, and which they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import get_month_names

from ifex.foundations.core.languages import get_language_row

# Months as they are called in the Arab East and in the Maghreb, which CLDR's one list for a language lacks.
_FURTHER_MONTHS = {
    "ar": (
        ("كانون الثاني", "جانفي"), ("شباط", "فيفري"), ("آذار", "اذار"), ("نيسان", "أفريل", "ابريل"), ("أيار", "ماي"),
        ("حزيران", "جوان", "يونيه"), ("تموز", "جويلية", "يوليوز", "يوليه"), ("آب", "أوت", "غشت", "اغسطس"),
        ("أيلول", "شتنبر", "ايلول"),
        ("تشرين الأول", "تشرين الاول", "اكتوبر"), ("تشرين الثاني", "نونبر"), ("كانون الأول", "كانون الاول", "دجنبر"),
    ),
    "es": ((), (), (), (), (), (), (), (), ("setiembre",), (), (), ()),
    "en": ((), (), (), (), (), (), (), (), ("Sept",), (), (), ()),
}  # fmt: skip
# Days that are written out before the month; other languages write figures, but for the first.
_ARABIC_UNITS = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع")
_DAY_WORDS = {
    "ar": {
        **{word: number for number, word in enumerate(_ARABIC_UNITS, start=1)},
        "العاشر": 10, "العشرين": 20, "الثلاثين": 30,
        **{f"{word} عشر": 10 + number for number, word in enumerate(("الحادي", *_ARABIC_UNITS[1:]), start=1)},
        **{f"{word} والعشرين": 20 + number for number, word in enumerate(("الحادي", *_ARABIC_UNITS[1:]), start=1)},
        "الحادي والثلاثين": 31,
    },
    "fr": {"premier": 1}, "es": {"primero": 1}, "en": {"first": 1},
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


@dataclass(frozen=True)
class ToldDate:
    """A date as a text has it, from `start` to `end`. `day` is None for a month, `year` where the text has none."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    def on(self) -> date | None:
        """The day, or the first of the month; None without a year, or where there is no such day."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day or 1)
        except ValueError:
            return None


def tells_a_date(text: str, language: str) -> bool:
    """A day and a month, or a month and a year: "8 March", "March 2026", "2026-03-08"."""
    return next(dates_in(text, language), None) is not None


def dates_in(text: str, language: str) -> Iterator[ToldDate]:
    """Every date of the text in order. Numbers alone are read day first; where that is none, month first."""
    numbers = _month_numbers(language)
    for found in _pattern(language).finditer(text):
        told = _read(found, numbers)
        if told is not None:
            yield told


def _read(found: re.Match[str], numbers: dict[str, int]) -> ToldDate | None:
    year: int | None = None
    if found["iso_year"]:
        year, month, day = int(found["iso_year"]), int(found["iso_month"]), int(found["iso_day"])
    elif found["n_year"]:
        year, month, day = _full_year(found["n_year"]), int(found["n_month"]), int(found["n_day"])
        if month > 12 >= day:
            month, day = day, month
    elif found["month"]:
        month, day = numbers[_plain(found["month"])], int(found["day"])
        year = int(found["year"]) if found["year"] else None
    elif found["w_month"]:
        month, day = numbers[_plain(found["w_month"])], _day_words(found["w_day"])
        year = int(found["w_year"]) if found["w_year"] else None
    elif found["m_month"]:
        month, day = numbers[_plain(found["m_month"])], int(found["m_day"])
        year = int(found["m_year"]) if found["m_year"] else None
    else:
        month, day, year = numbers[_plain(found["b_month"])], 0, int(found["b_year"])
    is_date = 1 <= month <= 12 and 0 <= day <= 31 and (year is None or _FIRST_YEAR <= year <= _LAST_YEAR)
    return ToldDate(found.start(), found.end(), year, month, day or None) if is_date else None


def _day_words(written: str) -> int:
    words = " ".join(written.casefold().split())
    return next(days[words] for days in _DAY_WORDS.values() if words in days)


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year > 50 else 2000)


def _plain(month: str) -> str:
    return " ".join(month.casefold().rstrip(".").split())


@cache
def month_words(language: str) -> frozenset[str]:
    """Every word that is a month's name, in lower case."""
    return frozenset(word for name in _month_numbers(language) for word in name.split())


@cache
def _month_numbers(language: str) -> dict[str, int]:
    locale = get_language_row(language).cldr
    numbers = {
        _plain(name): number
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale=locale).items()
    }
    for number, names in enumerate(_FURTHER_MONTHS.get(language, ()), start=1):
        numbers.update({_plain(name): number for name in names})
    return {name: number for name, number in numbers.items() if not name.isdecimal()}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    names = sorted(_month_numbers(language), key=len, reverse=True)
    month = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    of = r"(?:\s+(?:of|de|del))?"
    # In Arabic a month often stands under both its names: مارس/آذار.
    twin = rf"\.?(?:\s*[/(]\s*(?:{month})\)?)?"
    ordinal = r"(?:st|nd|rd|th|er|º|°|ª)?"
    in_year = r"(?:\s+(?:عام|سنة|من))?"
    and_year = rf"(?:,?{of}{in_year}\s+(?P<{{0}}>\d{{{{4}}}}))?(?!\d)"
    words = sorted(_DAY_WORDS[language], key=len, reverse=True)
    day_word = "|".join(word.replace(" ", r"\s+") for word in words)
    return re.compile(
        r"(?<!\d)(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})(?!\d)"
        r"|(?<![\d./])(?P<n_day>\d{1,2})[./](?P<n_month>\d{1,2})[./](?P<n_year>\d{4}|\d{2})(?![\d./]\d)"
        rf"|(?<!\d)(?P<day>\d{{1,2}}){ordinal}{of}\s+(?P<month>{month}){twin}(?!\w){and_year.format('year')}"
        rf"|(?<!\w)(?P<w_day>{day_word}){of}(?:\s+من)?(?:\s+شهر)?\s+(?P<w_month>{month}){twin}(?!\w){and_year.format('w_year')}"
        rf"|(?<!\w)(?P<m_month>{month})\.?\s+(?P<m_day>\d{{1,2}}){ordinal}(?![\d:]){and_year.format('m_year')}"
        rf"|(?<![^\W\d_])(?:[وبفل]|[بل]?ال)?(?P<b_month>{month}){twin},?{of}{in_year}\s+(?P<b_year>\d{{4}})(?!\d)",
        re.IGNORECASE,
    )
