"""The vocabularies in memory, shared by all requests of a process.

The tables are loaded with four queries. At most once a second one reader asks whether the generation's token
has changed, so that another process's edit is seen within a second and a request pays no query for its
labels. A transaction that has itself changed a term reads its own copy until it commits: what may yet be
rolled back never reaches anyone else.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.db import connection, transaction

from ifex.foundations.core.labels import Labels, pick_label

from .enums import COUNTRIES, Vocabulary
from .keys import match_key
from .models import Country, Generation, Term, UnmappedValue

REVALIDATE_AFTER_SECONDS = 1.0
GENERATION_ROW = 1


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term as read. `parent` and `replaced_by` are slugs of the same vocabulary, or None."""

    vocabulary: str
    slug: str
    name: Labels
    scope_note: Labels
    group: str
    parent: str | None
    attributes: Mapping[str, Any]
    maps: Mapping[str, str]
    position: int
    is_retired: bool
    replaced_by: str | None

    def label(self, language: str | None = None) -> str:
        return pick_label(self.name, language) or self.slug


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One country as read. Years are inclusive; `until_year` is None for the living."""

    code: str
    alpha3: str
    name: Labels
    region: str
    from_year: int | None
    until_year: int | None
    successors: tuple[str, ...]
    aliases: tuple[str, ...]
    is_disputed: bool
    note: Labels

    @property
    def is_historic(self) -> bool:
        return self.until_year is not None

    def label(self, language: str | None = None) -> str:
        return pick_label(self.name, language) or self.code

    def existed_in(self, year: int) -> bool:
        return (self.from_year or year) <= year <= (self.until_year or year)


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything of one generation. `*_by_key` find a term's slug or countries' codes by a matched name."""

    token: str
    terms: Mapping[str, Mapping[str, TermRow]]
    countries: Mapping[str, CountryRow]
    terms_by_key: Mapping[str, Mapping[str, str]]
    countries_by_key: Mapping[str, tuple[tuple[str, ...], ...]]
    mapped: Mapping[tuple[str, str], str]


@dataclass(slots=True)
class _Shared:
    tables: Tables | None = None
    checked_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_shared = _Shared()
_own = threading.local()


def current_tables() -> Tables:
    """The tables of the newest generation seen; at most a second behind another process."""
    if _has_pending_change():
        return _own_tables()
    tables = _shared.tables
    if tables is not None and time.monotonic() - _shared.checked_at < REVALIDATE_AFTER_SECONDS:
        return tables
    # One thread looks; the others go on with what is there. At the very first load all wait.
    if not _shared.lock.acquire(blocking=tables is None):
        return _shared.tables or current_tables()
    try:
        token = _read_token()
        if _shared.tables is None or _shared.tables.token != token:
            _shared.tables = _load_tables(token)
        _shared.checked_at = time.monotonic()
        return _shared.tables
    finally:
        _shared.lock.release()


def refresh_tables() -> None:
    """Look at the generation again at the next read."""
    _shared.checked_at = 0.0


def refresh_after_commit() -> None:
    """A term has changed in this transaction: it reads its own copy now, all others after the commit."""
    _own.has_ever_changed = True
    transaction.on_commit(refresh_tables)


def _has_pending_change() -> bool:
    # Django drops the callbacks of a transaction, or savepoint, that is rolled back: so they say what is
    # pending. A thread that has never changed a term need not ask them: labels are read by the thousand.
    if not getattr(_own, "has_ever_changed", False):
        return False
    return connection.in_atomic_block and any(row[1] is refresh_tables for row in connection.run_on_commit)


def _own_tables() -> Tables:
    token = _read_token()
    tables: Tables | None = getattr(_own, "tables", None)
    if tables is None or tables.token != token:
        tables = _own.tables = _load_tables(token)
    return tables


def _read_token() -> str:
    return Generation.objects.filter(pk=GENERATION_ROW).values_list("token", flat=True).first() or ""


def _load_tables(token: str) -> Tables:
    terms: dict[str, dict[str, TermRow]] = {value: {} for value in Vocabulary.values}
    for row in Term.objects.select_related("parent", "replaced_by"):
        terms.setdefault(row.vocabulary, {})[row.slug] = _term_row(row)
    countries = {row.code: _country_row(row) for row in Country.objects.all()}
    mapped = {(row.vocabulary, row.key): row.mapped_to for row in UnmappedValue.objects.exclude(mapped_to="")}
    return Tables(
        token=token,
        terms=MappingProxyType({name: MappingProxyType(rows) for name, rows in terms.items()}),
        countries=MappingProxyType(countries),
        terms_by_key={name: _index_terms(rows.values()) for name, rows in terms.items()},
        countries_by_key=_index_countries(countries.values(), mapped),
        mapped=mapped,
    )


def _term_row(row: Term) -> TermRow:
    return TermRow(
        vocabulary=row.vocabulary,
        slug=row.slug,
        name=row.name,
        scope_note=row.scope_note,
        group=row.group,
        parent=row.parent.slug if row.parent else None,
        attributes=row.attributes,
        maps=row.maps,
        position=row.position,
        is_retired=row.is_retired,
        replaced_by=row.replaced_by.slug if row.replaced_by else None,
    )


def _country_row(row: Country) -> CountryRow:
    return CountryRow(
        code=row.code,
        alpha3=row.alpha3,
        name=row.name,
        region=row.region,
        from_year=row.from_year,
        until_year=row.until_year,
        successors=tuple(row.successors),
        aliases=tuple(alias for alias in row.aliases if isinstance(alias, str)),
        is_disputed=row.is_disputed,
        note=row.note,
    )


def _index_terms(rows: Iterable[TermRow]) -> dict[str, str]:
    """Names in any language and slugs; where two share a name the one in use, then the first, is found."""
    index: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row.is_retired):
        for name in (row.slug, *row.name.values()):
            index.setdefault(match_key(name), row.slug)
    for row in rows:
        index[match_key(row.slug)] = row.slug
    return index


def _index_countries(
    rows: Iterable[CountryRow], mapped: Mapping[tuple[str, str], str]
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """For each key the candidates; one that joins several countries ("A and B") is a tuple of their codes.

    An alias "= name" belongs to every country that lists it: together they are one candidate.
    """
    found: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    joined: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for name in (row.code, row.alpha3, *row.name.values(), *row.aliases):
            if name.startswith("="):
                joined[match_key(name)].append(row.code)
            elif key := match_key(name):
                found[key][(row.code,)] = None
    for key, codes in joined.items():
        found[key][tuple(sorted(codes))] = None
    for (vocabulary, key), code in mapped.items():
        if vocabulary == COUNTRIES:
            found[key].setdefault((code,))
    return {key: tuple(candidates) for key, candidates in found.items()}
