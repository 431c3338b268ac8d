"""Forms that anyone may send: without a session or a cookie, so without a token in them.

Where a browser says from which site a form comes, another site's is refused. A field that people do not see catches
programs that fill in everything. Limits and a confirmation by mail do the rest.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.http import HttpRequest

HONEYPOT = "website"
"""A field that is hidden from people. Whoever fills it in is told that all went well."""


def comes_from_here(request: HttpRequest) -> bool:
    """By `Sec-Fetch-Site`, else by `Origin`, else by `Referer`. Old browsers send none of them, and are let in."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    stated = request.headers.get("Origin") or request.headers.get("Referer")
    try:
        return stated is None or urlsplit(stated).netloc == request.get_host()
    except ValueError:
        return False


def is_trapped(form: Mapping[str, str]) -> bool:
    """Whether the field that people do not see is filled in."""
    return bool(form.get(HONEYPOT, ""))
