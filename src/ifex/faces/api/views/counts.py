"""Numbers about any set of alerts that the search page can show: by facet, by year, by other people's schemes."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from ifex.faces.api.answers import answer_json, keep_a_minute
from ifex.faces.api.asking import Asked
from ifex.faces.api.parameters import YEARS, count_parameters, names_of
from ifex.faces.api.rules import rules_for
from ifex.foundations.core import clock
from ifex.instruments.search.facets import all_facets, find_facet
from ifex.instruments.search.requests import FacetCount, SearchRequest, SearchResult
from ifex.instruments.taxonomy.enums import Scheme, Vocabulary
from ifex.instruments.taxonomy.queries import crosswalk
from ifex.network.archive.enums import LEFT_OUT_OF_INCIDENT_TOTALS

from .alerts import find_or_say, question_of

SCHEMES = (Scheme.SDG.value, Scheme.CPJ.value, Scheme.COE.value, Scheme.HURIDOCS.value)


def count_alerts(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, names_of(count_parameters()))
    question = replace(question_of(asked, with_numbers=True), limit=1, offset=0)
    result = find_or_say(question)
    names = [facet.name for facet in all_facets() if facet.name != "year"]
    by = asked.some_of("by", [YEARS, *names]) or [YEARS, *names]
    scheme = asked.one_of("scheme", SCHEMES)
    primary = primary_counts(question, result)
    answer: dict[str, Any] = {
        "events_until": last_day_of(question).isoformat(),
        "as_known_on": clock.today().isoformat(),
        "count": result.total,
        "incidents": result.total - sum(primary.get(slug, 0) for slug in LEFT_OUT_OF_INCIDENT_TOTALS),
        "facets": {
            name: _values(result.facets[name]) for name in names if name in by and name in result.facets
        },
    }
    if YEARS in by:
        answer["years"] = {str(year): number for year, number in result.histogram.items()}
    if scheme:
        counts = counts_by_scheme(scheme, question, result, primary)
        answer["scheme"] = {"name": scheme, "counts": counts, "unmapped": result.total - sum(counts.values())}
    answer["rules"] = rules_for(by, scheme)
    answer["notices"] = asked.notice_dicts([*question.notices, *result.notices])
    if asked.labels:
        answer["labels"] = _labels(answer["facets"], asked.labels)
    return keep_a_minute(answer_json(answer))


def _values(counts: list[FacetCount]) -> list[dict[str, Any]]:
    return [{"value": one.value, "count": one.count} for one in counts if one.count or one.is_chosen]


def last_day_of(question: SearchRequest) -> date:
    """Events after this day are in none of the numbers."""
    today = clock.today()
    years = [int(value.rpartition("..")[2]) for value in question.values_of("year")]
    last = max(years, default=today.year)
    return date(last, 12, 31) if 1 <= last < today.year else today


def primary_counts(question: SearchRequest, result: SearchResult) -> dict[str, int]:
    """How many alerts of the very set have each primary violation; an alert has one or none."""
    facet = find_facet("primary")
    if facet is None:
        return {}
    counts = {one.value: one.count for one in result.facets.get("primary", [])}
    parents = {choice.value: choice.parent for choice in facet.get_choices()}
    groups = set(parents.values())
    chosen = set(question.values_of("primary"))
    return {
        value: number
        for value, number in counts.items()
        # The facet's own choice does not narrow its counts; here it must.
        if value not in groups and (not chosen or value in chosen or parents.get(value) in chosen)
    }


def counts_by_scheme(
    scheme: str, question: SearchRequest, result: SearchResult, primary: dict[str, int]
) -> dict[str, int]:
    """The primary violations in a foreign classification; the indicator of the SDGs looks at more than these."""
    found: dict[str, int] = {}
    if scheme == Scheme.SDG:
        chosen = question.values_of("sdg")
        for one in result.facets.get("sdg", []):
            if one.count and (not chosen or one.value in chosen):
                found[one.value] = one.count
        return found
    for slug, number in primary.items():
        category = crosswalk(Vocabulary.VIOLATION_TYPES, slug, scheme)
        if category and number:
            found[category] = found.get(category, 0) + number
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _labels(facets: dict[str, list[dict[str, Any]]], language: str) -> dict[str, dict[str, str]]:
    """Names as the search page gives them, by facet."""
    found: dict[str, dict[str, str]] = {}
    with translation.override(language):
        for name, counts in facets.items():
            facet = find_facet(name)
            if facet is not None and counts:
                found[name] = {one["value"]: facet.get_label(one["value"]) for one in counts}
    return found
