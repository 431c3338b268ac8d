"""Dates, numbers and lists as the reader's language writes them (CLDR, by Babel)."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext

from ifex.foundations.core.languages import DEFAULT_LANGUAGE, get_language_row

_SHORT_MONTH = re.compile("(?<!M)MMM(?!M)")
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _language() -> str:
    return (get_language() or DEFAULT_LANGUAGE).split("-")[0]


def _digits(text: str, code: str) -> str:
    """Western digits in Arabic unless IFEX_ARABIC_DIGITS=arabic."""
    return text.translate(_EASTERN) if code == "ar" and settings.IFEX_ARABIC_DIGITS == "arabic" else text


@lru_cache(maxsize=4096)
def _date_text(value: date, precision: str, code: str) -> str:
    locale = get_language_row(code).cldr
    if precision == "year":
        return format_skeleton("y", value, locale=locale)
    if precision == "month":
        return format_skeleton("yMMMM", value, locale=locale)
    return format_date(value, "long", locale=locale)


def date_text(value: date | datetime | None) -> str:
    """`8 March 2004`; a datetime gives its day in the current time zone. "" for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localdate(value) if timezone.is_aware(value) else value.date()
    code = _language()
    return _digits(_date_text(value, "day", code), code)


def moment_text(value: datetime | None) -> str:
    """`8 March 2004, 14:05 UTC`: the zone is always named. "" for None."""
    if value is None:
        return ""
    code = _language()
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    words = {"date": _date_text(local.date(), "day", code), "time": f"{local:%H:%M} {local.tzname() or ''}"}
    return _digits((gettext("%(date)s, %(time)s") % words).strip(), code)


def precise_date_text(value: date | None, precision: str, until: date | None = None) -> str:
    """A date as exactly as it is known: precision is day, month, year, range or unknown."""
    if value is None or precision == "unknown":
        return gettext("date unknown")
    code = _language()
    if precision == "range" and until and until != value:
        return _digits(_range_text(value, until, code), code)
    return _digits(_date_text(value, precision, code), code)


@lru_cache(maxsize=1024)
def _range_text(value: date, until: date, code: str) -> str:
    """`17–18 May 2026`, months written out as in every other date (CLDR has that for Spanish alone)."""
    locale = Locale.parse(get_language_row(code).cldr)
    field = "y" if value.year != until.year else "M" if value.month != until.month else "d"
    known = locale.interval_formats
    first, last = (known.get("yMMMMd") or known["yMMMd"])[field]
    written_out = (_SHORT_MONTH.sub("MMMM", pattern) for pattern in (first, last))
    return "".join(
        format_date(day, pattern, locale=locale)
        for day, pattern in zip((value, until), written_out, strict=True)
    )


def iso_date(value: date, precision: str) -> str:
    """What a `<time datetime>` says: no more than is known."""
    return value.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def number_text(value: float | Decimal | None) -> str:
    """`12,345` with the language's separators. "" for None."""
    if value is None:
        return ""
    code = _language()
    return _digits(_number_text(value, code), code)


@lru_cache(maxsize=4096)
def _number_text(value: float | Decimal, code: str) -> str:
    return str(format_decimal(value, locale=get_language_row(code).cldr))


def percent_text(share: float) -> str:
    """0.25 becomes `25%`."""
    code = _language()
    return _digits(str(format_percent(share, locale=get_language_row(code).cldr)), code)


def year_text(value: int | date | None) -> str:
    """A year, never grouped: `2004`. "" for None."""
    if value is None:
        return ""
    return _digits(str(value.year if isinstance(value, date) else value), _language())


def sort_key(text: str) -> str:
    """For lists by name: accents and capitals do not count (Égypte stands under E)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def list_text(parts: Iterable[str]) -> str:
    """`a, b and c` in the reader's language."""
    return str(format_list([str(part) for part in parts], locale=get_language_row(_language()).cldr))
