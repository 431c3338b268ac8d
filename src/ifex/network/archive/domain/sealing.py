"""Writing publications: one or a thousand in the same few statements, with all that follows from them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import name_actor
from ifex.foundations.core.labels import Labels
from ifex.foundations.core.sealed import unsealed
from ifex.instruments.search.domain.changes import enqueue_index_change
from ifex.instruments.search.enums import Priority
from ifex.network.archive.enums import PublicationReason, SubjectKind
from ifex.network.archive.models import Mention, Publication, PublishedSituation

from .attached import follow_attachments
from .facts import Facts, Texts
from .reindexing import reindex_mentions


@dataclass
class Sealing:
    """One publication about to be written. `before` is the one it follows; `published_at` orders lists."""

    kind: SubjectKind
    uid: str
    facts: Facts
    texts: Texts
    reason: PublicationReason
    note: Labels
    at: datetime
    before: Publication | None = None
    published_at: datetime | None = None


def seal(sealings: list[Sealing], *, by: Any, priority: Priority = Priority.FRESH) -> list[Publication]:
    """Write the publications, their mentions and situations, and tell the index; call it in a transaction."""
    actor = name_actor(by)
    with transaction.atomic(), unsealed(Publication, Mention, PublishedSituation):
        _close_what_went_before(sealings)
        rows = [_publication_of(sealing, actor) for sealing in sealings]
        Publication.objects.bulk_create(rows)
        Mention.objects.bulk_create(mention for sealing in sealings for mention in mentions_of(sealing))
        PublishedSituation.objects.bulk_create(row for sealing in sealings for row in situations_of(sealing))
        for sealing in sealings:
            follow_attachments(sealing.before.facts if sealing.before else {}, sealing.facts, by=by)
        for sealing in sealings:
            if sealing.kind == SubjectKind.CASE:
                # Its alerts are found by the state of the case and the situation of its persons.
                reindex_mentions("case", sealing.uid)
        found = [sealing.uid for sealing in sealings if sealing.kind == SubjectKind.ALERT]
        enqueue_index_change(SubjectKind.ALERT.value, found, priority=priority)
    return rows


def _publication_of(sealing: Sealing, actor: str) -> Publication:
    return Publication(
        kind=sealing.kind,
        uid=sealing.uid,
        number=sealing.before.number + 1 if sealing.before else 1,
        reason=sealing.reason,
        facts=sealing.facts,
        texts=sealing.texts,
        note=sealing.note,
        valid_from=sealing.at,
        actor=actor,
    )


def _close_what_went_before(sealings: list[Sealing]) -> None:
    for sealing in sealings:
        if sealing.before is None:
            continue
        Publication.objects.filter(pk=sealing.before.pk).update(
            valid_to=max(sealing.at, sealing.before.valid_from)
        )
        Mention.objects.filter(kind=sealing.kind, uid=sealing.uid).delete()
        if sealing.kind == SubjectKind.CASE:
            PublishedSituation.objects.filter(case=sealing.uid, known_to=None).update(known_to=sealing.at)


def mentions_of(sealing: Sealing) -> Iterator[Mention]:
    """One row for each thing that the facts name by identifier."""
    seen = set()
    for thing_kind, thing in _things_named(sealing.facts):
        if thing and (thing_kind, thing) not in seen:
            seen.add((thing_kind, thing))
            yield Mention(
                kind=sealing.kind, uid=sealing.uid, thing_kind=thing_kind, thing=thing,
                at=sealing.published_at or sealing.at,
            )  # fmt: skip


def _things_named(facts: Facts) -> Iterable[tuple[str, str | None]]:
    yield "case", facts.get("case")
    yield "alert", facts.get("updates")
    for target in facts.get("targets", []):
        yield "person", target.get("person")
        yield "organisation", target.get("organisation")
    for source in facts.get("sources", []):
        yield "source", source.get("organisation")
    for person in facts.get("persons", []):
        yield "person", person.get("person")
    for file in facts.get("attachments", []):
        yield "file", file["sha256"]


def situations_of(sealing: Sealing) -> Iterator[PublishedSituation]:
    countries = sealing.facts.get("countries") or [""]
    for number, person in enumerate(sealing.facts.get("persons", [])):
        for span in person["situations"]:
            if span["until"] is not None and span["until"] <= span["from"]:
                continue
            yield PublishedSituation(
                case=sealing.uid,
                # Somebody under a pseudonym is counted, but cannot be joined to anything else.
                person=person["person"] or f"{sealing.uid}/{number}",
                situation=span["situation"],
                country=span["country"] or countries[0],
                from_on=span["from"],
                until_on=span["until"],
                known_from=sealing.at,
            )
