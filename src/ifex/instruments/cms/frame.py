"""The frame's links for one request."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, translate_url
from django.utils.functional import cached_property
from django.utils.translation import get_language

from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_TABLE, Language

from .enums import Place
from .navigation import Link, links_at, search_target
from .secure import is_secure, secure_url


@dataclass(frozen=True)
class LanguageLink:
    """One language of the switch. `url` keeps the query; `canonical` does not, and is None without a page."""

    language: Language
    url: str
    canonical: str | None
    is_current: bool


def language_links(
    request: HttpRequest | None, translations: dict[str, str] | None = None
) -> list[LanguageLink]:
    """The same page in every language; that language's front page where the page has no address in it."""
    current = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
    links = []
    for language in LANGUAGE_TABLE:
        path = (translations or {}).get(language.code) or _translated(request, language.code)
        query = request.META.get("QUERY_STRING", "") if request and path else ""
        url = f"{path or front_page(language.code)}{'?' if query else ''}{query}"
        links.append(LanguageLink(language, url, path, language.code == current))
    return links


def front_page(code: str) -> str:
    return f"{get_script_prefix()}{code}/"


def _translated(request: HttpRequest | None, code: str) -> str | None:
    if request is None:
        return None
    if request.path.startswith(front_page(code)):
        return request.path
    if request.path.startswith("//"):
        # Django would take what follows for a host, and trip over one like `[`.
        return None
    translated = translate_url(request.path, code)
    # Django gives the address back as it was when it knows no page there.
    return None if translated == request.path else translated


class FrameLinks:
    """What base.html shows around a page; each part is worked out when first asked for."""

    def __init__(
        self, request: HttpRequest | None, translations: dict[str, str] | None, *, is_bare: bool
    ) -> None:
        self._request = request
        self._translations = translations
        self._is_bare = is_bare

    @property
    def home(self) -> str:
        return front_page((get_language() or DEFAULT_LANGUAGE).split("-")[0])

    def _links_at(self, place: Place) -> list[Link]:
        return links_at(place, self._request, with_sources=not self._is_bare)

    @property
    def is_secure(self) -> bool:
        return self._request is None or is_secure(self._request)

    @property
    def secure_url(self) -> str | None:
        return secure_url(self._request) if self._request else None

    @cached_property
    def main(self) -> list[Link]:
        return self._links_at(Place.MAIN)

    @cached_property
    def archive(self) -> list[Link]:
        return self._links_at(Place.ARCHIVE)

    @cached_property
    def tools(self) -> list[Link]:
        return self._links_at(Place.TOOLS)

    @cached_property
    def footer(self) -> list[Link]:
        return self._links_at(Place.FOOTER)

    @cached_property
    def search(self) -> dict[str, Any] | None:
        return search_target()

    @cached_property
    def languages(self) -> list[LanguageLink]:
        return language_links(self._request, self._translations)


def frame_links_for(
    request: HttpRequest | None, *, translations: dict[str, str] | None = None, is_bare: bool = False
) -> FrameLinks:
    """`is_bare` leaves out what the database would have to be asked for."""
    return FrameLinks(request, translations, is_bare=is_bare)


def mark_of_frame(request: HttpRequest) -> str:
    """Differs when the frame's links do: part of the mark of a page that makes its own."""
    links = [link for place in (Place.MAIN, Place.ARCHIVE, Place.FOOTER) for link in links_at(place, request)]
    return repr([(str(link.title), link.url) for link in links])


def may_have_messages(request: HttpRequest) -> bool:
    """Whether a cookie came that could carry messages."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES
