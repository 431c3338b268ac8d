"""The shapes of answers, for the OpenAPI document. Objects follow the interchange format; more keys may come."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Labels = dict[str, str]
LabelsByVocabulary = dict[str, Labels]


class Shape(Schema):
    model_config = ConfigDict(extra="allow")


class Problem(Shape):
    code: str
    message: str


class ErrorAnswer(Shape):
    error: Problem


class NoticeShape(Shape):
    code: str
    message: str


class Happened(Shape):
    start: date | None = Field(alias="from")
    to: date | None
    precision: Literal["day", "month", "year", "range", "unknown"]


class Place(Shape):
    name: str
    lat: float | None
    lon: float | None
    precision: str


class Target(Shape):
    name: str
    kind: str
    gender: str
    nationality: str | None
    gender_factor: str
    is_pseudonym: bool = False
    variants: list[str] = []
    outlet: str | None = None
    person: str | None = None
    organisation: str | None = None


class Perpetrator(Shape):
    kind: str
    name: str | None
    certainty: str
    claimed_by: str | None


class Source(Shape):
    organisation: str | None
    name: str
    url: str | None
    facts: dict[str, Any]


class Action(Shape):
    kind: str
    text: Labels
    to: list[dict[str, Any]]
    copies: list[dict[str, Any]]
    closes: date | None


class Attachment(Shape):
    sha256: str
    type: str
    name: str
    credit: str
    caption: Labels
    alternative_text: Labels = {}
    licence: str = ""
    is_lead: bool = False
    width: int | None = None
    height: int | None = None


class Correction(Shape):
    at: datetime
    kind: Literal["correction", "withdrawal"]
    note: Labels


class Maps(Shape):
    sdg_16_10_1: str | None
    cpj: str | None
    coe: str | None
    huridocs: str | None


class AlertText(Shape):
    title: str
    summary: str = ""
    body: str = ""
    motive: str = ""
    justification: str = ""


class Alert(Shape):
    type: Literal["alert"]
    uid: str
    kind: str
    urgency: str
    published: datetime | None
    happened: Happened
    countries: list[str]
    international: bool
    place: Place | None
    issues: list[str]
    violations: list[str]
    targets: list[Target]
    perpetrators: list[Perpetrator]
    expression_link: str | None
    verification: str | None
    sources: list[Source]
    actions: list[Action]
    case: str | None
    updates: str | None
    attachments: list[Attachment]
    source_language: str
    legacy_urls: list[str]
    corrections: list[Correction]
    maps: Maps
    versions: dict[str, AlertText]


class SituationOfPerson(Shape):
    situation: str
    start: date = Field(alias="from")
    until: date | None
    precision: str
    country: str | None
    source: str | None


class PersonOfCase(Shape):
    person: str | None
    names: Labels
    pseudonym: str | None = None
    situations: list[SituationOfPerson]


class CaseText(Shape):
    title: str
    summary: str = ""
    body: str = ""
    state_reply: str = ""
    outcome: str = ""


class Case(Shape):
    type: Literal["case"]
    uid: str
    status: str
    countries: list[str]
    opened: date | None
    violated: date | None
    accountability: str | None
    accountability_on: date | None
    published: datetime | None
    persons: list[PersonOfCase]
    source_language: str
    legacy_urls: list[str]
    corrections: list[Correction]
    versions: dict[str, CaseText]


class PublicationShape(Shape):
    number: int
    reason: Literal["first", "translation", "correction", "withdrawal"]
    valid_from: datetime
    valid_to: datetime | None


class OneAlert(Alert):
    publication: PublicationShape
    labels: LabelsByVocabulary = {}


class OneCase(Case):
    alerts: list[str]
    publication: PublicationShape
    labels: LabelsByVocabulary = {}


class HistoryEntry(PublicationShape):
    note: Labels
    withheld: bool


class Person(Shape):
    type: Literal["person"]
    uid: str
    names: Labels
    variants: list[str]
    kind: str
    gender: str
    nationalities: list[str]
    outlets: list[str]


class OnePerson(Person):
    alerts: list[str]
    cases: list[str]
    labels: LabelsByVocabulary = {}


class Standing(Shape):
    status: str
    start: date = Field(alias="from")
    until: date | None


class Organisation(Shape):
    type: Literal["organisation"]
    uid: str
    acronym: str
    names: Labels
    kind: str
    country: str | None
    website: str
    founded: int | None
    standings: list[Standing]
    versions: dict[str, dict[str, str]]


class VocabularyShape(Shape):
    slug: str
    name: str
    count: int
    terms: str


class Term(Shape):
    slug: str
    names: Labels
    scope_note: Labels
    group: str | None
    parent: str | None
    position: int
    attributes: dict[str, Any]
    maps: Labels
    retired: bool
    replaced_by: str | None


class Country(Shape):
    code: str
    alpha3: str
    names: Labels
    region: str
    from_year: int | None
    until_year: int | None
    successors: list[str]
    disputed: bool
    note: Labels


class Situation(Shape):
    person: str | None
    case: str
    situation: str
    country: str | None
    start: date = Field(alias="from")
    until: date | None
    known_from: datetime
    known_to: datetime | None


class Page(Shape):
    count: int
    next: str | None
    notices: list[NoticeShape]
    labels: LabelsByVocabulary = {}


class AlertPage(Page):
    items: list[Alert]


class CasePage(Page):
    items: list[Case]


class PersonPage(Page):
    items: list[Person]


class OrganisationPage(Page):
    items: list[Organisation]


class VocabularyPage(Page):
    items: list[VocabularyShape]


class TermPage(Page):
    slug: str
    name: str
    items: list[Term]


class CountryPage(Page):
    items: list[Country]


class SituationPage(Page):
    on: date
    known_at: datetime
    situations: list[str]
    persons: int
    items: list[Situation]


class HistoryPage(Shape):
    uid: str
    count: int
    items: list[HistoryEntry]
    notices: list[NoticeShape]


class FacetNumber(Shape):
    value: str
    count: int


class SchemeNumbers(Shape):
    name: str
    counts: dict[str, int]
    unmapped: int


class Rule(Shape):
    code: str
    message: str


class Counts(Shape):
    events_until: date
    as_known_on: date
    count: int
    incidents: int
    facets: dict[str, list[FacetNumber]]
    years: dict[str, int] = {}
    scheme: SchemeNumbers | None = None
    rules: list[Rule]
    notices: list[NoticeShape]
    labels: LabelsByVocabulary = {}


class Front(Shape):
    name: str
    licence: str
    documentation: str
    openapi: str
    addresses: list[str]
