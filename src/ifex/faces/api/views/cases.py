"""Cases: the threads through alerts over years."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from ifex.faces.api.answers import answer_json, keep_a_minute
from ifex.faces.api.asking import Asked
from ifex.faces.api.labels import labels_for
from ifex.faces.api.paging import page_of
from ifex.faces.api.parameters import CASE_PARAMETERS, names_of
from ifex.faces.api.queries import published_cases, remembered_count
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import countries, vocabulary
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.interchange.exporting import public_batch
from ifex.network.archive.interchange.writing import public_case
from ifex.network.archive.queries import mentions_of

from .records import show_history, show_record, standing_publication

MOST_ALERTS = 200


def list_cases(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, names_of(CASE_PARAMETERS))
    chosen = {
        "countries": asked.some_of(
            "country", {row.code for row in countries(with_historic=True)}, upper=True
        ),
        "statuses": asked.some_of("status", vocabulary(Vocabulary.CASE_STATUSES).keys()),
        "persons": asked.uids("person"),
    }
    rows = published_cases(**chosen)
    page, following = page_of(rows, asked)
    items = list(public_batch(SubjectKind.CASE, page, public_case))
    answer: dict[str, Any] = {
        "count": remembered_count(f"cases {sorted(chosen.items())}", rows),
        "next": following,
        "items": items,
        "notices": asked.notice_dicts(),
    }
    if asked.labels:
        answer["labels"] = labels_for("case", items, asked.labels)
    return keep_a_minute(answer_json(answer))


def show_case(request: HttpRequest, uid: str) -> HttpResponse:
    """With the alerts that belong to it today, newest first."""
    asked = Asked(request, ("known_on", "labels", "lang"))
    publication = standing_publication(SubjectKind.CASE, uid, known_on=asked.day("known_on"))
    alerts = list(mentions_of("case", [uid]).values_list("uid", flat=True)[:MOST_ALERTS])
    return show_record(asked, publication, public_case, {"alerts": alerts})


def show_case_history(request: HttpRequest, uid: str) -> HttpResponse:
    return show_history(request, SubjectKind.CASE, uid)
