"""The publications of a full export, put back exactly as they were."""

from typing import Any

from ifex.foundations.core.bulk import insert_rows
from ifex.foundations.core.sealed import unsealed
from ifex.instruments.search.enums import Priority
from ifex.network.archive.domain.sealing import Sealing, mentions_of, situations_of, tell_index
from ifex.network.archive.enums import PublicationReason, SubjectKind
from ifex.network.archive.models import Mention, Publication, PublishedSituation

from .reading import Entry


def restore_histories(entries: list[Entry]) -> None:
    """Write the publications and what follows from them; call it in a transaction."""
    rows = [row for entry in entries for row in entry.history]
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
    tell_index([_sealing_of(row, published_at) for row in current], priority=Priority.BULK)


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
