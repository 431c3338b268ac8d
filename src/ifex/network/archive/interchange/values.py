"""Single values as a file brings them: cleaned, or refused with a sentence that names the key."""

import math
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

from django.db.models import TextChoices

from ifex.foundations.core import clock
from ifex.foundations.core.html import HtmlTooLong, clean_html, html_to_text
from ifex.foundations.core.uids import is_uid

Object = dict[str, Any]
T = TypeVar("T")

EARLIEST_YEAR = 1900
MOST_ITEMS = 500


class Unreadable(ValueError):
    """The object cannot be taken in; the message says which key is wrong, and how."""


def take_text(source: Object, key: str, *, at_most: int = 300) -> str:
    """A text without control characters; "" when absent. Numbers are taken as their digits."""
    value = source.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unreadable(f"{key} is {_kind(value)}, not a text")
    text = str(value).strip()
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or c in "\n\t").strip()
    if len(text) > at_most:
        raise Unreadable(f"{key} has {len(text)} characters, at most {at_most} are taken")
    return text


def take_words(source: Object, key: str) -> str:
    """One line without HTML: of tags only the words stay."""
    text = take_text(source, key)
    return " ".join(html_to_text(clean_html(text)).split()) if "<" in text else text


def take_html(source: Object, key: str) -> str:
    value = source.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"{key} is {_kind(value)}, not a text")
    try:
        return clean_html(value.replace("\0", ""))
    except HtmlTooLong as long:
        raise Unreadable(f"{key} has {long} characters: too long for a text") from long


def take_uid(source: Object, key: str) -> str | None:
    value = source.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not is_uid(value):
        raise Unreadable(f"{key} is {_shown(value)}: an identifier has 3 to 64 of a–z, 0–9 and hyphen")
    return value


def take_list(source: Object, key: str) -> list[Any]:
    value = source.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(f"{key} is {_kind(value)}, not a list")
    if len(value) > MOST_ITEMS:
        raise Unreadable(f"{key} has {len(value)} items, at most {MOST_ITEMS} are taken")
    return value


def take_texts(source: Object, key: str, *, at_most: int = 300) -> list[str]:
    texts = [take_text({key: item}, key, at_most=at_most) for item in take_list(source, key)]
    return list(dict.fromkeys(text for text in texts if text))


def take_object(source: Object, key: str) -> Object:
    value = source.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable(f"{key} is {_kind(value)}, not an object")
    return value


def take_objects(source: Object, key: str) -> list[Object]:
    items = take_list(source, key)
    if not all(isinstance(item, dict) for item in items):
        raise Unreadable(f"{key} holds something that is not an object")
    return items


def take_labels(
    source: Object, key: str, languages: Iterable[str], *, at_most: int = 2_000
) -> dict[str, str]:
    """{language: text}; languages that the table does not know are refused, nothing is dropped in silence."""
    value = take_object(source, key)
    known = set(languages)
    for code in value:
        if code not in known:
            raise Unreadable(f"{key} has a text in {_shown(code)}, which is no language of the table")
    return {code: text for code in value if (text := take_text(value, code, at_most=at_most))}


def take_choice(source: Object, key: str, choices: type[TextChoices], default: str) -> str:
    value = source.get(key)
    if value is None or value == "":
        return default
    if not isinstance(value, str) or value not in _values_of(choices):
        raise Unreadable(f"{key} is {_shown(value)}, not one of {', '.join(sorted(_values_of(choices)))}")
    return str(value)


@cache
def _values_of(choices: type[TextChoices]) -> frozenset[str]:
    return frozenset(choices.values)


def take_flag(source: Object, key: str) -> bool:
    value = source.get(key, False)
    if not isinstance(value, bool):
        raise Unreadable(f"{key} is {_shown(value)}, not true or false")
    return value


def take_date(source: Object, key: str) -> date | None:
    """A real day between 1900 and the end of next year."""
    value = source.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Unreadable(f"{key} is {_kind(value)}, not a date such as 2004-03-08")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Unreadable(f"{key} is {_shown(value)}, not a date such as 2004-03-08") from None
    return _within_reason(day, key)


def take_year(source: Object, key: str) -> int | None:
    value = source.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not (
        isinstance(value, int) or (isinstance(value, str) and value.isascii() and value.isdigit())
    ):
        raise Unreadable(f"{key} is {_shown(value)}, not a year")
    year = int(value)
    if not 1000 <= year <= clock.today().year + 1:
        raise Unreadable(f"{key} is {year}, not a year that can be meant")
    return year


def take_moment(source: Object, key: str) -> datetime | None:
    """An ISO moment; without a zone it is UTC; a bare date is its midnight."""
    value = source.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Unreadable(f"{key} is {_kind(value)}, not a moment such as 2004-03-09T10:00:00Z")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Unreadable(f"{key} is {_shown(value)}, not a moment such as 2004-03-09T10:00:00Z") from None
    _within_reason(moment.date(), key)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def take_number(source: Object, key: str, *, least: float, most: float) -> float | None:
    value = source.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Unreadable(f"{key} is {_shown(value)}, not a number")
    if not least <= value <= most:
        raise Unreadable(f"{key} is {value}, not between {least:g} and {most:g}")
    return float(value)


def take_each(source: Object, key: str, read: Callable[[Object], T]) -> list[T]:
    """Each object of the list through `read`; a refusal names its place: `targets[2].name …`."""
    rows = []
    for number, item in enumerate(take_objects(source, key)):
        try:
            rows.append(read(item))
        except Unreadable as wrong:
            raise Unreadable(f"{key}[{number}].{wrong}") from None
    return rows


def _within_reason(day: date, key: str) -> date:
    if not EARLIEST_YEAR <= day.year <= clock.today().year + 1:
        raise Unreadable(f"{key} is {day}: a day before {EARLIEST_YEAR} or in the far future")
    return day


def _kind(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
        str: "a text",
    }
    return names.get(type(value), type(value).__name__)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:80]}…"
