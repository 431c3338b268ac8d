"""Numbers of a part of the archive, and what is newest in it.

Alerts by year and by primary violation, each counted once, laws left out.

Every number comes from search and links to the search that gives it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ifex.foundations.core import clock
from ifex.instruments.cms.charts import Bar, bar_list, year_histogram
from ifex.instruments.search.facets import find_facet
from ifex.instruments.search.finding import find
from ifex.instruments.search.requests import NEWEST, SearchRequest, SearchResult
from ifex.network.archive.enums import LEFT_OUT_OF_INCIDENT_TOTALS, SubjectKind
from ifex.network.archive.facets import GROUP
from ifex.network.archive.queries import publications_in_order

from .cards import Card, cards_of
from .searching import counts_for_map, search_url

MOST_BARS = 12
NEWEST_SHOWN = 10
Filters = Mapping[str, list[str]]
"""Values by the name of their facet."""
WITHOUT_LAWS = " ".join(f"-primary:{slug}" for slug in LEFT_OUT_OF_INCIDENT_TOTALS)


@dataclass(frozen=True)
class Numbers:
    """What is counted, with the two dates that every number names."""

    question: SearchRequest
    result: SearchResult
    until: date
    known_at: datetime

    @property
    def total(self) -> int:
        return self.result.total

    @property
    def url(self) -> str:
        return search_url(self.question)

    @property
    def by_year(self) -> SafeString:
        return year_histogram(
            self.result.histogram,
            title=_("Alerts by year of the event"),
            url_for_year=lambda year: search_url(self.question.with_values("year", [str(year)])),
        )

    @property
    def by_violation(self) -> SafeString:
        """The most frequent primary violations; groups are left to the search page."""
        return self.bars("primary", _("By primary violation"), leaving_out=GROUP)

    def bars(self, name: str, title: str, *, leaving_out: str = "\0") -> SafeString:
        """The values of a facet as bars, each leading to its search."""
        bars = [
            Bar(label, count, search_url(self.question.with_values(name, [value])))
            for value, label, count in self.labelled(name, leaving_out=leaving_out)
        ]
        return bar_list(bars, title=title)

    def labelled(self, name: str, *, leaving_out: str = "\0") -> list[tuple[str, str, int]]:
        """(value, label, count) of a facet, the most frequent first, at most MOST_BARS."""
        facet = find_facet(name)
        counts = [
            one
            for one in self.result.facets.get(name, [])
            if one.count and not one.value.startswith(leaving_out)
        ]
        return [
            (one.value, facet.get_label(one.value) if facet else one.value, one.count)
            for one in sorted(counts, key=lambda one: -one.count)[:MOST_BARS]
        ]

    @property
    def by_country(self) -> dict[str, int]:
        """For a map."""
        return counts_for_map(self.result)

    def counts_of(self, name: str) -> dict[str, int]:
        return {one.value: one.count for one in self.result.facets.get(name, []) if one.count}


def question_about(language: str, filters: Filters, *, q: str = "", limit: int = 1) -> SearchRequest:
    return SearchRequest.from_params(
        {"q": q, "sort": NEWEST, **filters}, language=language, kinds=(SubjectKind.ALERT.value,), limit=limit
    )


def count_numbers(language: str, filters: Filters | None = None, *, q: str = "") -> Numbers:
    """Raises SearchUnavailable."""
    question = question_about(language, filters or {}, q=f"{q} {WITHOUT_LAWS}".strip())
    return Numbers(question, find(question), clock.today(), clock.now())


@dataclass(frozen=True)
class Newest:
    """The newest alerts of a part of the archive, and the way to all of them."""

    cards: list[Card]
    total: int
    url: str
    feed_query: str


def newest_of(
    language: str, filters: Filters | None = None, *, q: str = "", limit: int = NEWEST_SHOWN
) -> Newest:
    """Raises SearchUnavailable."""
    question = replace(
        question_about(language, filters or {}, q=q, limit=limit), with_facets=False, with_histogram=False
    )
    result = find(question)
    rows = publications_in_order(SubjectKind.ALERT, [hit.uid for hit in result.hits])
    return Newest(
        cards_of(rows, language=language), result.total, search_url(question), question.query_string
    )
