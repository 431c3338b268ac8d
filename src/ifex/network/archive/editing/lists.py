"""What the lists of the archive show, and how one finds something in them."""

from itertools import islice
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from ifex.foundations.core.enums import PUBLISHABLE_STATES, VersionState
from ifex.foundations.core.languages import LANGUAGE_CODES, LANGUAGE_TABLE
from ifex.instruments.cms.editing.fields import OfferedTerms
from ifex.instruments.cms.editing.lists import MOST_COUNTED
from ifex.instruments.search.finding import find
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.search.requests import SearchRequest
from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.models import UnmappedValue
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.domain.mapping import alerts_that_carry
from ifex.network.archive.enums import Consent, RecordState, SubjectKind
from ifex.network.archive.models import Alert, Case, Person

MOST_FOUND = 100
_ANY = _("All")


def with_columns(records: QuerySet) -> QuerySet:
    """All that a page of the list shows, in a fixed number of queries. Not the revisions' contents."""
    return records.prefetch_related("texts").annotate(changed_by=F("latest_revision__user__name"))


def record_columns() -> list[Column]:
    return [
        Column("country", label=_("Country"), accessor=lambda record: country_label(record.country)),
        Column("state", label=_("State"), accessor="get_state_display", sort_key=None),
        Column("languages", label=_("Languages"), accessor=languages_in_words),
        Column("changed_by", label=_("Changed by")),
        DateColumn("changed_at", label=_("Changed"), sort_key="changed_at"),
    ]


def languages_in_words(record: Any) -> str:
    """Codes in the order of the table: those that are ready, then those that wait for somebody, and for what."""
    states = {row.language: row.state for row in record.texts.all()}
    ready, stale, begun = [], [], []
    for code in LANGUAGE_CODES:
        if states.get(code) == VersionState.STALE:
            stale.append(code)
        elif states.get(code) in PUBLISHABLE_STATES:
            ready.append(code)
        elif code in states:
            begun.append(code)
    parts = [" ".join(ready)]
    parts += [gettext("out of date: %(codes)s") % {"codes": " ".join(stale)}] if stale else []
    parts += [gettext("begun: %(codes)s") % {"codes": " ".join(begun)}] if begun else []
    return " · ".join(part for part in parts if part)


def search_alerts(alerts: QuerySet, words: str) -> QuerySet:
    """By identifier, by words of what is published (the archive's own search), by headline of what is not."""
    found = [words, *_published_with(words)]
    unpublished = Alert.objects.filter(
        state__in=[RecordState.DRAFT, RecordState.SCHEDULED, RecordState.WITHDRAWN],
        texts__title__icontains=words,
    )
    keys = {
        *Alert.objects.filter(uid__in=found).values_list("pk", flat=True),
        *unpublished.order_by("-pk").values_list("pk", flat=True)[:MOST_FOUND],
    }
    return alerts.filter(pk__in=keys)


def _published_with(words: str) -> list[str]:
    request = SearchRequest(
        q=words, limit=MOST_FOUND, kinds=(SubjectKind.ALERT.value,), with_facets=False, with_histogram=False
    )
    try:
        return [hit.uid for hit in find(request).hits]
    except SearchUnavailable:
        titled = Alert.objects.filter(state=RecordState.PUBLISHED, texts__title__icontains=words)
        return list(titled.order_by("-pk").values_list("uid", flat=True)[:MOST_FOUND])


def search_cases(cases: QuerySet, words: str) -> QuerySet:
    named = Case.objects.filter(Q(uid=words) | Q(texts__title__icontains=words))
    return cases.filter(pk__in=named.values("pk"))


def search_persons(persons: QuerySet, words: str) -> QuerySet:
    """By identifier and by name in any language. Names are JSON: each key is asked by itself."""
    named = Q(uid=words) | Q(pseudonym__icontains=words)
    for code in LANGUAGE_CODES:
        named |= Q(**{f"names__{code}__icontains": words})
    return persons.filter(named)


def _choice(vocabulary: str, field: str, label: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        field_name=field, label=label, choices=OfferedTerms(vocabulary), empty_label=_ANY
    )


class RecordFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=RecordState.choices, empty_label=_ANY)
    country = _choice(COUNTRIES, "country", _("Country"))
    missing = django_filters.ChoiceFilter(
        label=_("Language missing"),
        method="filter_missing",
        empty_label=_ANY,
        choices=[(row.code, row.name) for row in LANGUAGE_TABLE],
    )
    stale = django_filters.ChoiceFilter(
        label=_("Language out of date"),
        method="filter_stale",
        empty_label=_ANY,
        choices=[(row.code, row.name) for row in LANGUAGE_TABLE],
    )

    def filter_missing(self, records: QuerySet, name: str, code: str) -> QuerySet:
        return records.exclude(
            pk__in=_records_with(records.model, language=code, state__in=PUBLISHABLE_STATES)
        )

    def filter_stale(self, records: QuerySet, name: str, code: str) -> QuerySet:
        return records.filter(pk__in=_records_with(records.model, language=code, state=VersionState.STALE))


def _records_with(model: Any, **text: Any) -> QuerySet:
    """The keys of the alerts or cases that have a text which the lookups in `text` find."""
    texts = model._meta.get_field("texts").related_model
    key = texts._meta.get_field(model._meta.model_name).attname
    return texts.objects.filter(**text).values(key)


class AlertFilters(RecordFilters):
    kind = _choice(Vocabulary.ALERT_KINDS, "kind", _("Kind"))
    unmapped = django_filters.BooleanFilter(label=_("With unknown words"), method="filter_unmapped")
    word = django_filters.NumberFilter(
        label=_("With the unknown word number"), method="filter_word", widget=forms.HiddenInput
    )

    class Meta:
        model = Alert
        fields: list[str] = []

    def filter_unmapped(self, alerts: QuerySet, name: str, wanted: bool) -> QuerySet:
        return alerts.exclude(unmapped={}) if wanted else alerts.filter(unmapped={})

    def filter_word(self, alerts: QuerySet, name: str, key: Any) -> QuerySet:
        word = UnmappedValue.objects.filter(pk=key).first()
        if word is None:
            return alerts.none()
        return alerts.filter(pk__in=list(islice(alerts_that_carry(word.vocabulary, word.key), MOST_COUNTED)))


class CaseFilters(RecordFilters):
    status = _choice(Vocabulary.CASE_STATUSES, "status", _("State of the file"))
    accountability = _choice(Vocabulary.ACCOUNTABILITY_STATUSES, "accountability", _("Accountability"))

    class Meta:
        model = Case
        fields: list[str] = []


class PersonFilters(WagtailFilterSet):
    kind = _choice(Vocabulary.TARGET_KINDS, "kind", _("Kind"))
    consent = django_filters.ChoiceFilter(label=_("Consent"), choices=Consent.choices, empty_label=_ANY)
    merged = django_filters.BooleanFilter(
        label=_("Merged into another"), field_name="merged_into", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Person
        fields: list[str] = []


def person_columns() -> list[Column]:
    return [
        Column("kind", label=_("Kind"), accessor=lambda row: term_label(Vocabulary.TARGET_KINDS, row.kind)),
        Column("nationalities", label=_("Nationalities"), accessor=_nationalities),
        Column("consent", label=_("Consent"), accessor="get_consent_display"),
        Column("merged_into", label=_("Part of"), accessor=lambda row: str(row.merged_into or "")),
    ]


def _nationalities(person: Person) -> str:
    return ", ".join(country_label(code) for code in person.nationalities)


def columns_to_tell_persons_apart() -> list[Column]:
    return [
        Column("nationalities", label=_("Nationalities"), accessor=_nationalities),
        Column("outlets", label=_("Employers or outlets"), accessor=lambda row: ", ".join(row.outlets)),
        Column("born_year", label=_("Year of birth")),
        Column("uid", label=_("Identifier")),
    ]


def columns_to_tell_records_apart(day: str) -> list[Column]:
    """`day` is the field with the day of what happened."""
    return [
        Column("country", label=_("Country"), accessor=lambda record: country_label(record.country)),
        Column(day, label=_("Day")),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("uid", label=_("Identifier")),
    ]
