"""Countries, regions and issues: what is new, numbers by year, members, who is in prison today."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.changes import depends_on
from ifex.instruments.cms.worldmap import place_map, world_map
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.taxonomy.enums import REGIONS_WITHOUT_COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import (
    countries,
    countries_of_region,
    country_label,
    country_lineage,
    country_row,
    current_slug,
    regions,
    term,
    term_label,
    vocabulary,
)
from ifex.instruments.taxonomy.tables import CountryRow
from ifex.network.archive.domain.freshness import FOUND, HELD, ORGANISATIONS
from ifex.network.archive.presenters.facts import country_url
from ifex.network.archive.presenters.members import member_lines
from ifex.network.archive.presenters.numbers import Filters, Numbers, count_numbers, newest_of
from ifex.network.archive.presenters.prison import prisoners_of
from ifex.network.archive.presenters.searching import successors_of_historic
from ifex.network.archive.queries import count_held_by_country, situations_on

from .answers import missing, reader_language, show

HELD_SHOWN = 10


def _searched(language: str, filters: Filters) -> dict[str, Any]:
    """What needs the index; without one the page says so and shows the rest."""
    try:
        return {"newest": newest_of(language, filters), "numbers": count_numbers(language, filters)}
    except SearchUnavailable:
        return {"newest": None, "numbers": None}


@require_safe
def list_countries(request: HttpRequest) -> HttpResponse:
    """By region, each country with its number of alerts."""
    depends_on(FOUND)
    try:
        numbers = count_numbers(reader_language())
    except SearchUnavailable:
        numbers = None
    counts = numbers.counts_of("country") if numbers else {}
    rows = countries(with_historic=True)
    shown = [row for row in rows if not row.is_historic or counts.get(row.code)]
    groups = [
        {
            "name": term_label(Vocabulary.REGIONS, slug),
            "url": reverse("archive:region-show", args=[slug]),
            "countries": [
                {
                    "row": row,
                    "name": row.label(),
                    "url": country_url(row.code),
                    "count": counts.get(row.code, 0),
                }
                for row in shown
                if row.region == slug
            ],
        }
        for slug in regions()
        if slug not in REGIONS_WITHOUT_COUNTRIES
    ]
    context = {
        "topic": "list countries",
        "groups": groups,
        "numbers": numbers,
        "map": _map_of(numbers.by_country, _("Alerts by country")) if numbers else "",
    }
    return show(request, "archive/countries.html", context)


def _only(counts: dict[str, int], codes: frozenset[str]) -> dict[str, int]:
    return {code: count for code, count in counts.items() if code in codes}


def _map_of(counts: dict[str, int], title: str, around: Collection[str] = ()) -> str:
    return world_map(
        counts,
        title=title,
        url_for=country_url,
        label_for=country_label,
        successors=successors_of_historic(),
        around=around,
    )


@require_safe
def show_country(request: HttpRequest, code: str) -> HttpResponse:
    row = country_row(code)
    if row is None:
        return _missing_place(request)
    if code != row.code.lower():
        return HttpResponsePermanentRedirect(reverse("archive:country-show", args=[row.code.lower()]))
    lineage = sorted(country_lineage(row.code))
    depends_on(*(f"country:{one}" for one in lineage), HELD, ORGANISATIONS)
    searched = _searched(reader_language(), {"country": lineage})
    held = situations_on(clock.today()).filter(country__in=lineage)
    context = {
        "topic": f"country {row.code}",
        "row": row,
        "name": row.label(),
        "note": row.note,
        "was_before": [country_label(one) for one in lineage if one != row.code],
        "successors": [{"title": country_label(one), "url": country_url(one)} for one in row.successors],
        "region": {"title": term_label(Vocabulary.REGIONS, row.region), "url": _region_url(row)},
        "members": member_lines([row.code]),
        "held_total": held.values("person").distinct().count(),
        "held": prisoners_of(held, at_most=HELD_SHOWN),
        "prison_url": f"{reverse('archive:prison-show')}?country={row.code}",
        "today": clock.today(),
        "breadcrumb": [
            {"title": _("Countries"), "url": reverse("archive:country-list")},
            {"title": term_label(Vocabulary.REGIONS, row.region), "url": _region_url(row)},
            {"title": row.label(), "url": None},
        ],
        "map": place_map(
            row.successors if row.is_historic else (row.code,),
            title=_("On the map"),
            around=countries_of_region(row.region),
        ),
        **searched,
    }
    return show(request, "archive/country.html", context)


def _region_url(row: CountryRow) -> str:
    return reverse("archive:region-show", args=[row.region])


@require_safe
def show_region(request: HttpRequest, slug: str) -> HttpResponse:
    row = term(Vocabulary.REGIONS, slug)
    if row is None:
        return _missing_place(request)
    depends_on(f"region:{slug}", HELD, ORGANISATIONS)
    codes = countries_of_region(slug)
    searched = _searched(reader_language(), {"region": [slug]})
    numbers: Numbers | None = searched["numbers"]
    counts = _only(numbers.counts_of("country") if numbers else {}, codes)
    held = _only(count_held_by_country(clock.today()), codes)
    name = row.label()
    context = {
        "topic": f"region {slug}",
        "name": name,
        "countries": [
            {
                "name": one.label(),
                "url": country_url(one.code),
                "count": counts.get(one.code, 0),
                "held": held.get(one.code, 0),
            }
            for one in countries(with_historic=True)
            if one.region == slug and (not one.is_historic or counts.get(one.code))
        ],
        "members": member_lines(list(codes)),
        "map": _map_of(_only(numbers.by_country, codes), _("Alerts by country"), codes)
        if numbers and codes
        else "",
        "prison_url": reverse("archive:prison-show"),
        "today": clock.today(),
        "breadcrumb": [
            {"title": _("Countries"), "url": reverse("archive:country-list")},
            {"title": name, "url": None},
        ],
        **searched,
    }
    return show(request, "archive/region.html", context)


@require_safe
def list_issues(request: HttpRequest) -> HttpResponse:
    depends_on(FOUND)
    try:
        numbers = count_numbers(reader_language())
    except SearchUnavailable:
        numbers = None
    counts = numbers.counts_of("issue") if numbers else {}
    issues = [
        {"name": row.label(), "url": reverse("archive:issue-show", args=[slug]), "count": counts.get(slug, 0)}
        for slug, row in vocabulary(Vocabulary.ISSUE_AREAS).items()
        if not row.is_retired or counts.get(slug)
    ]
    return show(
        request, "archive/issues.html", {"topic": "list issues", "issues": issues, "numbers": numbers}
    )


@require_safe
def show_issue(request: HttpRequest, slug: str) -> HttpResponse:
    row = term(Vocabulary.ISSUE_AREAS, slug)
    if row is None:
        return missing(
            request,
            title=_("There is no issue at this address"),
            text=[_("It may have been mistyped. All issues are listed.")],
        )
    if current_slug(Vocabulary.ISSUE_AREAS, slug) != slug:
        now = current_slug(Vocabulary.ISSUE_AREAS, slug)
        return HttpResponsePermanentRedirect(reverse("archive:issue-show", args=[now]))
    depends_on(f"issue:{slug}")
    context = {
        "topic": f"issue {slug}",
        "name": row.label(),
        "scope": row.scope_note,
        "breadcrumb": [
            {"title": _("Issues"), "url": reverse("archive:issue-list")},
            {"title": row.label(), "url": None},
        ],
        **_searched(reader_language(), {"issue": [slug]}),
    }
    numbers: Numbers | None = context["numbers"]
    context["map"] = _map_of(numbers.by_country, _("Alerts by country")) if numbers else ""
    return show(request, "archive/issue.html", context)


def _missing_place(request: HttpRequest) -> HttpResponse:
    return missing(
        request,
        title=_("There is no country or region at this address"),
        text=[
            _("Countries have the two letters of their ISO code in their address. All of them are listed.")
        ],
    )
