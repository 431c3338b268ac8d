"""A member as search sees it: its names in every language, and who it is. Hidden ones are not found."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet

from ifex.foundations.core.enums import PUBLISHABLE_STATES
from ifex.instruments.search.declarations import SearchKind, Stamp
from ifex.instruments.search.documents import Document, Texts
from ifex.network.members.enums import STANDINGS_IN_THE_NETWORK
from ifex.network.members.models import Organisation, OrganisationText

from .findable_cases import facets_of_places

ORGANISATION = "organisation"
_BATCH = 200


def organisation_kind() -> SearchKind:
    return SearchKind(slug=ORGANISATION, load=load_documents, iterate=iterate_documents, stamps=stamps)


def load_documents(uids: list[str]) -> Iterable[Document]:
    return [_document_of(row) for row in _members().filter(uid__in=uids)]


def iterate_documents(after: str) -> Iterator[Document]:
    rows = _walk(after)
    while batch := list(islice(rows, _BATCH)):
        yield from (_document_of(row) for row in batch)


def stamps(after: str) -> Iterator[Stamp]:
    yield from (Stamp(row.uid, _stamp_of(row)) for row in _walk(after))


def _members() -> QuerySet[Organisation]:
    """Those that are or were in the network, and may be named."""
    rows: QuerySet[Organisation] = Organisation.objects.filter(
        merged_into=None, is_hidden=False, standings__status__in=STANDINGS_IN_THE_NETWORK
    )
    return rows.distinct().order_by("uid").prefetch_related("texts", "merged")


def _walk(after: str) -> Iterator[Organisation]:
    while page := list(_members().filter(uid__gt=after)[:_BATCH]):
        yield from page
        after = page[-1].uid


def _document_of(row: Organisation) -> Document:
    languages = {*row.names, *(text.language for text in _published_texts(row))}
    words = {text.language: text.description for text in _published_texts(row)}
    return Document(
        kind=ORGANISATION,
        uid=row.uid,
        at=row.changed_at,
        stamp=_stamp_of(row),
        texts={
            code: Texts(title=row.names.get(code, ""), body=words.get(code, "")) for code in sorted(languages)
        },
        names=list(dict.fromkeys(name for name in _names_of(row) if name)),
        facets=facets_of_places([row.country] if row.country else []),
    )


def _published_texts(row: Organisation) -> list[OrganisationText]:
    return [text for text in row.texts.all() if text.state in PUBLISHABLE_STATES]


def _names_of(row: Organisation) -> list[str]:
    """Its own, and those under which it was known before a merger."""
    every = [row, *row.merged.all()]
    return [name for one in every for name in (one.acronym, *one.names.values())]


def _stamp_of(row: Organisation) -> str:
    told = repr((row.acronym, sorted(row.names.items()), row.country, row.changed_at, _names_of(row)))
    texts = repr(sorted((text.language, text.description) for text in _published_texts(row)))
    return hashlib.sha256((told + texts).encode()).hexdigest()[:16]
