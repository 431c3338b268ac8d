"""What objects of a batch refer to: rows already stored, or met earlier in the same batch."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.network.archive.models import Alert, Case, Person
from ifex.network.members.models import Organisation

from .values import Object


@dataclass
class References:
    """Rows by identifier. `organisation_names` finds a member by acronym or name as files write them.

    `now` is the moment that a file means when it says so; `came` has the hashes of the files that came beside it.
    """

    now: datetime
    came: Collection[str] = ()
    organisations: dict[str, Organisation] = field(default_factory=dict)
    organisation_names: dict[str, str] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)

    def find_organisation(self, named: str) -> Organisation | None:
        return self.organisations.get(named) or self.organisations.get(
            self.organisation_names.get(named.casefold(), "")
        )

    def rows_of(self, kind: str) -> dict[str, Any]:
        rows: dict[str, dict[str, Any]] = {
            "organisation": self.organisations,
            "person": self.persons,
            "case": self.cases,
            "alert": self.alerts,
        }
        return rows[kind]

    def remember(self, kind: str, row: Any) -> None:
        """Later objects of the batch may name this one, which is not stored yet."""
        if kind == "organisation" and row.uid not in self.organisations:
            self.add_organisation(row)
        else:
            self.rows_of(kind).setdefault(row.uid, row)

    def add_organisation(self, row: Organisation) -> None:
        self.organisations[row.uid] = row
        for name in [row.acronym, *row.names.values()]:
            if name:
                self.organisation_names.setdefault(name.casefold(), row.uid)


def load_references(objects: Iterable[Object], known: References) -> References:
    """Everything that `objects` name, with a query for each kind; organisations are few: all are read once a run, and
    again those that come again.
    """
    if not known.organisations:
        for row in Organisation.objects.all():
            known.add_organisation(row)
    wanted = _wanted_uids(objects)
    if wanted["organisation"]:
        again = Organisation.objects.filter(uid__in=wanted["organisation"])
        known.organisations |= {row.uid: row for row in again}
    known.persons = {row.uid: row for row in Person.objects.filter(uid__in=wanted["person"])}
    known.cases = {row.uid: row for row in Case.objects.filter(uid__in=wanted["case"])}
    known.alerts = {row.uid: row for row in Alert.objects.filter(uid__in=wanted["alert"])}
    known.files = files_to_attach(wanted["file"], known.came)
    return known


def files_to_attach(hashes: Iterable[str], came: Collection[str]) -> dict[str, StoredFile]:
    """Those that came with the import or are public, by hash: a stranger must not pull out what is sealed here."""
    wanted = set(hashes)
    rows = StoredFile.objects.filter(sha256__in=wanted) if wanted else []
    return {row.sha256: row for row in rows if row.sha256 in came or row.state == FileState.PUBLIC}


def _wanted_uids(objects: Iterable[Object]) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {
        kind: set() for kind in ("organisation", "person", "case", "alert", "file")
    }
    for item in objects:
        kind = item.get("type") or "alert"
        if kind in wanted:
            _want(wanted, kind, item.get("uid"))
        _want(wanted, "case", item.get("case"))
        _want(wanted, "alert", item.get("updates"))
        for key, inner in (("targets", "person"), ("persons", "person"), ("attachments", "sha256")):
            rows = item.get(key)
            for row in rows if isinstance(rows, list) else []:
                if isinstance(row, dict):
                    _want(wanted, "file" if key == "attachments" else "person", row.get(inner))
    return wanted


def _want(wanted: dict[str, set[str]], kind: str, uid: object) -> None:
    if isinstance(uid, str) and uid:
        wanted[kind].add(uid)
