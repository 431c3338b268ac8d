"""Countries, regions and issues: what is new, numbers by year, members, who is in prison today."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.instruments.cms.worldmap import world_map
from ifex.instruments.search.finding import find
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
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.presenters.cards import cards_of, full_name
from ifex.network.archive.presenters.facts import country_url, organisation_url
from ifex.network.archive.presenters.numbers import Filters, Newest, Numbers, count_numbers, question_about
from ifex.network.archive.presenters.prison import prisoners_of
from ifex.network.archive.presenters.searching import search_url, successors_of_historic
from ifex.network.archive.queries import count_held_by_country, publications_in_order, situations_on
from ifex.network.members.queries import members_on

from .answers import missing, reader_language, show

NEWEST_SHOWN = 10
HELD_SHOWN = 10


def newest_of(language: str, filters: Filters | None = None, *, limit: int = NEWEST_SHOWN) -> Newest:
    """Raises SearchUnavailable."""
    question = replace(
        question_about(language, filters or {}, limit=limit), with_facets=False, with_histogram=False
    )
    result = find(question)
    rows = publications_in_order(SubjectKind.ALERT, [hit.uid for hit in result.hits])
    return Newest(
        cards_of(rows, language=language), result.total, search_url(question), question.query_string
    )


def _searched(language: str, filters: Filters) -> dict[str, Any]:
    """What needs the index; without one the page says so and shows the rest."""
    try:
        return {"newest": newest_of(language, filters), "numbers": count_numbers(language, filters)}
    except SearchUnavailable:
        return {"newest": None, "numbers": None}


@require_safe
def list_countries(request: HttpRequest) -> HttpResponse:
    """By region, each country with its number of alerts."""
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
        "groups": groups,
        "numbers": numbers,
        "map": _map_of(numbers.by_country, _("Alerts by country")) if numbers else "",
    }
    return show(request, "archive/countries.html", context)


def _only(counts: dict[str, int], codes: frozenset[str]) -> dict[str, int]:
    return {code: count for code, count in counts.items() if code in codes}


def _map_of(counts: dict[str, int], title: str) -> str:
    return world_map(
        counts, title=title, url_for=country_url, label_for=country_label, successors=successors_of_historic()
    )


@require_safe
def show_country(request: HttpRequest, code: str) -> HttpResponse:
    row = country_row(code)
    if row is None:
        return _missing_place(request)
    if code != row.code.lower():
        return HttpResponsePermanentRedirect(reverse("archive:country-show", args=[row.code.lower()]))
    lineage = sorted(country_lineage(row.code))
    searched = _searched(reader_language(), {"country": lineage})
    held = situations_on(clock.today()).filter(country__in=lineage)
    context = {
        "row": row,
        "name": row.label(),
        "note": row.note,
        "was_before": [country_label(one) for one in lineage if one != row.code],
        "successors": [{"title": country_label(one), "url": country_url(one)} for one in row.successors],
        "region": {"title": term_label(Vocabulary.REGIONS, row.region), "url": _region_url(row)},
        "members": _members_in([row.code]),
        "held_total": held.values("person").distinct().count(),
        "held": prisoners_of(held, at_most=HELD_SHOWN),
        "prison_url": f"{reverse('archive:prison-show')}?country={row.code}",
        "today": clock.today(),
        "breadcrumb": [
            {"title": _("Countries"), "url": reverse("archive:country-list")},
            {"title": term_label(Vocabulary.REGIONS, row.region), "url": _region_url(row)},
            {"title": row.label(), "url": None},
        ],
        "map": _place_on_map(row, searched["numbers"]),
        **searched,
    }
    return show(request, "archive/country.html", context)


def _place_on_map(row: CountryRow, numbers: Numbers | None) -> str:
    """Where the country lies; nothing else is shaded or linked."""
    codes = row.successors if row.is_historic else (row.code,)
    return world_map(
        dict.fromkeys(codes, max(numbers.total, 1) if numbers else 1),
        title=_("On the map"),
        url_for=lambda code: None,
        label_for=country_label,
    )


def _region_url(row: CountryRow) -> str:
    return reverse("archive:region-show", args=[row.region])


def _members_in(codes: list[str]) -> list[dict[str, str]]:
    rows = members_on(clock.today()).filter(country__in=codes, is_hidden=False)
    members = [{"name": full_name(row), "url": organisation_url(row)} for row in rows[:200]]
    return sorted(members, key=lambda member: member["name"].casefold())


@require_safe
def show_region(request: HttpRequest, slug: str) -> HttpResponse:
    row = term(Vocabulary.REGIONS, slug)
    if row is None:
        return _missing_place(request)
    codes = countries_of_region(slug)
    searched = _searched(reader_language(), {"region": [slug]})
    numbers: Numbers | None = searched["numbers"]
    counts = _only(numbers.counts_of("country") if numbers else {}, codes)
    held = _only(count_held_by_country(clock.today()), codes)
    name = row.label()
    context = {
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
        "members": _members_in(list(codes)),
        "map": _map_of(_only(numbers.by_country, codes), _("Alerts by country")) if numbers and codes else "",
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
    return show(request, "archive/issues.html", {"issues": issues, "numbers": numbers})


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
    context = {
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
