"""The publications of a full export, put back exactly as they were."""

from typing import Any

from ifex.foundations.core.bulk import insert_rows
from ifex.foundations.core.sealed import unsealed
from ifex.instruments.search.domain.changes import enqueue_index_change
from ifex.instruments.search.enums import Priority
from ifex.network.archive.domain.sealing import Sealing, mentions_of, situations_of
from ifex.network.archive.enums import PublicationReason, SubjectKind
from ifex.network.archive.models import Mention, Publication, PublishedSituation

from .reading import Entry
from .values import Object, Unreadable, take_choice, take_flag, take_moment, take_object, take_text


def read_history(entry: Entry) -> list[Publication]:
    """Raises Unreadable."""
    rows = [_read_publication(entry, item) for item in entry.history]
    if [row.number for row in rows] != list(range(1, len(rows) + 1)) or sum(
        row.valid_to is None for row in rows
    ) > 1:
        raise Unreadable("publications are not numbered 1, 2, 3 … with one that stands today")
    return rows


def _read_publication(entry: Entry, item: Object) -> Publication:
    valid_from = take_moment(item, "valid_from")
    number = item.get("number")
    if valid_from is None or not isinstance(number, int):
        raise Unreadable("publications: one lacks its number or its valid_from")
    return Publication(
        kind=entry.kind,
        uid=entry.uid,
        number=number,
        reason=take_choice(item, "reason", PublicationReason, PublicationReason.FIRST),
        facts=take_object(item, "facts"),
        texts=take_object(item, "texts"),
        note=take_object(item, "note"),
        withholds_earlier=take_flag(item, "withholds_earlier"),
        valid_from=valid_from,
        valid_to=take_moment(item, "valid_to"),
        actor=take_text(item, "actor", at_most=64),
    )


def restore_histories(entries: list[Entry]) -> None:
    """Write the publications and what follows from them; call it in a transaction."""
    rows = [row for entry in entries for row in read_history(entry)]
    published_at = {entry.uid: entry.published for entry in entries}
    with unsealed(Publication, Mention, PublishedSituation):
        current = [row for row in rows if row.valid_to is None]
        insert_rows(Publication, rows)
        insert_rows(
            Mention, (mention for row in current for mention in mentions_of(_sealing_of(row, published_at)))
        )
        insert_rows(
            PublishedSituation, (known for row in rows for known in _situations_known(row, published_at))
        )
    alerts = [row.uid for row in current if row.kind == SubjectKind.ALERT]
    enqueue_index_change(SubjectKind.ALERT.value, alerts, priority=Priority.BULK)


def _situations_known(row: Publication, published_at: dict[str, Any]) -> list[PublishedSituation]:
    situations = list(situations_of(_sealing_of(row, published_at)))
    for situation in situations:
        situation.known_to = row.valid_to
    return situations


def _sealing_of(row: Publication, published_at: dict[str, Any]) -> Sealing:
    return Sealing(
        SubjectKind(row.kind), row.uid, row.facts, row.texts, PublicationReason(row.reason), row.note, row.valid_from,
        None, published_at[row.uid],
    )  # fmt: skip
