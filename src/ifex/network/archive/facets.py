"""The facets of the archive, in the order in which the search page shows them."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import pgettext_lazy

from ifex.foundations.core.languages import LANGUAGE_CODES, LANGUAGE_TABLE, get_language_row
from ifex.instruments.cms.formats import precise_date_text
from ifex.instruments.search.facets import Choice, Facet
from ifex.instruments.taxonomy.domain.crosswalks import SDG_BESIDE_HEADLINE
from ifex.instruments.taxonomy.enums import Scheme, Vocabulary
from ifex.instruments.taxonomy.queries import (
    countries,
    country_row,
    find_country,
    regions,
    term_label,
    vocabulary,
)
from ifex.network.members.directory import member_rows

GROUP = "group."
"""Prefix of a group of violations: one of them has the name of a type."""

NOT_ON_THE_PAGE = ("primary", "month", "sdg")
"""Filters that numbers and maps link with; the search page shows them as chips, not as boxes to tick."""
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def archive_facets() -> list[Facet]:
    return [
        Facet("year", pgettext_lazy("facet", "Year"), is_number=True, by_count=False),
        Facet("region", pgettext_lazy("facet", "Region"), _region_choices, _label_of(Vocabulary.REGIONS)),
        Facet("country", pgettext_lazy("facet", "Country"), _country_choices, _country_label, clean=_clean_country),
        Facet("issue", pgettext_lazy("facet", "Issue"), *_of(Vocabulary.ISSUE_AREAS)),
        Facet("violation", pgettext_lazy("facet", "Violation"), _violation_choices, _violation_label),
        Facet("target", pgettext_lazy("facet", "Who was targeted"), *_of(Vocabulary.TARGET_KINDS)),
        Facet("perpetrator", pgettext_lazy("facet", "Who is responsible"), *_of(Vocabulary.PERPETRATOR_KINDS)),
        Facet("member", pgettext_lazy("facet", "Member"), _member_choices, _member_label, aliases=("source",)),
        Facet(
            "language", pgettext_lazy("facet", "Available in"), _language_choices, _language_label,
            by_count=False, aliases=("lang",),
        ),
        Facet("kind", pgettext_lazy("facet", "Kind"), *_of(Vocabulary.ALERT_KINDS)),
        Facet("status", pgettext_lazy("facet", "State of the case"), *_of(Vocabulary.CASE_STATUSES)),
        Facet("situation", pgettext_lazy("facet", "Situation of the person"), *_of(Vocabulary.PERSON_SITUATIONS)),
        Facet("primary", pgettext_lazy("facet", "Primary violation"), _violation_choices, _violation_label),
        Facet("month", pgettext_lazy("facet", "Month"), get_label=_month_label, clean=_clean_month, is_counted=False),
        Facet("sdg", pgettext_lazy("facet", "SDG indicator 16.10.1"), _sdg_choices),
    ]  # fmt: skip


def _of(name: str) -> tuple[Callable[[], list[Choice]], Callable[[str], str]]:
    """Choices and labels of a plain vocabulary."""
    return lambda: _choices(vocabulary(name)), _label_of(name)


def _label_of(name: str) -> Callable[[str], str]:
    return lambda value: term_label(name, value)


def _choices(values: Iterable[str]) -> list[Choice]:
    return [Choice(value) for value in values]


def _region_choices() -> list[Choice]:
    return _choices(regions())


def _country_choices() -> list[Choice]:
    """A country that only changed its name or became independent is found under today's code too."""
    return [
        Choice(row.code, row.successors[0] if len(row.successors) == 1 else None)
        for row in countries(with_historic=True)
    ]


def _country_label(code: str) -> str:
    row = country_row(code)
    return row.label() if row else code


def _clean_country(raw: str) -> str | None:
    """A code in any case, or a name in any language that means one country."""
    row = country_row(raw)
    if row:
        return row.code
    codes = find_country(raw)
    return codes[0] if len(codes) == 1 else None


def _violation_choices() -> list[Choice]:
    groups = [Choice(GROUP + slug) for slug in vocabulary(Vocabulary.VIOLATION_GROUPS)]
    types = vocabulary(Vocabulary.VIOLATION_TYPES).values()
    return groups + [Choice(row.slug, GROUP + row.group if row.group else None) for row in types]


def _violation_label(value: str) -> str:
    if value.startswith(GROUP):
        return term_label(Vocabulary.VIOLATION_GROUPS, value.removeprefix(GROUP))
    return term_label(Vocabulary.VIOLATION_TYPES, value)


def _sdg_choices() -> list[Choice]:
    """The categories of the headline count: what depends on more than the primary violation cannot be added up."""
    found = (row.maps.get(Scheme.SDG) for row in vocabulary(Vocabulary.VIOLATION_TYPES).values())
    return _choices(dict.fromkeys(slug for slug in found if slug and slug != SDG_BESIDE_HEADLINE))


def _member_choices() -> list[Choice]:
    return _choices(uid for uid, row in member_rows().items() if not row.is_hidden)


def _member_label(uid: str) -> str:
    row = member_rows().get(uid)
    return row.short_name if row else uid


def _language_choices() -> list[Choice]:
    return _choices(LANGUAGE_CODES)


def _language_label(code: str) -> str:
    return get_language_row(code).name if code in {row.code for row in LANGUAGE_TABLE} else code


def _clean_month(raw: str) -> str | None:
    return raw if _MONTH.fullmatch(raw) and raw.isascii() and raw >= "0001" else None


def _month_label(value: str) -> str:
    return precise_date_text(date.fromisoformat(f"{value}-01"), "month")
