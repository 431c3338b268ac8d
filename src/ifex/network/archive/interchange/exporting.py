"""Everything, or all results of a search, as a stream of interchange objects; memory stays flat."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet

from ifex.instruments.search.finding import uids_of
from ifex.instruments.search.requests import SearchRequest
from ifex.network.archive.domain.overruling import overruled_keys
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.models import Alert, Case, Mention, PendingReference, Person, Publication
from ifex.network.archive.queries import persons_by_uid, publications_in_order, walk_publications
from ifex.network.members.models import Organisation

from .writing import (
    corrections_by_uid,
    full_alert,
    full_case,
    full_organisation,
    full_person,
    legacy_by_uid,
    public_alert,
    public_case,
    public_organisation,
    public_person,
)

Object = dict[str, Any]
T = TypeVar("T")
_PAGE = 200


def public_objects() -> Iterator[Object]:
    """Organisations, persons, cases and alerts as readers may have them, in the order in which an import needs them."""
    yield from _public_organisations()
    yield from _public_persons()
    yield from _public_records(SubjectKind.CASE, public_case)
    yield from _public_records(SubjectKind.ALERT, public_alert)


def public_results(request: SearchRequest) -> Iterator[Object]:
    """The alerts that a search finds: all of them, newest first."""
    for uids in in_pages(uids_of(request), _PAGE):
        yield from public_batch(
            SubjectKind.ALERT, publications_in_order(SubjectKind.ALERT, uids), public_alert
        )


def public_batch(kind: str, rows: list[Publication], write: Callable[..., Object]) -> Iterator[Object]:
    """Two queries for the whole batch."""
    uids = [row.uid for row in rows]
    corrections, legacy = corrections_by_uid(kind, uids), legacy_by_uid(kind, uids)
    for row in rows:
        yield write(row, corrections=corrections.get(row.uid), legacy=legacy.get(row.uid))


def _public_records(kind: SubjectKind, write: Callable[..., Object]) -> Iterator[Object]:
    for rows in in_pages(walk_publications(kind), _PAGE):
        yield from public_batch(kind, rows, write)


def _public_organisations() -> Iterator[Object]:
    rows = Organisation.objects.filter(merged_into=None, is_hidden=False)
    yield from map(public_organisation, _walk(rows.prefetch_related("standings", "texts")))


def _public_persons() -> Iterator[Object]:
    """Persons whom a publication names and who may be named; who has been merged stands under the one they are
    part of.
    """
    seen: set[str] = set()
    named = Mention.objects.filter(thing_kind="person").values_list("thing", flat=True)
    named = named.order_by("thing").distinct()
    after = ""
    while uids := list(named.filter(thing__gt=after)[:_PAGE]):
        after = uids[-1]
        people = persons_by_uid(uids)
        for uid in uids:
            person = people.get(uid)
            if person and person.may_be_named and person.uid not in seen:
                seen.add(person.uid)
                yield public_person(person)


def full_objects() -> Iterator[Object]:
    """Everything the archive holds. Imported on an empty machine it gives an equal archive."""
    organisations = Organisation.objects.select_related("merged_into").prefetch_related("standings", "texts")
    yield from map(full_organisation, _walk(organisations))
    yield from map(full_person, _walk(Person.objects.select_related("merged_into")))
    cases = Case.objects.prefetch_related("texts", "persons__person", "persons__situations")
    yield from _full_records(SubjectKind.CASE, cases, full_case)
    alerts = Alert.objects.select_related("case", "updates").prefetch_related(
        "texts", "targets__person", "targets__organisation", "perpetrators", "sources__organisation", "actions",
        "attachments__file",
    )  # fmt: skip
    yield from _full_records(SubjectKind.ALERT, alerts, full_alert)


def _full_records(kind: SubjectKind, rows: QuerySet[Any], write: Callable[..., Object]) -> Iterator[Object]:
    for page in in_pages(_walk(rows), _PAGE):
        uids = [row.uid for row in page]
        legacy = legacy_by_uid(kind, uids)
        publications: dict[str, list[Publication]] = {uid: [] for uid in uids}
        for publication in Publication.objects.filter(kind=kind, uid__in=uids).order_by("number"):
            publications[publication.uid].append(publication)
        waiting, overruled = _waiting_references(kind, uids), overruled_keys(uids)
        for row in page:
            item = write(row, publications[row.uid], legacy.get(row.uid, [])) | waiting.get(row.uid, {})
            yield item | ({"overruled": overruled[row.uid]} if row.uid in overruled else {})


def _waiting_references(kind: str, uids: list[str]) -> dict[str, Object]:
    found: dict[str, Object] = {}
    for row in PendingReference.objects.filter(kind=kind, uid__in=uids):
        found.setdefault(row.uid, {})[row.field] = row.wanted
    return found


def _walk(rows: QuerySet[Any]) -> Iterator[Any]:
    """All rows by identifier, a page at a time: no cursor stays open while others write."""
    after = ""
    while page := list(rows.filter(uid__gt=after).order_by("uid")[:_PAGE]):
        yield from page
        after = page[-1].uid


def in_pages(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while page := list(islice(iterator, size)):
        yield page
