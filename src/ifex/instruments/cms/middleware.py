"""The headers that every answer carries, the desk's language, and a page for answers without words."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from ifex.foundations.core.languages import LANGUAGE_CODES

from .errors import show_error

Answer = Callable[[HttpRequest], HttpResponse]

DESK = "/admin/"

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)

# Wagtail's forms carry inline scripts and styles (date pickers, inline panels), some put in by scripts, so
# neither hashes nor nonces cover them. All else stays shut: nothing from, and nothing to, other hosts.
DESK_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "media-src": ["'self'", "blob:"],
    "frame-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'"],
}


class SafetyHeaders:
    """Permissions-Policy everywhere, and the desk's own content policy. Stands right after CSPMiddleware."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if "immutable" in response.get("Cache-Control", ""):
            # The same in every language: caches keep one.
            del response["Vary"], response["Content-Language"]
        if request.path_info.startswith(DESK):
            # What django-csp looks for instead of the settings' policy.
            response._csp_config = DESK_POLICY  # type: ignore[attr-defined]
        return response


class DeskLanguage:
    """The desk speaks `User.language` of who works at it. Stands after AuthenticationMiddleware."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(DESK) and request.user.is_authenticated:
            code = request.user.language
            if code in LANGUAGE_CODES:
                translation.activate(code)
                request.LANGUAGE_CODE = code
        return self.get_response(request)


class WordsForEmptyErrors:
    """Django answers 405 with an empty page; a reader gets words."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content:
            return response
        if "text/html" not in request.headers.get("Accept", ""):
            return response
        page = show_error(request, 405)
        page["Allow"] = response["Allow"]
        return page
