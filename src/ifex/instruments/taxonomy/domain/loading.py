"""Bring the shipped vocabularies and countries into the database, and lose nothing that an editor made."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import Actor, record_act
from ifex.instruments.taxonomy.models import Country, Term

from .generation import begin_generation, loaded_digest
from .merging import changed_paths, merge_shipped
from .shipped import Shipped, data_digest, read_shipped


@dataclass(frozen=True)
class LoadCount:
    """Rows of one kind by what the load did with them; each row is counted once."""

    new: int = 0
    updated: int = 0
    kept: int = 0
    unchanged: int = 0
    retired: int = 0

    @property
    def has_changes(self) -> bool:
        return bool(self.new or self.updated or self.retired)


def load_vocabularies(*, by: Actor, shipped: Shipped | None = None) -> dict[str, LoadCount]:
    """Add, update and retire; harmless when repeated. Returns the counts for "terms" and "countries".

    A row that no longer ships is retired, a country that no longer ships is left as it is. Fields in
    `edited_fields` are never touched, nor are rows that editors made.
    """
    data = shipped or read_shipped()
    with transaction.atomic():
        terms: Counter[str] = Counter()
        for vocabulary, wanted in data.terms.items():
            terms += _load_terms(vocabulary, wanted)
        counts = {"terms": LoadCount(**terms), "countries": LoadCount(**_load_countries(data.countries))}
        digest = data_digest()
        if any(count.has_changes for count in counts.values()) or loaded_digest() != digest:
            begin_generation(digest=digest)
            record_act(
                "vocabularies-loaded",
                by=by,
                subject_kind="vocabularies",
                subject=digest[:12],
                new=sum(count.new for count in counts.values()),
                updated=sum(count.updated for count in counts.values()),
                retired=sum(count.retired for count in counts.values()),
            )
    return counts


def is_loaded() -> bool:
    """Whether the database has been loaded from the very data files that are here now."""
    return loaded_digest() == data_digest()


def _load_terms(vocabulary: str, wanted: Mapping[str, dict[str, Any]]) -> Counter[str]:
    rows = {row.slug: row for row in Term.objects.select_for_update().filter(vocabulary=vocabulary)}
    missing = [slug for slug in wanted if slug not in rows]
    Term.objects.bulk_create(_new_term(vocabulary, slug, wanted[slug]) for slug in missing)
    if missing:
        rows = {row.slug: row for row in Term.objects.filter(vocabulary=vocabulary)}
    fields: set[str] = set()
    changed_rows: list[Term] = []
    counts: Counter[str] = Counter(new=len(missing))
    for slug, row in rows.items():
        values = _with_keys(wanted[slug], rows) if slug in wanted else None
        changed, fate = _merge_term(row, values)
        if changed:
            changed_rows.append(row)
            fields |= changed
        if fate and slug not in missing:
            counts[fate] += 1
    if changed_rows:
        Term.objects.bulk_update(changed_rows, sorted(fields))
    return counts


def _new_term(vocabulary: str, slug: str, values: dict[str, Any]) -> Term:
    plain = {key: value for key, value in values.items() if key not in ("parent", "replaced_by")}
    return Term(vocabulary=vocabulary, slug=slug, is_shipped=True, **plain)


def _with_keys(values: dict[str, Any], rows: Mapping[str, Term]) -> dict[str, Any]:
    """Slugs of other terms become their keys; KeyError where the data name one that is not there."""
    parent, successor = values["parent"], values["replaced_by"]
    plain = {key: value for key, value in values.items() if key not in ("parent", "replaced_by")}
    return {
        **plain,
        "parent_id": rows[parent].pk if parent else None,
        "replaced_by_id": rows[successor].pk if successor else None,
    }


def _merge_term(row: Term, values: dict[str, Any] | None) -> tuple[set[str], str]:
    """The changed fields and the word under which the row is counted ("" for an editor's own term)."""
    if values is None:
        return _retire_unshipped(row)
    adopted: set[str] = set()
    if not row.is_shipped:
        # An editor made the term before it shipped: it stays as the editor wrote it.
        row.is_shipped, row.edited_fields = True, changed_paths(row, values)
        adopted = {"is_shipped", "edited_fields"}
    changed, has_kept = merge_shipped(row, values, row.edited_fields)
    return adopted | changed, _fate(adopted | changed, has_kept)


def _retire_unshipped(row: Term) -> tuple[set[str], str]:
    if not row.is_shipped:
        return set(), ""
    if row.is_retired:
        return set(), "unchanged"
    if "is_retired" in row.edited_fields:
        return set(), "kept"
    row.is_retired = True
    return {"is_retired"}, "retired"


def _fate(changed: set[str], has_kept: bool) -> str:
    return "updated" if changed else "kept" if has_kept else "unchanged"


def _load_countries(wanted: Mapping[str, dict[str, Any]]) -> Counter[str]:
    rows = {row.code: row for row in Country.objects.select_for_update()}
    missing = [Country(code=code, is_shipped=True, **wanted[code]) for code in wanted if code not in rows]
    Country.objects.bulk_create(missing)
    counts: Counter[str] = Counter(new=len(missing))
    for code, row in rows.items():
        changed, has_kept = merge_shipped(row, wanted.get(code, {}), row.edited_fields)
        if changed:
            row.save(update_fields=sorted(changed))
        counts[_fate(changed, has_kept)] += 1
    return counts
