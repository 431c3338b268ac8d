"""The first address: where everything is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from ifex.faces.api.answers import answer_json, keep_a_minute, no_such_address
from ifex.faces.api.asking import Asked

ADDRESSES = (
    "alerts",
    "alerts/{uid}",
    "alerts/{uid}/history",
    "cases",
    "cases/{uid}",
    "cases/{uid}/history",
    "persons",
    "persons/{uid}",
    "organisations",
    "organisations/{uid}",
    "vocabularies",
    "vocabularies/{slug}",
    "countries",
    "situations",
    "counts",
)


def show_front(request: HttpRequest) -> HttpResponse:
    asked = Asked(request, ("lang",))
    root = settings.IFEX_BASE_URL + request.path
    answer = {
        "name": settings.IFEX_NAME,
        "licence": settings.IFEX_DATA_LICENCE,
        "documentation": settings.IFEX_BASE_URL + reverse("api:docs-show"),
        "openapi": f"{root}openapi.json",
        "addresses": [f"{root}{address}" for address in ADDRESSES],
        "notices": asked.notice_dicts(),
    }
    return keep_a_minute(answer_json(answer))


def lead_to_docs(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("api:docs-show"))


def find_address(request: HttpRequest, rest: str) -> HttpResponse:
    """What is no address: 404; with a slash too many, the way to the right one."""
    bare = request.path.rstrip("/")
    if rest.strip("/") and bare != request.path and _is_address(bare):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{bare}?{query}" if query else bare)
    raise no_such_address()


def _is_address(path: str) -> bool:
    try:
        return resolve(path).url_name is not None
    except Resolver404:
        return False
