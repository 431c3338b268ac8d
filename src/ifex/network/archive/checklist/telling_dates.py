"""Whether a text gives a day that stays the same whenever it is read."""

import re
from functools import cache

from babel.dates import get_month_names

from ifex.foundations.core.languages import get_language_row

# Months as they are called in the Arab East and in the Maghreb, which CLDR's one list for a language lacks.
_FURTHER_MONTHS = {
    "ar": (
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
        "تشرين الثاني", "كانون الأول", "جانفي", "فيفري", "أفريل", "ماي", "جوان", "جويلية", "أوت", "غشت",
        "شتنبر", "نونبر", "دجنبر", "يوليوز",
    ),
}  # fmt: skip
_NUMERIC = r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"


def tells_a_date(text: str, language: str) -> bool:
    """A day and a month, or a month and a year: "8 March", "March 2026", "2026-03-08"."""
    return _pattern(language).search(text) is not None


@cache
def _pattern(language: str) -> re.Pattern[str]:
    locale = get_language_row(language).cldr
    names = {
        name.rstrip(".")
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for name in get_month_names(width, context, locale=locale).values()
    }
    months = "|".join(
        sorted(map(re.escape, {*names, *_FURTHER_MONTHS.get(language, ())}), key=len, reverse=True)
    )
    before = r"\d{1,2}(?:st|nd|rd|th|er)?\s+(?:of\s+|de\s+)?"
    after = r"\.?(?:\s*/\s*\S+)?,?\s+(?:de\s+)?\d{1,4}"
    return re.compile(f"{_NUMERIC}|(?:{before})(?:{months})|(?:{months})(?:{after})", re.IGNORECASE)
