"""Who is in prison today, or was on a day, as the network knew it on another."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.changes import depends_on
from ifex.instruments.cms.formats import sort_key
from ifex.instruments.search.facets import find_facet
from ifex.instruments.taxonomy.queries import country_label, country_lineage
from ifex.network.archive.domain.freshness import HELD
from ifex.network.archive.presenters.paging import page_number, pager_of, pages_for
from ifex.network.archive.presenters.prison import Asked, prisoners_of, read_days
from ifex.network.archive.queries import count_held_by_country, situations_on

from .answers import show

PERSONS_A_PAGE = 50


@require_safe
def show_prison(request: HttpRequest) -> HttpResponse:
    depends_on(HELD)
    asked = read_days(request.GET.get("on", ""), request.GET.get("known", ""))
    wanted = request.GET.get("country", "").strip()
    facet = find_facet("country")
    country = facet.clean_value(wanted) if facet else None
    refused = [*asked.not_understood, *([wanted[:60]] if wanted and not country else [])]
    rows = situations_on(asked.on, known_at=asked.known_at)
    if country:
        rows = rows.filter(country__in=country_lineage(country))
    total = rows.count()
    last = pages_for(total, PERSONS_A_PAGE)
    page = page_number(request.GET, last)
    by_country = count_held_by_country(asked.on, known_at=asked.known_at)
    context = {
        "asked": asked,
        "is_today": asked.on == clock.today(),
        "known_is_today": asked.known_on == clock.today(),
        "country": country,
        "country_name": country_label(country) if country else "",
        "refused": refused,
        "persons_total": rows.values("person").distinct().count(),
        "persons": prisoners_of(
            rows,
            at_most=PERSONS_A_PAGE,
            offset=(page - 1) * PERSONS_A_PAGE,
            countries=sorted(by_country, key=lambda code: sort_key(country_label(code))),
        ),
        "countries": _countries(by_country, asked, country),
        "everywhere_url": _url(asked, None),
        "pager": pager_of(page, last, lambda number: _url(asked, country, number)),
        "breadcrumb": [
            {"title": _("Countries"), "url": reverse("archive:country-list")},
            {"title": _("Who is in prison"), "url": None},
        ],
        "canonical_path": _url(asked, country, page),
    }
    return show(request, "archive/prison.html", context)


def _countries(counts: dict[str, int], asked: Asked, chosen: str | None) -> list[dict[str, object]]:
    codes = {*counts, *([chosen] if chosen else [])} - {""}
    rows = [
        {"code": code, "name": country_label(code), "count": counts.get(code, 0), "url": _url(asked, code)}
        for code in codes
    ]
    return sorted(rows, key=lambda row: (-int(str(row["count"])), sort_key(str(row["name"]))))


def _url(asked: Asked, country: str | None, page: int = 1) -> str:
    today = clock.today()
    pairs = [
        ("on", asked.on.isoformat() if asked.on != today else ""),
        ("known", asked.known_on.isoformat() if asked.known_on != today else ""),
        ("country", country or ""),
        ("page", str(page) if page > 1 else ""),
    ]
    query = urlencode([pair for pair in pairs if pair[1]])
    return reverse("archive:prison-show") + (f"?{query}" if query else "")
