"""Addresses from before lead to what they led to, for ever. Looked up only where nothing else answers."""

from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import translation

from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_CODES

from .queries import find_legacy_address

LONGEST_PATH = 500

Answer = Callable[[HttpRequest], HttpResponse]


class LegacyAddresses:
    """Before a reader is told that there is no such page, the addresses of old are asked."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        return redirect_from_of_old(request) or response


def redirect_from_of_old(request: HttpRequest) -> HttpResponse | None:
    """301 to the alert or case that stood at this address, in the language that the address names; else None."""
    path = unquote(request.path)
    query = request.META.get("QUERY_STRING", "")
    if len(path) + len(query) > LONGEST_PATH or "\0" in path:
        return None
    candidates = [f"{path}?{query}", path] if query else [path]
    bare, language = _without_language(path)
    found = find_legacy_address(*candidates, *([bare] if bare else []))
    if found is None:
        return None
    language = language or _language_at_the_start(path) or DEFAULT_LANGUAGE
    with translation.override(language):
        target = reverse(f"archive:{found.kind}-show", args=[found.uid])
    return HttpResponsePermanentRedirect(target)


def _without_language(path: str) -> tuple[str, str]:
    """`/tunisia/2004/03/09/slug/fr/` is the French page of `/tunisia/2004/03/09/slug/`."""
    parts = path.rstrip("/").rsplit("/", 1)
    if len(parts) == 2 and parts[0] and parts[1] in LANGUAGE_CODES:
        return f"{parts[0]}/", parts[1]
    return "", ""


def _language_at_the_start(path: str) -> str:
    first = path.strip("/").split("/", 1)[0]
    return first if first in LANGUAGE_CODES else ""
