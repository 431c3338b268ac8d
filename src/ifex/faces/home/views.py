"""The front page: what is new, the search, the map of the last year, numbers with their two dates."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.instruments.cms.formats import precise_date_text, year_text
from ifex.instruments.cms.frame import front_page
from ifex.instruments.cms.worldmap import world_map
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.taxonomy.queries import country_label
from ifex.network.archive.legacy import redirect_from_of_old
from ifex.network.archive.presenters.facts import country_url
from ifex.network.archive.presenters.numbers import count_numbers
from ifex.network.archive.presenters.searching import successors_of_historic
from ifex.network.archive.queries import situations_on
from ifex.network.archive.views.answers import keep_for, reader_language, show
from ifex.network.archive.views.overviews import newest_of
from ifex.network.members.queries import members_on

A_DAY = 24 * 3600
NEWEST_SHOWN = 8
MONTHS_ON_THE_MAP = 12


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the reader's language, without a cookie. Addresses such as `/?p=123` were alerts once."""
    if request.META.get("QUERY_STRING"):
        of_old = redirect_from_of_old(request)
        if of_old is not None:
            return of_old
    code = get_language_from_request(request).split("-")[0]
    response = HttpResponseRedirect(front_page(code))
    patch_vary_headers(response, ["Accept-Language"])
    keep_for(response, A_DAY)
    return response


@require_safe
def show_front(request: HttpRequest) -> HttpResponse:
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
        context |= {
            "newest": newest,
            "first": newest.cards[0] if newest.cards else None,
            "others": newest.cards[1:],
            "numbers": count_numbers(language),
            "map": _map_of_the_year(language, today) or _map_of_the_newest_year(language),
        }
    except SearchUnavailable:
        pass
    return show(request, "home/front.html", context)


def last_months(today: date, count: int = MONTHS_ON_THE_MAP) -> list[str]:
    """The present month and those before it, as the facet `month` writes them."""
    number = today.year * 12 + today.month - 1
    return [f"{one // 12:04d}-{one % 12 + 1:02d}" for one in range(number - count + 1, number + 1)]


def _map_of_the_year(language: str, today: date) -> str:
    """Alerts of the last twelve months by country, laws left out; "" where there are none."""
    months = last_months(today)
    words = {
        "first": precise_date_text(date.fromisoformat(f"{months[0]}-01"), "month"),
        "last": precise_date_text(today, "month"),
    }
    counts = count_numbers(language, {"month": months}).by_country
    return _map_of(counts, _("Alerts by country, %(first)s to %(last)s") % words)


def _map_of_the_newest_year(language: str) -> str:
    """An archive of old shows the last year that it tells of."""
    years = count_numbers(language).result.histogram
    if not years:
        return ""
    year = max(years)
    counts = count_numbers(language, {"year": [str(year)]}).by_country
    return _map_of(counts, _("Alerts by country, %(year)s") % {"year": year_text(year)})


def _map_of(counts: dict[str, int], title: str) -> str:
    if not counts:
        return ""
    return world_map(
        counts,
        title=title,
        url_for=country_url,
        label_for=country_label,
        successors=successors_of_historic(),
    )
