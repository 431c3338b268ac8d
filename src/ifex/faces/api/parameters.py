"""What each address may be asked, described once: for cleaning, the OpenAPI document and the page about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.search.facets import Facet, all_facets
from ifex.instruments.search.requests import SORTS
from ifex.instruments.taxonomy.enums import Scheme

from .asking import LARGEST_PAGE, PAGE_SIZE

YEARS = "years"
_MOST_LISTED = 150
_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Parameter:
    """One parameter. `schema` is JSON Schema; several values mean "or" and may stand in one, with commas."""

    name: str
    text: str | Promise
    schema: dict[str, Any] = field(default_factory=lambda: dict(_TEXT))
    is_list: bool = False
    place: str = "query"


def names_of(parameters: Iterable[Parameter]) -> list[str]:
    return [parameter.name for parameter in parameters]


LANG = Parameter(
    "lang",
    _("The language of messages, by default the one that your browser or program accepts."),
    {"type": "string", "enum": list(LANGUAGE_CODES)},
)
LABELS = Parameter(
    "labels",
    _("Adds “labels”: the names in this language of all slugs in the answer, by vocabulary."),
    {"type": "string", "enum": list(LANGUAGE_CODES)},
)
LIMIT = Parameter(
    "limit",
    _("How many items."),
    {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
)
CURSOR = Parameter("cursor", _("Where the next page begins. Follow “next” instead of making one."))
UID = Parameter("uid", _("The identifier. It never changes and is never reused."), place="path")
SLUG = Parameter("slug", _("The name of the vocabulary."), place="path")
KNOWN_ON = Parameter(
    "known_on",
    _("A day: gives what was published at its end (UTC), unless that has been withheld since."),
    dict(_DAY),
)
COUNTRY = Parameter(
    "country",
    _("Codes as in “countries”: ISO 3166-1, four letters for countries that have ended."),
    is_list=True,
)

LIST_PARAMETERS = (LIMIT, CURSOR, LABELS, LANG)
RECORD_PARAMETERS = (UID, KNOWN_ON, LABELS, LANG)
ONE_PARAMETERS = (UID, LABELS, LANG)
HISTORY_PARAMETERS = (UID, LANG)
CASE_PARAMETERS = (
    COUNTRY,
    Parameter("status", _("The state of the file (vocabulary case_statuses)."), is_list=True),
    Parameter("person", _("Identifiers of persons whom the case names."), is_list=True),
    *LIST_PARAMETERS,
)
ORGANISATION_PARAMETERS = (
    COUNTRY,
    Parameter("status", _("The standing today (vocabulary membership_statuses)."), is_list=True),
    *LIST_PARAMETERS,
)
SITUATION_PARAMETERS = (
    Parameter("on", _("The day, by default today (UTC)."), dict(_DAY)),
    Parameter("known_at", _("As it was known at this moment, or at the end of this day. By default now.")),
    COUNTRY,
    Parameter(
        "situation",
        _("Of the vocabulary person_situations. By default those of somebody who is held."),
        is_list=True,
    ),
    *LIST_PARAMETERS,
)
_QUERY = Parameter(
    "q",
    _(
        "Words, “phrases” in quotation marks, -without, OR, prefix*, country:tn, year:2005..2011; in any language."
        " Everything is accepted."
    ),
)
_SORT = Parameter("sort", _("The order."), {"type": "string", "enum": list(SORTS), "default": SORTS[0]})
_PAGE = Parameter(
    "page",
    _("From 1, to the ten-thousandth result; the cursor goes on to the last."),
    {"type": "integer", "minimum": 1},
)


def search_parameters() -> list[Parameter]:
    """What the search page takes, and ours."""
    return [*_filters(), _SORT, LIMIT, CURSOR, _PAGE, LABELS, LANG]


def count_parameters() -> list[Parameter]:
    names = [YEARS, *(facet.name for facet in all_facets() if facet.name != "year")]
    by = Parameter("by", _("Only these numbers."), {"type": "string", "enum": names}, is_list=True)
    schemes = [Scheme.SDG.value, Scheme.CPJ.value, Scheme.COE.value, Scheme.HURIDOCS.value]
    scheme = Parameter(
        "scheme", _("Adds numbers by a classification of others."), {"type": "string", "enum": schemes}
    )
    return [*_filters(), by, scheme, LABELS, LANG]


def _filters() -> list[Parameter]:
    years = [
        Parameter("year_from", _("The first year; the same as year=2005.. ."), {"type": "integer"}),
        Parameter("year_to", _("The last year; the same as year=..2011 ."), {"type": "integer"}),
    ]
    return [_QUERY, *(_of_facet(facet) for facet in all_facets()), *years]


def _of_facet(facet: Facet) -> Parameter:
    schema: dict[str, Any] = dict(_TEXT)
    values = [] if facet.is_number or facet.clean else [choice.value for choice in facet.get_choices()]
    if values and len(values) <= _MOST_LISTED and facet.name != "member":
        schema["enum"] = values
    elif values:
        schema["examples"] = values[:3]
    return Parameter(facet.name, _FACET_WORDS.get(facet.name, facet.title), schema, is_list=True)


_FACET_WORDS: dict[str, str | Promise] = {
    "year": _("The year of the event, or a range: 2011, 2005..2011, 2005.., ..2011."),
    "region": _("The region."),
    "country": _("A code in any case, or a name in any language."),
    "issue": _("The issue (vocabulary issue_areas)."),
    "violation": _("The violation (vocabulary violation_types), or a group of them: group.censorship."),
    "target": _("Who was targeted (vocabulary target_kinds)."),
    "perpetrator": _("Who is responsible (vocabulary perpetrator_kinds)."),
    "member": _("The identifier of the organisation that reported it."),
    "language": _("Published in this language."),
    "kind": _("The kind of alert (vocabulary alert_kinds)."),
    "status": _("The state of the case (vocabulary case_statuses)."),
    "situation": _("Where the persons of the case stand last of all (vocabulary person_situations)."),
    "primary": _("As “violation”, but only where it is the primary one."),
    "month": _("The month of the event, where it is known: 2004-03."),
    "sdg": _("The category in which it counts for the headline of SDG indicator 16.10.1."),
}
