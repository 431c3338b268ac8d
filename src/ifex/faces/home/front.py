"""What stands on every front page: what is new, numbers with their two dates, the map of the newest months."""

from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ifex.foundations.core import clock
from ifex.foundations.core.changes import depends_on
from ifex.instruments.cms.formats import precise_date_text
from ifex.instruments.cms.worldmap import world_map
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.taxonomy.queries import country_label
from ifex.network.archive.domain.freshness import FOUND, HELD, ORGANISATIONS
from ifex.network.archive.presenters.cards import Card
from ifex.network.archive.presenters.facts import country_url
from ifex.network.archive.presenters.numbers import Newest, Numbers, count_numbers, newest_of
from ifex.network.archive.presenters.searching import successors_of_historic
from ifex.network.archive.queries import situations_on
from ifex.network.archive.views.answers import reader_language
from ifex.network.members.queries import members_on

NEWEST_SHOWN = 8
MONTHS_ON_THE_MAP = 12


def front_context() -> dict[str, Any]:
    """For home/front.html. Without the search it says so and shows the rest."""
    depends_on(FOUND, HELD, ORGANISATIONS)
    language = reader_language()
    today = clock.today()
    context: dict[str, Any] = {
        "newest": None,
        "numbers": None,
        "held_total": situations_on(today).values("person").distinct().count(),
        "members_total": members_on(today).filter(is_hidden=False).count(),
        "today": today,
        "is_front": True,
    }
    try:
        newest = newest_of(language, limit=NEWEST_SHOWN)
        numbers = count_numbers(language)
        context |= {
            "newest": newest,
            "first": _lead_of(newest, language),
            "others": [card for card in newest.cards if card is not _lead_of(newest, language)],
            "numbers": numbers,
            "map": _newest_map(language, numbers),
        }
    except SearchUnavailable:
        pass
    return context


def _lead_of(newest: Newest, language: str) -> Card | None:
    """The newest that the reader can read in their own language; else the newest."""
    own = [card for card in newest.cards if card.language == language]
    return next(iter([*own, *newest.cards]), None)


def last_months(today: date, count: int = MONTHS_ON_THE_MAP) -> list[str]:
    """The present month and those before it, as the facet `month` writes them."""
    number = today.year * 12 + today.month - 1
    return [f"{one // 12:04d}-{one % 12 + 1:02d}" for one in range(number - count + 1, number + 1)]


def _newest_map(language: str, numbers: Numbers) -> SafeString:
    """Alerts by country in the last twelve months; where those hold none, in the newest year that does."""
    months = last_months(numbers.until)
    recent = count_numbers(language, {"month": months})
    if recent.total:
        span = {
            "first": precise_date_text(date.fromisoformat(f"{months[0]}-01"), "month"),
            "last": precise_date_text(numbers.until, "month"),
        }
        return _map_of(recent, _("Alerts by country, %(first)s to %(last)s") % span)
    years = [year for year, count in numbers.result.histogram.items() if count]
    if not years:
        return _map_of(numbers, _("Alerts by country"))
    of_year = count_numbers(language, {"year": [str(max(years))]})
    return _map_of(of_year, _("Alerts by country, %(year)s") % {"year": max(years)})


def _map_of(numbers: Numbers, title: str) -> SafeString:
    return world_map(
        numbers.by_country,
        title=title,
        url_for=country_url,
        label_for=country_label,
        successors=successors_of_historic(),
    )
