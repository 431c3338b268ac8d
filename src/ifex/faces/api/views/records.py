"""What alerts and cases have in common: one record as it stands, as it stood, withdrawn, and its history."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ifex.faces.api.answers import ApiError, answer_json, ask_again_each_time
from ifex.faces.api.asking import Asked, start_of_next
from ifex.faces.api.labels import labels_for
from ifex.foundations.core.labels import pick_label
from ifex.foundations.core.uids import is_uid
from ifex.network.archive.domain.publication import current_publication
from ifex.network.archive.enums import PublicationReason
from ifex.network.archive.interchange.exporting import public_batch
from ifex.network.archive.models import Publication
from ifex.network.archive.presenters.history import gives_any, names_taken_back
from ifex.network.archive.queries import all_publications, history

Object = dict[str, Any]


def standing_publication(kind: str, uid: str, *, known_on: date | None) -> Publication:
    """The one that stands, or stood at the end of `known_on`. Raises ApiError: 404, or 410 for what is withdrawn."""
    current = current_publication(kind, uid) if is_uid(uid) else None
    if current is None:
        raise _unknown(kind)
    if current.reason == PublicationReason.WITHDRAWAL:
        raise _withdrawn(current)
    if known_on is None:
        return current
    return _standing_on(current, known_on)


def _standing_on(current: Publication, day: date) -> Publication:
    """Nothing is shown of a publication that is withheld, or gives a name which has been taken back since."""
    end = start_of_next(day)
    if current.valid_from < end:
        return current
    rows = Publication.objects.filter(kind=current.kind, uid=current.uid, valid_from__lt=end)
    found = rows.order_by("-number").first()
    if found is None or found.reason == PublicationReason.WITHDRAWAL:
        raise ApiError(404, "not_published_then", _("It was not published on that day."))
    if _is_withheld(found, current):
        message = _("What was published on that day is withheld for somebody’s safety.")
        raise ApiError(410, "withheld", message)
    return found


def _is_withheld(found: Publication, current: Publication) -> bool:
    since = Publication.objects.filter(kind=found.kind, uid=found.uid, number__gt=found.number)
    if since.filter(withholds_earlier=True).exists():
        return True
    return gives_any(found, names_taken_back([found, *all_publications(current.kind, current.uid)]))


def _unknown(kind: str) -> ApiError:
    messages = {
        "alert": _("There is no alert with this identifier."),
        "case": _("There is no case with this identifier."),
    }
    return ApiError(404, "not_found", messages[kind])


def _withdrawn(publication: Publication) -> ApiError:
    note = publication.note or {}
    message = _("It was withdrawn. %(note)s") % {"note": pick_label(note)}
    return ApiError(
        410, "withdrawn", message.strip(), note=note, withdrawn_at=publication.valid_from.isoformat()
    )


def show_record(
    asked: Asked, publication: Publication, write: Callable[..., Object], further: Object | None = None
) -> HttpResponse:
    """The interchange object, with which publication it is."""
    kind = publication.kind
    [item] = public_batch(kind, [publication], write)
    answer = item | {"publication": publication_of(publication)} | (further or {})
    if asked.notices:
        answer["notices"] = asked.notice_dicts()
    if asked.labels:
        answer["labels"] = labels_for(kind, [item], asked.labels)
    return ask_again_each_time(answer_json(answer))


def publication_of(row: Publication) -> Object:
    return {
        "number": row.number,
        "reason": row.reason,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }


def show_history(request: HttpRequest, kind: str, uid: str) -> HttpResponse:
    asked = Asked(request, ("lang",))
    rows = history(kind, uid) if is_uid(uid) else []
    if not rows:
        raise _unknown(kind)
    items = [
        {
            "number": row["number"],
            "reason": row["reason"],
            "valid_from": row["valid_from"].isoformat(),
            "valid_to": row["valid_to"].isoformat() if row["valid_to"] else None,
            "note": row["note"],
            "withheld": row["is_withheld"],
        }
        for row in rows
    ]
    answer = {"uid": uid, "count": len(items), "items": items, "notices": asked.notice_dicts()}
    return ask_again_each_time(answer_json(answer))
