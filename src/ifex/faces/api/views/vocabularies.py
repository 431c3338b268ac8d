"""The controlled terms and the countries, with their names in every language."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ifex.faces.api.answers import ApiError, answer_json, keep_a_minute
from ifex.faces.api.asking import Asked
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import countries, vocabulary
from ifex.instruments.taxonomy.tables import CountryRow, TermRow

Object = dict[str, Any]


def list_vocabularies(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, ("lang",))
    items = [
        {
            "slug": slug.value,
            "name": str(slug.label),
            "count": len(vocabulary(slug)),
            "terms": f"{request.path}/{slug.value}",
        }
        for slug in Vocabulary
    ]
    answer = {"count": len(items), "next": None, "items": items, "notices": asked.notice_dicts()}
    return keep_a_minute(answer_json(answer))


def show_vocabulary(request: HttpRequest, slug: str) -> HttpResponse:
    asked = Asked(request, ("lang",))
    if slug not in Vocabulary.values:
        raise ApiError(404, "not_found", _("There is no vocabulary of this name."))
    items = [term_object(row) for row in vocabulary(slug).values()]
    answer = {
        "slug": slug,
        "name": str(Vocabulary(slug).label),
        "count": len(items),
        "next": None,
        "items": items,
        "notices": asked.notice_dicts(),
    }
    return keep_a_minute(answer_json(answer))


def term_object(row: TermRow) -> Object:
    return {
        "slug": row.slug,
        "names": row.name,
        "scope_note": row.scope_note,
        "group": row.group or None,
        "parent": row.parent,
        "position": row.position,
        "attributes": dict(row.attributes),
        "maps": dict(row.maps),
        "retired": row.is_retired,
        "replaced_by": row.replaced_by,
    }


def list_countries(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, ("lang",))
    items = [country_object(row) for row in countries(with_historic=True)]
    answer = {"count": len(items), "next": None, "items": items, "notices": asked.notice_dicts()}
    return keep_a_minute(answer_json(answer))


def country_object(row: CountryRow) -> Object:
    return {
        "code": row.code,
        "alpha3": row.alpha3,
        "names": row.name,
        "region": row.region,
        "from_year": row.from_year,
        "until_year": row.until_year,
        "successors": list(row.successors),
        "disputed": row.is_disputed,
        "note": row.note,
    }
