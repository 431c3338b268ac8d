"""The publications of a record in a full export, as rows that are not stored yet."""

from ifex.network.archive.enums import PublicationReason
from ifex.network.archive.models import Publication

from .values import Object, Unreadable, take_choice, take_each, take_flag, take_moment, take_object, take_text


def read_history(kind: str, uid: str, item: Object) -> list[Publication]:
    """Raises Unreadable."""
    rows = take_each(item, "publications", lambda row: _read_publication(kind, uid, row))
    stand_today = sum(row.valid_to is None for row in rows)
    if [row.number for row in rows] != list(range(1, len(rows) + 1)) or stand_today > 1:
        raise Unreadable("publications are not numbered 1, 2, 3 … with one that stands today")
    return rows


def _read_publication(kind: str, uid: str, row: Object) -> Publication:
    valid_from = take_moment(row, "valid_from")
    number = row.get("number")
    if valid_from is None or not isinstance(number, int):
        raise Unreadable("number or valid_from is missing")
    return Publication(
        kind=kind,
        uid=uid,
        number=number,
        reason=take_choice(row, "reason", PublicationReason, PublicationReason.FIRST),
        facts=take_object(row, "facts"),
        texts=take_object(row, "texts"),
        note=take_object(row, "note"),
        withholds_earlier=take_flag(row, "withholds_earlier"),
        valid_from=valid_from,
        valid_to=take_moment(row, "valid_to"),
        actor=take_text(row, "actor", at_most=64),
    )
