"""The headers that every answer carries, the desk's language, and a page for answers without words."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers

from ifex.foundations.core.caching import KEPT_FOR_ALL
from ifex.foundations.core.languages import LANGUAGE_CODES

from .errors import show_error
from .secure import is_onion, is_secure, onion_url, secure_url

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
        if response.get("Cache-Control") in KEPT_FOR_ALL:
            # The same in every language: caches keep one.
            del response["Vary"], response["Content-Language"]
        if request.path_info.startswith(DESK):
            # What django-csp looks for instead of the settings' policy.
            response._csp_config = DESK_POLICY  # type: ignore[attr-defined]
        return response


class ReaderLanguage(LocaleMiddleware):
    """Django's, but for what is nobody's: pages of editors match every address below a language, so Django would lead
    each address that is not found (of the API, say) to one with a language, to be not found there.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and self._could_only_be_a_page(request):
            patch_vary_headers(response, ["Accept-Language"])
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        return super().process_response(request, response)

    @staticmethod
    def _could_only_be_a_page(request: HttpRequest) -> bool:
        if translation.get_language_from_path(request.path_info):
            return False
        try:
            found = resolve(f"/{translation.get_language()}{request.path_info.rstrip('/')}/")
        except Resolver404:
            return False
        return found.url_name == "wagtail_serve"


class SecureConnection:
    """With `IFEX_HTTPS=redirect` plain HTTP leads to HTTPS; over HTTPS, Tor Browser learns of the onion address."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.IFEX_HTTPS == "redirect" and not is_secure(request):
            target = secure_url(request)
            if target is not None:
                return HttpResponsePermanentRedirect(
                    target, preserve_request=request.method not in {"GET", "HEAD"}
                )
        response = self.get_response(request)
        onion = onion_url(request.get_full_path())
        if onion and not is_onion(request) and "text/html" in response.get("Content-Type", ""):
            response.headers["Onion-Location"] = onion
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
