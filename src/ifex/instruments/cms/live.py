"""Live things that editors may put on a page, without the page learning whose they are.

A *number* is a named query: `register_number("in_prison", title=_("Persons in prison today"), count=…)`, where
`count(search, language)` returns a LiveNumber or None. A *gathering* is a place that rooms fill as they come to be
(`actions`, `calendar`, `latest_post`, `campaigns`): `fill_gathering("actions", open_actions)`, where the function
takes the request and returns safe HTML, or "" while there is nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from ifex.foundations.core.panels import fill_panel, render_panels

Text = str | Promise


@dataclass(frozen=True)
class LiveNumber:
    """A number with its two dates: events until `until`, as known at `known_at`. `url` leads to what is counted."""

    value: int
    until: date
    known_at: datetime
    url: str | None = None


Count = Callable[[str, str], LiveNumber | None]


@dataclass(frozen=True)
class NamedNumber:
    """`count` takes a query string of the search ("" for all) and a language."""

    slug: str
    title: Text
    count: Count


_numbers: dict[str, NamedNumber] = {}
_gatherings: dict[str, Text] = {}


def register_number(slug: str, *, title: Text, count: Count) -> None:
    """Offer a number to editors. `slug` is stored in pages: never rename it."""
    _numbers[slug] = NamedNumber(slug, title, count)


def find_number(slug: str) -> NamedNumber | None:
    return _numbers.get(slug)


def number_choices() -> list[tuple[str, Text]]:
    return [(number.slug, number.title) for number in _numbers.values()]


def register_gathering(place: str, *, title: Text) -> None:
    """Offer a place to editors, whether or not a room fills it yet. `place` is stored in pages."""
    _gatherings[place] = title


def gathering_choices() -> list[tuple[str, Text]]:
    return list(_gatherings.items())


def fill_gathering(place: str, gather: Callable[[HttpRequest], str], *, order: int = 100) -> None:
    fill_panel(f"gathering.{place}", lambda request, _thing: gather(request), order=order)


def gathered_at(place: str, request: HttpRequest) -> SafeString:
    return render_panels(f"gathering.{place}", request, None)
