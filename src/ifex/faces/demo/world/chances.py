"""Drawing by weight, days over the years, and what fits which country and year."""

from bisect import bisect
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from .tables import Country, Event, countries, events, phrases

T = TypeVar("T")
# Where the harshest measures are rare, so that the invented alerts stay believable.
FREER_COUNTRIES = frozenset(
    [
        "US",
        "CA",
        "GB",
        "FR",
        "ES",
        "IT",
        "GR",
        "PL",
        "RO",
        "BG",
        "AU",
        "UY",
        "CL",
        "JM",
        "TT",
        "KR",
        "NA",
        "BW",
        "ZA",
        "AR",
        "MT",
        "MN",
        "GH",
    ]
)
_HARSH = frozenset(
    [
        "torture",
        "death-in-custody",
        "internet-shutdown",
        "website-blocked",
        "site-unblocked",
        "arbitrary-detention",
        "house-arrest",
        "ill-treatment",
        "enforced-disappearance",
        "conviction",
        "pardon",
        "sentence-reduced",
        "outlet-closed",
        "outlet-suspended",
        "edition-seized",
        "work-banned",
        "travel-ban",
        "expulsion",
        "unfair-trial",
        "publication-ban",
        "killed-in-crossfire",
        "abduction",
        "murder",
        "performance-banned",
        "forced-exile",
        "release",
        "restrictive-law-adopted",
        "death-threat",
        "failure-to-protect",
        "hostile-designation",
        "outlet-reopened",
    ]
)
FIRST_YEAR = 1995
# Alerts grow with the network, peak about 2011 and again about 2021.
_YEAR_WEIGHTS = (
    14, 16, 18, 21, 25, 28, 32, 34, 37, 41, 44, 48, 53, 56, 60,
    63, 70, 68, 64, 58, 54, 50, 48, 49, 52, 60, 66, 60, 55, 52,
)  # fmt: skip
_LATER_YEARS = 50
_COUNTRIES_SINCE = {"SS": 2012, "XK": 2008, "RS": 2007}


class Wheel(Generic[T]):
    """Draws items by weight, in logarithmic time."""

    def __init__(self, items: Sequence[T], weights: Sequence[float]) -> None:
        self._items = list(items)
        self._sums = list(accumulate(weights))

    def draw(self, rng: Random) -> T:
        return self._items[min(bisect(self._sums, rng.random() * self._sums[-1]), len(self._items) - 1)]


class Chances:
    """All wheels of a world as it stands on `today`."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.countries = Wheel(countries(), [country.weight for country in countries()])
        years = list(range(FIRST_YEAR, today.year + 1))
        weights = [float(_year_weight(year)) for year in years]
        weights[-1] *= max(0.02, today.timetuple().tm_yday / 365)
        self.years = Wheel(years, weights)
        self._events: dict[tuple[str, int], Wheel[Event]] = {}
        self._roles: dict[tuple[tuple[str, ...], int], Wheel[str]] = {}

    def draw_day(self, rng: Random) -> date:
        """A day on which something happened: never after the day before yesterday."""
        year = self.years.draw(rng)
        last = min(date(year, 12, 31), self.today - timedelta(days=2))
        first = date(year, 1, 1)
        if last < first:
            return last
        return first + timedelta(days=rng.randint(0, (last - first).days))

    def draw_country(self, rng: Random, year: int) -> Country:
        while True:
            country = self.countries.draw(rng)
            if _COUNTRIES_SINCE.get(country.code, 0) <= year:
                return country

    def draw_event(self, rng: Random, country: Country, year: int) -> Event:
        key = (country.code, year)
        if key not in self._events:
            fitting = [event for event in events().values() if _fits(event, country, year)]
            self._events[key] = Wheel(fitting, [_weight(event, country) for event in fitting])
        return self._events[key].draw(rng)

    def draw_role(self, rng: Random, groups: tuple[str, ...], year: int) -> str:
        key = (groups, year)
        if key not in self._roles:
            roles = phrases()["roles"]
            fitting = [
                kind
                for kind, row in roles.items()
                if (not groups or row["g"] in groups) and row.get("since", 0) <= year
            ]
            self._roles[key] = Wheel(fitting, [roles[kind]["w"] for kind in fitting])
        return self._roles[key].draw(rng)


def _year_weight(year: int) -> int:
    index = year - FIRST_YEAR
    return _YEAR_WEIGHTS[index] if index < len(_YEAR_WEIGHTS) else _LATER_YEARS


def _fits(event: Event, country: Country, year: int) -> bool:
    facts = event.facts
    return (
        facts["w"] > 0
        and facts.get("since", 0) <= year <= facts.get("until", 9999)
        and ("regions" not in facts or country.region in facts["regions"])
        and ("countries" not in facts or country.code in facts["countries"])
    )


def _weight(event: Event, country: Country) -> float:
    weight, region = float(event.facts["w"]), country.region
    if event.key in _HARSH and country.code in FREER_COUNTRIES:
        weight *= 0.04
    if region in event.facts.get("regions_more", ()):
        weight *= 1.8
    if event.facts.get("deadly") and region == "europe-central-asia":
        weight *= 0.4
    if event.key == "website-blocked" and region in ("mena", "asia-pacific"):
        weight *= 1.6
    return weight


def draw_publication(rng: Random, day: date, today: date) -> datetime:
    """Mostly within days, sometimes weeks later; yesterday evening at the latest."""
    lag = min(int(rng.expovariate(0.45)), 12) if rng.random() < 0.93 else rng.randint(7, 45)
    published = min(day + timedelta(days=lag), today - timedelta(days=1))
    clock = time(rng.randint(7, 19), rng.randint(0, 59), rng.randint(0, 59))
    return datetime.combine(max(published, day), clock)
