"""Labels, rows and lists of the vocabularies, from memory. Unknown slugs give the slug, never an error."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.utils.choices import BaseChoiceIterator

from ifex.foundations.core.versions import in_table_order

from .enums import COUNTRIES, Vocabulary
from .keys import match_key
from .models import UnmappedValue
from .tables import CountryRow, TermRow, current_tables

_NO_TERMS: Mapping[str, TermRow] = MappingProxyType({})


def vocabulary(slug: str) -> Mapping[str, TermRow]:
    """All terms by slug, retired too, in the vocabulary's order; empty when there is no such vocabulary."""
    return current_tables().terms.get(slug, _NO_TERMS)


def term(vocabulary_slug: str, slug: str | None) -> TermRow | None:
    return vocabulary(vocabulary_slug).get(slug) if slug else None


def term_label(vocabulary_slug: str, slug: str | None, language: str | None = None) -> str:
    """In `language`, by default the active one; the slug itself when it is unknown; "" for none."""
    row = term(vocabulary_slug, slug)
    return row.label(language) if row else (slug or "")


def all_labels(vocabulary_slug: str, slug: str) -> list[str]:
    """The names in all languages, each once, for the search index. `countries` is a vocabulary here."""
    row = country_row(slug) if vocabulary_slug == COUNTRIES else term(vocabulary_slug, slug)
    return list(dict.fromkeys(row.name[code] for code in in_table_order(list(row.name)))) if row else []


def crosswalk(vocabulary_slug: str, slug: str | None, scheme: str) -> str | None:
    """The term's value in a foreign classification (see enums.Scheme), or None."""
    row = term(vocabulary_slug, slug)
    return row.maps.get(scheme) if row else None


def current_slug(vocabulary_slug: str, slug: str) -> str:
    """Follow `replaced_by` to the term that is in use today; the slug itself where nothing replaces it."""
    seen: set[str] = set()
    while (row := term(vocabulary_slug, slug)) and row.replaced_by and slug not in seen:
        seen.add(slug)
        slug = row.replaced_by
    return slug


def find_term(vocabulary_slug: str, value: str) -> str | None:
    """The slug for a slug, a name in any language or a value that an editor has mapped; None when unknown."""
    tables, key = current_tables(), match_key(value)
    known = tables.terms_by_key.get(vocabulary_slug, {}).get(key)
    return known or tables.mapped.get((vocabulary_slug, key))


def violation_types_by_group() -> dict[str, list[TermRow]]:
    """Group slug → its types in order, groups in order; retired types are left out."""
    groups: dict[str, list[TermRow]] = {slug: [] for slug in vocabulary(Vocabulary.VIOLATION_GROUPS)}
    for row in vocabulary(Vocabulary.VIOLATION_TYPES).values():
        if not row.is_retired:
            groups.setdefault(row.group, []).append(row)
    return {slug: rows for slug, rows in groups.items() if rows}


def regions() -> Mapping[str, TermRow]:
    return vocabulary(Vocabulary.REGIONS)


def country_row(code: str | None) -> CountryRow | None:
    """By code in any case, living or historic."""
    return current_tables().countries.get(code.upper()) if code else None


def country_label(code: str | None, language: str | None = None) -> str:
    row = country_row(code)
    return row.label(language) if row else (code or "")


def countries(*, with_historic: bool = False, language: str | None = None) -> list[CountryRow]:
    """Sorted by their names in `language`, by default the active one."""
    rows = current_tables().countries.values()
    wanted = [row for row in rows if with_historic or not row.is_historic]
    return sorted(wanted, key=lambda row: match_key(row.label(language)))


def countries_of_region(region: str) -> frozenset[str]:
    """The codes, historic ones too."""
    return frozenset(row.code for row in current_tables().countries.values() if row.region == region)


def region_of(code: str | None) -> str | None:
    row = country_row(code)
    return row.region if row else None


def country_lineage(code: str) -> frozenset[str]:
    """The code and every historic code that it alone succeeds: TL with TPTL, CD with ZRCD (a new name, one
    country).
    """
    rows = current_tables().countries
    lineage, before = {code.upper()}, 0
    while len(lineage) != before:
        before = len(lineage)
        lineage |= {
            row.code for row in rows.values() if row.successors and lineage.issuperset(row.successors)
        }
    return frozenset(lineage)


def find_country(name_or_code: str, *, year: int | None = None) -> tuple[str, ...]:
    """The codes of what `name_or_code` names: usually one, several for "Israel and the Occupied …", () if
    unknown.

    Codes of two, three and four letters, names in every language and aliases are known; case, accents and
    punctuation do not matter. Where a name had several bearers, the one that existed in `year` is meant;
    without a year the living one, else the latest. A name used after its bearer's end means its successor,
    if it has one.
    """
    tables = current_tables()
    candidates = tables.countries_by_key.get(match_key(name_or_code), ())
    if not candidates:
        return ()
    return _follow_to(max(candidates, key=lambda codes: _fitness(codes, year)), year)


def _fitness(codes: tuple[str, ...], year: int | None) -> tuple[bool, bool, bool, int]:
    rows = [row for code in codes if (row := country_row(code))]
    is_of_year = year is not None and all(row.existed_in(year) for row in rows)
    is_living = not any(row.is_historic for row in rows)
    return is_of_year, is_living, len(codes) == 1, max((row.until_year or 0 for row in rows), default=0)


def _follow_to(codes: tuple[str, ...], year: int | None) -> tuple[str, ...]:
    row = country_row(codes[0])
    while year is not None and row and row.until_year and row.until_year < year and len(row.successors) == 1:
        codes = (row.successors[0],)
        row = country_row(codes[0])
    return codes


class TermChoices(BaseChoiceIterator):
    """Choices of a form field that are read anew each time they are shown, in the reader's language."""

    def __init__(self, vocabulary_slug: str, including: Iterable[str] = ()) -> None:
        self.vocabulary_slug = vocabulary_slug
        self.including = frozenset(including)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        if self.vocabulary_slug == COUNTRIES:
            yield from ((row.code, row.label()) for row in self._countries())
        elif self.vocabulary_slug == Vocabulary.VIOLATION_TYPES:
            yield from self._in_groups()
        else:
            yield from ((row.slug, row.label()) for row in self._terms())

    def _terms(self) -> list[TermRow]:
        rows = vocabulary(self.vocabulary_slug).values()
        return [row for row in rows if not row.is_retired or row.slug in self.including]

    def _countries(self) -> list[CountryRow]:
        rows = countries(with_historic=bool(self.including))
        return [row for row in rows if not row.is_historic or row.code in self.including]

    def _in_groups(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        rows = self._terms()
        for group in vocabulary(Vocabulary.VIOLATION_GROUPS):
            members = [(row.slug, row.label()) for row in rows if row.group == group]
            if members:
                yield term_label(Vocabulary.VIOLATION_GROUPS, group), members


def choices(vocabulary_slug: str, *, including: Iterable[str] = ()) -> TermChoices:
    """For a form: `ChoiceField(choices=choices("issue_areas"))`; types come in optgroups; `countries` works
    too.

    Retired terms and historic countries are offered only when `including` names them (the row's present
    value).
    """
    return TermChoices(vocabulary_slug, including)


def words_that_wait() -> QuerySet[UnmappedValue]:
    """The unknown words that nobody has mapped or set aside yet."""
    return UnmappedValue.objects.filter(mapped_to="", set_aside_at=None)


def labels_of(vocabulary_slug: str, slugs: Iterable[str], language: str | None = None) -> list[str]:
    """The labels of several slugs, in their order."""
    return [term_label(vocabulary_slug, slug, language) for slug in slugs]
