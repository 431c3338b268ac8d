"""The numbers that editors may put on a page, each a named query with its two dates."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core import clock
from ifex.foundations.core.changes import depends_on
from ifex.instruments.cms.live import LiveNumber, register_number
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.taxonomy.queries import country_row
from ifex.network.members.queries import members_on

from .domain.freshness import FOUND, HELD, ORGANISATIONS
from .presenters.numbers import Numbers, count_numbers
from .queries import situations_on


def register_live_numbers() -> None:
    register_number("alerts", title=_("Incidents in the archive"), count=count_incidents)
    register_number("countries", title=_("Countries with incidents"), count=count_countries)
    register_number("years", title=_("Years with incidents"), count=count_years)
    register_number("in_prison", title=_("Persons in prison today"), count=count_held)
    register_number("members", title=_("Members of the network today"), count=count_members)


def _numbers_of(search: str, language: str) -> Numbers | None:
    depends_on(FOUND)
    asked = QueryDict(search)
    filters = {key: values for key, values in asked.lists() if key not in {"q", "sort", "page"}}
    try:
        return count_numbers(language, filters, q=asked.get("q", ""))
    except SearchUnavailable:
        return None


def _number(value: int, numbers: Numbers) -> LiveNumber:
    return LiveNumber(value, numbers.until, numbers.known_at, numbers.url)


def count_incidents(search: str, language: str) -> LiveNumber | None:
    numbers = _numbers_of(search, language)
    return _number(numbers.total, numbers) if numbers else None


def count_countries(search: str, language: str) -> LiveNumber | None:
    """Countries of today and of then alike: each as the alerts name it."""
    numbers = _numbers_of(search, language)
    return _number(len(numbers.by_country), numbers) if numbers else None


def count_years(search: str, language: str) -> LiveNumber | None:
    numbers = _numbers_of(search, language)
    return (
        _number(sum(1 for count in numbers.result.histogram.values() if count), numbers) if numbers else None
    )


def count_held(search: str, language: str) -> LiveNumber | None:
    """Of a search only `country` is asked: a person in prison has a country, and no alert."""
    depends_on(HELD)
    codes = [row.code for code in QueryDict(search).getlist("country") if (row := country_row(code))]
    held = situations_on(clock.today())
    if codes:
        held = held.filter(country__in=codes)
    url = reverse("archive:prison-show") + (f"?{urlencode({'country': codes[0]})}" if len(codes) == 1 else "")
    return LiveNumber(held.values("person").distinct().count(), clock.today(), clock.now(), url)


def count_members(search: str, language: str) -> LiveNumber | None:
    depends_on(ORGANISATIONS)
    count = members_on(clock.today()).filter(is_hidden=False).count()
    return LiveNumber(count, clock.today(), clock.now(), reverse("archive:organisation-list"))
