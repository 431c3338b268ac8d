"""The day on which it happened: the first that stands near what is told to have happened."""

from dataclasses import dataclass
from datetime import date

from ifex.network.archive.checklist.telling_dates import ToldDate
from ifex.network.archive.enums import DatePrecision

from .told import ToldText
from .violations import Told

MOST_SUGGESTED = 2
NEAR = 160
"""Characters between a date and what happened then."""


@dataclass(frozen=True)
class SuggestedDay:
    """`written` is the date as the text has it."""

    on: date
    precision: DatePrecision
    written: str


def suggest_days(told: ToldText, cues: list[Told], *, sent_on: date) -> list[SuggestedDay]:
    """The likeliest first. A date without a year is of the year that is told nearest to it, else the last such day
    before it was sent; nothing lies after that.
    """
    happenings = [told.words[found.first].start for found in cues]
    scored: dict[SuggestedDay, float] = {}
    for place, found in enumerate(told.dates):
        day = _day_of(found, told, told.dates, sent_on)
        if day is None or day.on > sent_on:
            continue
        distance = min((abs(found.start - at) for at in happenings), default=NEAR)
        score = (
            told.weight_at(found.start) + max(0.0, 1 - distance / NEAR) + (found.day is not None) - place / 10
        )
        if day not in scored:
            scored[day] = score
    likely = sorted(scored, key=lambda day: -scored[day])
    return _without_wider(likely)[:MOST_SUGGESTED]


def _day_of(found: ToldDate, told: ToldText, dates: list[ToldDate], sent_on: date) -> SuggestedDay | None:
    on = found.on()
    if on is None and found.year is None:
        on = _last_before(found, _year_near(found, dates) or sent_on)
    if on is None:
        return None
    precision = DatePrecision.DAY if found.day else DatePrecision.MONTH
    return SuggestedDay(on, precision, " ".join(told.text[found.start : found.end].split()))


def _year_near(found: ToldDate, dates: list[ToldDate]) -> date | None:
    """The last day of the year that is told nearest."""
    years = {abs(other.start - found.start): other.year for other in dates if other.year}
    return date(years[min(years)] or 0, 12, 31) if years else None


def _last_before(found: ToldDate, sent_on: date) -> date | None:
    for year in (sent_on.year, sent_on.year - 1):
        try:
            on = date(year, found.month, found.day or 1)
        except ValueError:
            continue
        if on <= sent_on:
            return on
    return None


def _without_wider(days: list[SuggestedDay]) -> list[SuggestedDay]:
    """A month says nothing beside a day of it; a day once."""
    exact = {(day.on.year, day.on.month) for day in days if day.precision == DatePrecision.DAY}
    kept: dict[date, SuggestedDay] = {}
    for day in days:
        if day.precision == DatePrecision.DAY or (day.on.year, day.on.month) not in exact:
            kept.setdefault(day.on, day)
    return list(kept.values())
