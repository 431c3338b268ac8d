"""Who stood where on a day, as it was known at a moment."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse

from ifex.faces.api.answers import answer_json, keep_a_minute
from ifex.faces.api.asking import Asked
from ifex.faces.api.labels import labels_for
from ifex.faces.api.paging import page_of
from ifex.faces.api.parameters import SITUATION_PARAMETERS, names_of
from ifex.faces.api.queries import public_uids_of_persons
from ifex.foundations.core import clock
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import countries, vocabulary
from ifex.network.archive.enums import HELD_SITUATIONS
from ifex.network.archive.models import PublishedSituation
from ifex.network.archive.queries import situations_on


def list_situations(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, names_of(SITUATION_PARAMETERS))
    day = asked.day("on") or clock.today()
    known_at = asked.moment("known_at") or clock.now()
    kinds = asked.some_of("situation", vocabulary(Vocabulary.PERSON_SITUATIONS).keys()) or list(
        HELD_SITUATIONS
    )
    rows = situations_on(day, known_at=known_at, kinds=kinds)
    codes = asked.some_of("country", {row.code for row in countries(with_historic=True)}, upper=True)
    if codes:
        rows = rows.filter(country__in=codes)
    page, following = page_of(rows, asked, key="pk")
    persons = public_uids_of_persons(row.person for row in page)
    items = [_situation(row, persons) for row in page]
    answer: dict[str, Any] = {
        "on": day.isoformat(),
        "known_at": known_at.isoformat(),
        "situations": kinds,
        **rows.aggregate(count=Count("pk"), persons=Count("person", distinct=True)),
        "next": following,
        "items": items,
        "notices": asked.notice_dicts(),
    }
    if asked.labels:
        answer["labels"] = labels_for("situation", items, asked.labels)
    return keep_a_minute(answer_json(answer))


def _situation(row: PublishedSituation, persons: dict[str, str]) -> dict[str, Any]:
    """Somebody whom no publication names openly today is counted and not pointed to."""
    return {
        "person": persons.get(row.person),
        "case": row.case,
        "situation": row.situation,
        "country": row.country or None,
        "from": row.from_on.isoformat(),
        "until": row.until_on.isoformat() if row.until_on else None,
        "known_from": row.known_from.isoformat(),
        "known_to": row.known_to.isoformat() if row.known_to else None,
    }
