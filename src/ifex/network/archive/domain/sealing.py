"""Writing publications: one or a thousand in the same few statements, with all that follows from them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import name_actor, record_act
from ifex.foundations.core.bulk import Numbers, PreparedRows, prepare_rows, write_rows
from ifex.foundations.core.events import emit
from ifex.foundations.core.labels import Labels
from ifex.foundations.core.sealed import unsealed
from ifex.instruments.search.enums import Priority
from ifex.network.archive.enums import PERSON, PublicationReason, SubjectKind
from ifex.network.archive.models import Mention, Publication, PublishedSituation

from .attached import follow_attachments
from .facts import Facts, Texts
from .freshness import tell_of_publications
from .reindexing import index_again, reindex_mentions


@dataclass
class Sealing:
    """One publication about to be written. `before` is the one it follows; `published_at` orders lists;
    `withholds_earlier` takes the texts and notes of those before it from the public.
    """

    kind: SubjectKind
    uid: str
    facts: Facts
    texts: Texts
    reason: PublicationReason
    note: Labels
    at: datetime
    before: Publication | None = None
    published_at: datetime | None = None
    withholds_earlier: bool = False


@dataclass(frozen=True)
class PreparedSealing:
    """Publications and what follows from them, ready to be written."""

    sealings: list[Sealing]
    publications: list[Publication]
    rows: tuple[PreparedRows, ...]


def seal(sealings: list[Sealing], *, by: Any, priority: Priority = Priority.FRESH) -> list[Publication]:
    """Write the publications, their mentions and situations, and tell the index; call it in a transaction."""
    numbers = Numbers(at_once=len(sealings))
    return write_sealing(prepare_sealing(sealings, numbers, by=by), by=by, priority=priority)


def prepare_sealing(sealings: list[Sealing], numbers: Numbers, *, by: Any) -> PreparedSealing:
    """What costs time and changes nothing: an import does it before its transaction."""
    actor = name_actor(by)
    publications = [_publication_of(sealing, actor) for sealing in sealings]
    numbers.give(Publication, publications)
    return PreparedSealing(
        sealings,
        publications,
        (
            prepare_rows(Publication, publications),
            prepare_rows(Mention, (mention for sealing in sealings for mention in mentions_of(sealing))),
            prepare_rows(PublishedSituation, (row for sealing in sealings for row in situations_of(sealing))),
        ),
    )


def write_sealing(prepared: PreparedSealing, *, by: Any, priority: Priority) -> list[Publication]:
    """The other half of `seal`; call it in a transaction."""
    sealings = prepared.sealings
    with transaction.atomic(), unsealed(Publication, Mention, PublishedSituation):
        _close_what_went_before(sealings)
        write_rows(*prepared.rows)
        for sealing in sealings:
            follow_attachments(sealing.before.facts if sealing.before else {}, sealing.facts, by=by)
            if sealing.withholds_earlier:
                _record_withholding(sealing, by)
        for kind in SubjectKind:
            again = [one.uid for one in sealings if one.kind == kind and one.before is not None]
            tell_of_publications(kind, again)
        # The alerts of a case are found by its state and by the situation of its persons.
        reindex_mentions("case", _uids(sealings, SubjectKind.CASE), priority=priority)
        tell_index(sealings, priority=priority)
    return prepared.publications


def _record_withholding(sealing: Sealing, by: Any) -> None:
    number = sealing.before.number + 1 if sealing.before else 1
    record_act(
        f"{sealing.kind}-withheld", by=by, subject_kind=sealing.kind, subject=sealing.uid, number=number
    )
    emit(f"{sealing.kind}_withheld", uid=sealing.uid, number=number)


def tell_index(sealings: list[Sealing], *, priority: Priority) -> None:
    """What is found differently now: the records, and the persons that they name or named until now."""
    for kind in SubjectKind:
        index_again(kind.value, _uids(sealings, kind), priority=priority)
    facts = [
        row for sealing in sealings for row in (sealing.facts, sealing.before.facts if sealing.before else {})
    ]
    named = {thing for row in facts for kind, thing in _things_named(row) if kind == PERSON and thing}
    # An import names the same person again and again.
    index_again(PERSON, sorted(named), priority=Priority.LATER if priority == Priority.BULK else priority)


def _uids(sealings: list[Sealing], kind: SubjectKind) -> list[str]:
    return [sealing.uid for sealing in sealings if sealing.kind == kind]


def _publication_of(sealing: Sealing, actor: str) -> Publication:
    return Publication(
        kind=sealing.kind,
        uid=sealing.uid,
        number=sealing.before.number + 1 if sealing.before else 1,
        reason=sealing.reason,
        facts=sealing.facts,
        texts=sealing.texts,
        note=sealing.note,
        withholds_earlier=sealing.withholds_earlier,
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
        yield PERSON, target.get("person")
        yield "organisation", target.get("organisation")
    for source in facts.get("sources", []):
        yield "source", source.get("organisation")
    for person in facts.get("persons", []):
        yield PERSON, person.get("person")
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
