"""Persons, as long as a publication names them openly; and organisations."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ifex.faces.api.answers import ApiError, answer_error, answer_json, ask_again_each_time, keep_a_minute
from ifex.faces.api.asking import Asked
from ifex.faces.api.labels import labels_for
from ifex.faces.api.paging import page_of
from ifex.faces.api.parameters import LIST_PARAMETERS, ORGANISATION_PARAMETERS, names_of
from ifex.faces.api.queries import persons_named_openly, public_organisations, remembered_count
from ifex.foundations.core import clock
from ifex.foundations.core.uids import is_uid
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import countries, vocabulary
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.interchange.writing import public_organisation, public_person
from ifex.network.archive.models import Person
from ifex.network.archive.queries import mentions_of, uids_of_person
from ifex.network.members.models import Organisation

MOST_MENTIONS = 200


def list_persons(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, names_of(LIST_PARAMETERS))
    rows = persons_named_openly()
    page, following = page_of(rows, asked)
    items = [public_person(row) for row in page]
    answer: dict[str, Any] = {
        "count": remembered_count("persons", rows),
        "next": following,
        "items": items,
        "notices": asked.notice_dicts(),
    }
    if asked.labels:
        answer["labels"] = labels_for("person", items, asked.labels)
    return keep_a_minute(answer_json(answer))


def show_person(request: HttpRequest, uid: str) -> HttpResponse:
    """With the newest alerts and cases that name them. Somebody merged into another: 301 to the one that stands."""
    asked = Asked(request, ("labels", "lang"))
    found = Person.objects.select_related("merged_into").filter(uid=uid).first() if is_uid(uid) else None
    if found is not None and found.merged_into is not None:
        return _moved("persons", found.uid, found.merged_into.uid, request)
    person = persons_named_openly().filter(uid=uid).first() if found else None
    if person is None:
        raise ApiError(
            404, "not_found", _("There is no person with this identifier whom a publication names.")
        )
    uids = uids_of_person(person)
    item = public_person(person) | {
        "alerts": _naming(SubjectKind.ALERT, uids),
        "cases": _naming(SubjectKind.CASE, uids),
    }
    return _show(asked, "person", item)


def _naming(kind: str, uids: list[str]) -> list[str]:
    rows = mentions_of("person", uids, kind=kind).values_list("uid", flat=True)
    return list(dict.fromkeys(rows[:MOST_MENTIONS]))


def list_organisations(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, names_of(ORGANISATION_PARAMETERS))
    rows = public_organisations(
        clock.today(),
        countries=asked.some_of("country", {row.code for row in countries(with_historic=True)}, upper=True),
        statuses=asked.some_of("status", vocabulary(Vocabulary.MEMBERSHIP_STATUSES).keys()),
    )
    page, following = page_of(rows, asked)
    items = [public_organisation(row) for row in page]
    answer: dict[str, Any] = {
        "count": rows.count(),
        "next": following,
        "items": items,
        "notices": asked.notice_dicts(),
    }
    if asked.labels:
        answer["labels"] = labels_for("organisation", items, asked.labels)
    return keep_a_minute(answer_json(answer))


def show_organisation(request: HttpRequest, uid: str) -> HttpResponse:
    asked = Asked(request, ("labels", "lang"))
    found = (
        Organisation.objects.select_related("merged_into").filter(uid=uid).first() if is_uid(uid) else None
    )
    if found is not None and found.merged_into is not None and not found.merged_into.is_hidden:
        return _moved("organisations", found.uid, found.merged_into.uid, request)
    organisation = public_organisations(clock.today()).filter(uid=uid).first() if found else None
    if organisation is None:
        raise ApiError(404, "not_found", _("There is no organisation with this identifier."))
    return _show(asked, "organisation", public_organisation(organisation))


def _show(asked: Asked, kind: str, item: dict[str, Any]) -> HttpResponse:
    answer = dict(item)
    if asked.notices:
        answer["notices"] = asked.notice_dicts()
    if asked.labels:
        answer["labels"] = labels_for(kind, [item], asked.labels)
    return ask_again_each_time(answer_json(answer))


def _moved(collection: str, uid: str, stands: str, request: HttpRequest) -> HttpResponse:
    """301 to the same question about the one that stands."""
    message = _("It has been merged: see %(uid)s.") % {"uid": stands}
    path = request.path.removesuffix(f"{collection}/{uid}") + f"{collection}/{stands}"
    query = request.META.get("QUERY_STRING", "")
    location = f"{path}?{query}" if query.isascii() and query.isprintable() and query else path
    return answer_error(ApiError(301, "merged", message, headers={"Location": location}, uid=stands))
