"""The page that explains the API, made from the same OpenAPI document that programs read."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import urlize
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.instruments.cms.formats import precise_date_text
from ifex.network.archive.interchange.dump_on_offer import newest_dump

from .endpoints import ENDPOINTS, Endpoint
from .openapi import ROOT, openapi_document


@dataclass(frozen=True)
class Section:
    """One address as the page shows it. `rows` are name, values, explanation of each parameter."""

    name: str
    path: str
    title: str
    text: str
    rows: list[list[str]]
    examples: list[str]
    errors: list[str]


@require_safe
def show_docs(request: HttpRequest) -> HttpResponse:
    document = openapi_document()
    context = {
        "title": document["info"]["title"],
        "summary": document["info"]["description"],
        "licence": mark_safe(urlize(settings.IFEX_DATA_LICENCE, autoescape=True)),  # noqa: S308  it is escaped
        "dump": _dump(),
        "sections": [_section(endpoint, document) for endpoint in ENDPOINTS],
        "headings": [_("Parameter"), _("Values"), _("What it does")],
        "openapi_url": reverse("api_v1:openapi-show"),
        "root": settings.IFEX_BASE_URL + ROOT,
    }
    response = render(request, "api/docs.html", context)
    patch_cache_control(response, public=True, max_age=60)
    return response


def _dump() -> dict[str, str] | None:
    path = newest_dump()
    if path is None:
        return None
    made_on = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    return {
        "url": reverse("archive:dump-show"),
        "day": precise_date_text(made_on, "day"),
        "size": filesizeformat(path.stat().st_size),
    }


def _section(endpoint: Endpoint, document: dict[str, Any]) -> Section:
    path = ROOT + endpoint.path
    operation = document["paths"][path]["get"]
    return Section(
        name=endpoint.name,
        path=path,
        title=operation["summary"],
        text=operation["description"],
        rows=[
            [one["name"], _values_of(one["schema"]), one["description"]] for one in operation["parameters"]
        ],
        # Which things are published differs from place to place: their addresses are shown, not linked.
        examples=[ROOT + example for example in endpoint.examples if "{" not in example],
        errors=sorted(status for status in operation["responses"] if status != "200"),
    )


def _values_of(schema: dict[str, Any]) -> str:
    item = schema.get("items", schema)
    values = [str(value) for value in item.get("enum", [])]
    if len(values) > 8:
        words = _("%(values)s … (%(count)s values)") % {"values": ", ".join(values[:4]), "count": len(values)}
    else:
        words = ", ".join(values) or _TYPES.get(item.get("format") or item["type"], _words)()
    return _("%(values)s (several)") % {"values": words} if schema.get("type") == "array" else words


def _words() -> str:
    return _("text")


_TYPES = {"integer": lambda: _("whole number"), "date": lambda: _("day, as 2004-03-08"), "string": _words}
