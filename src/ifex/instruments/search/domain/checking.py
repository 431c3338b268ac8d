"""Proof that the index and the database are equal."""

from dataclasses import dataclass, field

from ifex.instruments.search.declarations import all_kinds
from ifex.instruments.search.documents import DocumentKey
from ifex.instruments.search.engines import get_engine
from ifex.instruments.search.models import IndexChange
from ifex.instruments.search.query.tree import Everything


@dataclass(frozen=True)
class CheckReport:
    """What differs. What waits in the outbox is no difference: it is counted apart."""

    checked: int = 0
    waiting: int = 0
    missing: list[DocumentKey] = field(default_factory=list)
    extra: list[DocumentKey] = field(default_factory=list)
    outdated: list[DocumentKey] = field(default_factory=list)
    doubled: list[DocumentKey] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        return not (self.missing or self.extra or self.outdated or self.doubled)


def check_index() -> CheckReport:
    """Compare every document's stamp with the database's. Raises SearchUnavailable.

    Holds the stamps of one kind at a time in memory: some 150 bytes for each document.
    """
    # In this order: what is enqueued before its database row was read is not yet expected of the index.
    snapshot = get_engine().snapshot()
    report = CheckReport(waiting=IndexChange.objects.count())
    should: dict[DocumentKey, str] = {}
    for kind in all_kinds():
        should |= {DocumentKey(kind.slug, uid): stamp for uid, stamp in kind.stamps("")}
    waiting = {
        DocumentKey(kind, uid) for kind, uid in IndexChange.objects.values_list("kind", "uid").iterator()
    }
    seen: set[DocumentKey] = set()
    for entry in snapshot.walk(Everything()):
        if entry.key in seen:
            report.doubled.append(entry.key)
        seen.add(entry.key)
        if entry.key in waiting:
            continue
        if entry.key not in should:
            report.extra.append(entry.key)
        elif should[entry.key] != entry.stamp:
            report.outdated.append(entry.key)
    report.missing.extend(key for key in should if key not in seen and key not in waiting)
    return CheckReport(
        len(should), report.waiting, report.missing, report.extra, report.outdated, report.doubled
    )
