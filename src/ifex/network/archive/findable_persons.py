"""A person as search sees them: the names that publications give, of those who may be named."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import Count, Max

from ifex.instruments.search.declarations import SearchKind, Stamp
from ifex.instruments.search.documents import Document
from ifex.network.archive.models import Mention, Person

from .enums import PERSON
from .findable_cases import facets_of_places
from .known_persons import NamedPerson, may_be_listed, named_persons
from .queries import merged_uids

_BATCH = 200


def person_kind() -> SearchKind:
    """Under the uid of somebody merged into another stands nobody: their document is the other's."""
    return SearchKind(slug=PERSON, load=load_documents, iterate=iterate_documents, stamps=stamps)


def load_documents(uids: list[str]) -> Iterable[Document]:
    return [_document_of(person, stamp) for person, stamp in _with_stamps(uids)]


def iterate_documents(after: str) -> Iterator[Document]:
    uids = _uids_that_may_be_named(after)
    while batch := list(islice(uids, _BATCH)):
        yield from sorted(load_documents(batch), key=lambda document: document.uid)


def stamps(after: str) -> Iterator[Stamp]:
    uids = _uids_that_may_be_named(after)
    while batch := list(islice(uids, _BATCH)):
        yield from (Stamp(uid, stamp) for uid, stamp in sorted(_stamps_of(batch).items()))


def _uids_that_may_be_named(after: str) -> Iterator[str]:
    """In pages: the outbox may be written to meanwhile."""
    rows = (
        Person.objects.filter(merged_into=None)
        .order_by("uid")
        .only("uid", "pseudonym", "consent", "merged_into")
    )
    while page := list(rows.filter(uid__gt=after)[:_BATCH]):
        yield from (row.uid for row in page if may_be_listed(row))
        after = page[-1].uid


def _with_stamps(uids: list[str]) -> Iterator[tuple[NamedPerson, str]]:
    named = named_persons(uids)
    known = _stamps_of(list(named))
    return ((person, known[uid]) for uid, person in named.items())


def _stamps_of(uids: list[str]) -> dict[str, str]:
    """Every publication writes its mentions anew: their newest number and how many they are name the state."""
    groups = merged_uids(uids)
    mentions = Mention.objects.filter(
        thing_kind=PERSON, thing__in=[one for group in groups.values() for one in group]
    )
    counted = {
        row["thing"]: row for row in mentions.values("thing").annotate(last=Max("id"), number=Count("id"))
    }
    found = {uid: [counted[one] for one in group if one in counted] for uid, group in groups.items()}
    return {
        uid: f"{max(row['last'] for row in rows)}.{sum(row['number'] for row in rows)}"
        for uid, rows in found.items()
        if rows
    }


def _document_of(person: NamedPerson, stamp: str) -> Document:
    known = person.known
    return Document(
        kind=PERSON,
        uid=person.uid,
        at=person.newest_at,
        stamp=stamp,
        names=list(dict.fromkeys([*known.names.values(), *known.further_names])),
        facets=facets_of_places(known.countries),
    )
