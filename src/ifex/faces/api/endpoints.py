"""Every address of the API: its view, its words, its parameters, its shape, and an example that a test asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import schemas
from .parameters import (
    CASE_PARAMETERS,
    HISTORY_PARAMETERS,
    LANG,
    LIST_PARAMETERS,
    ONE_PARAMETERS,
    ORGANISATION_PARAMETERS,
    RECORD_PARAMETERS,
    SITUATION_PARAMETERS,
    SLUG,
    Parameter,
    count_parameters,
    search_parameters,
)
from .views import alerts, cases, counts, front, persons, situations, vocabularies

Parameters = Sequence[Parameter] | Callable[[], Sequence[Parameter]]


@dataclass(frozen=True)
class Endpoint:
    """`path` is below /api/v1/; `examples` are addresses, with `{uid}` where one needs a published thing.

    `errors` are the statuses that it may answer with beside 200; each comes as `ErrorAnswer`.
    """

    name: str
    path: str
    view: Callable[..., Any]
    title: str | Promise
    text: str | Promise
    shape: Any
    parameters: Parameters = (LANG,)
    errors: tuple[int, ...] = ()
    examples: tuple[str, ...] = ()

    def get_parameters(self) -> Sequence[Parameter]:
        return self.parameters() if callable(self.parameters) else self.parameters


ENDPOINTS = (
    Endpoint(
        "front", "", front.show_front, _("What there is"),
        _("The addresses of the API, the licence of the data and where it is explained."),
        schemas.Front, examples=("",),
    ),
    Endpoint(
        "alert-list", "alerts", alerts.list_alerts, _("Alerts"),
        _(
            "Takes what the search page takes and finds what it finds. Follow “next” to the last of a million."
            " Sorted by relevance, the first ten thousand can be read."
        ),
        schemas.AlertPage, search_parameters, errors=(503,),
        examples=(
            "alerts?q=journalist&country=TN&limit=2",
            "alerts?year=2005..2011&sort=newest&labels=fr",
            "alerts?violation=group.integrity&language=ar",
        ),
    ),
    Endpoint(
        "alert-show", "alerts/{uid}", alerts.show_alert, _("One alert"),
        _("As it is published now, or was on a day. 410 with the reason for what has been withdrawn."),
        schemas.OneAlert, RECORD_PARAMETERS, errors=(404, 410),
        examples=("alerts/{alert}", "alerts/{alert}?labels=es"),
    ),
    Endpoint(
        "alert-history", "alerts/{uid}/history", alerts.show_alert_history, _("The history of an alert"),
        _("Every publication, correction and withdrawal, oldest first, without the texts."),
        schemas.HistoryPage, HISTORY_PARAMETERS, errors=(404,), examples=("alerts/{alert}/history",),
    ),
    Endpoint(
        "case-list", "cases", cases.list_cases, _("Cases"),
        _("In the order of their identifiers. “count” may be a minute old."),
        schemas.CasePage, CASE_PARAMETERS, examples=("cases?country=TN&status=open", "cases?person={person}"),
    ),
    Endpoint(
        "case-show", "cases/{uid}", cases.show_case, _("One case"),
        _("With the identifiers of its newest alerts, at most 200. Otherwise as one alert."),
        schemas.OneCase, RECORD_PARAMETERS, errors=(404, 410), examples=("cases/{case}",),
    ),
    Endpoint(
        "case-history", "cases/{uid}/history", cases.show_case_history, _("The history of a case"),
        _("As that of an alert."),
        schemas.HistoryPage, HISTORY_PARAMETERS, errors=(404,), examples=("cases/{case}/history",),
    ),
    Endpoint(
        "person-list", "persons", persons.list_persons, _("Persons"),
        _(
            "Only those whom a published alert or case names openly. In the order of their identifiers; “count” may be"
            " a minute old."
        ),
        schemas.PersonPage, LIST_PARAMETERS, examples=("persons?limit=5&labels=en",),
    ),
    Endpoint(
        "person-show", "persons/{uid}", persons.show_person, _("One person"),
        _(
            "With the newest alerts and cases that name them, at most 200 of each. 301 to the one that stands for"
            " somebody who has been merged with another."
        ),
        schemas.OnePerson, ONE_PARAMETERS, errors=(301, 404), examples=("persons/{person}",),
    ),
    Endpoint(
        "organisation-list", "organisations", persons.list_organisations, _("Organisations"),
        _("Members of the network, today's and former, and other organisations that the archive names."),
        schemas.OrganisationPage, ORGANISATION_PARAMETERS, examples=("organisations?country=TN",),
    ),
    Endpoint(
        "organisation-show", "organisations/{uid}", persons.show_organisation, _("One organisation"),
        _("301 to the one that it has become part of."),
        schemas.Organisation, ONE_PARAMETERS, errors=(301, 404), examples=("organisations/{organisation}",),
    ),
    Endpoint(
        "vocabulary-list", "vocabularies", vocabularies.list_vocabularies, _("Vocabularies"),
        _("The controlled terms in which everything is said."),
        schemas.VocabularyPage, examples=("vocabularies",),
    ),
    Endpoint(
        "vocabulary-show", "vocabularies/{slug}", vocabularies.show_vocabulary, _("One vocabulary"),
        _("All its terms with their names in every language and their places in the schemes of others."),
        schemas.TermPage, (SLUG, LANG), errors=(404,), examples=("vocabularies/violation_types",),
    ),
    Endpoint(
        "country-list", "countries", vocabularies.list_countries, _("Countries"),
        _("Living and historic ones, by name."),
        schemas.CountryPage, examples=("countries",),
    ),
    Endpoint(
        "situation-list", "situations", situations.list_situations, _("Who stood where"),
        _(
            "Who was in prison on a day, or in another situation, as it was known then or is known now. “count” counts"
            " situations, “persons” each person once. “person” is null for somebody whom no publication names."
        ),
        schemas.SituationPage, SITUATION_PARAMETERS,
        examples=("situations?on=2026-03-01&country=TN&labels=en", "situations?on=2026-03-01&known_at=2026-03-02"),
    ),
    Endpoint(
        "count-show", "counts", counts.count_alerts, _("Numbers"),
        _(
            "How many alerts, by facet and by year, of what the same filters find in “alerts”. Two dates say what the"
            " numbers speak of: events until the one, as known on the other. “rules” says how they were counted."
        ),
        schemas.Counts, count_parameters, errors=(503,),
        examples=(
            "counts?country=TN&by=violation,years",
            "counts?year=2024&by=primary&scheme=cpj",
            "counts?scheme=sdg_16_10_1&by=sdg",
        ),
    ),
)  # fmt: skip
