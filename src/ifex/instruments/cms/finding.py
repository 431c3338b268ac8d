"""How programs find their way: sitemaps with all languages, robots.txt, OpenSearch, humans.txt, security.txt.

A room enters what it has with `register_sitemap("alerts", parts, entries)`, where `parts()` is how many files there are
and `entries(n)` gives those of the n-th, from 1, with flat memory.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES

from .navigation import search_target

AN_HOUR = 3600


@dataclass(frozen=True)
class Entry:
    """One thing: its path in each language in which it has words, and when it changed last."""

    paths: dict[str, str]
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Section:
    name: str
    parts: Callable[[], int]
    entries: Callable[[int], Iterable[Entry]]


_sections: dict[str, Section] = {}


def register_sitemap(name: str, parts: Callable[[], int], entries: Callable[[int], Iterable[Entry]]) -> None:
    """Call it in `ready()`; the last one of a name counts."""
    _sections[name] = Section(name, parts, entries)


def in_every_language(path: str) -> Entry:
    """A page that stands under each language at the same address: `in_every_language("countries/tn/")`."""
    return Entry({code: f"/{code}/{path}" for code in LANGUAGE_CODES})


@require_safe
def show_sitemap_index(request: HttpRequest) -> HttpResponse:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    ]
    for section in _sections.values():
        for number in range(1, section.parts() + 1):
            url = settings.IFEX_BASE_URL + reverse("cms:sitemap-show", args=[section.name, number])
            lines.append(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n")
    response = HttpResponse(
        "".join([*lines, "</sitemapindex>\n"]), content_type="application/xml; charset=utf-8"
    )
    patch_cache_control(response, public=True, max_age=AN_HOUR)
    return response


@require_safe
def show_sitemap(request: HttpRequest, name: str, number: int) -> HttpResponse:
    section = _sections.get(name)
    if section is None or not 1 <= number <= section.parts():
        raise Http404
    lines = _lines_of(section.entries(number))
    response = StreamingHttpResponse(lines, content_type="application/xml; charset=utf-8")
    patch_cache_control(response, public=True, max_age=AN_HOUR)
    return response  # type: ignore[return-value]


def _lines_of(entries: Iterable[Entry]) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    for entry in entries:
        yield _urls_of(entry)
    yield "</urlset>\n"


def _urls_of(entry: Entry) -> str:
    base = settings.IFEX_BASE_URL
    changed = (
        f"<lastmod>{entry.changed_at.isoformat(timespec='seconds')}</lastmod>" if entry.changed_at else ""
    )
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(base + path)}/>'
        for code, path in entry.paths.items()
    )
    return "".join(
        f"<url><loc>{escape(base + path)}</loc>{changed}{others}</url>\n" for path in entry.paths.values()
    )


@require_safe
def show_robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read; what is made for one reader or costs much is not for programs that follow links."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    lines += [f"Disallow: /{code}/account/" for code in LANGUAGE_CODES]
    lines += [f"Disallow: /{code}/search/results" for code in LANGUAGE_CODES]
    lines += [f"Disallow: /{code}/weekly-updates/" for code in LANGUAGE_CODES]
    lines += [f"Sitemap: {settings.IFEX_BASE_URL}{reverse('cms:sitemap-index')}", ""]
    return _plain("\n".join(lines))


@require_safe
def show_humans(request: HttpRequest) -> HttpResponse:
    return _plain(f"{settings.IFEX_NAME}\n{settings.IFEX_BASE_URL}\n\nLanguages: {', '.join(LANGUAGE_CODES)}\n"
                  "No cookies for readers, no scripts needed, nothing from elsewhere.\n")  # fmt: skip


@require_safe
def show_security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Valid for a month from today: a copy that somebody keeps ends by itself."""
    expires = (clock.now() + timedelta(days=30)).replace(microsecond=0).isoformat()
    return _plain(
        f"Contact: {settings.IFEX_SECURITY_CONTACT}\nExpires: {expires}\n"
        f"Preferred-Languages: {', '.join(LANGUAGE_CODES)}\n"
        f"Canonical: {settings.IFEX_BASE_URL}{reverse('cms:security-show')}\n"
    )


def _plain(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=AN_HOUR)
    return response


@require_safe
def show_opensearch(request: HttpRequest) -> HttpResponse:
    """So that a browser can search here from its address bar, in the language of the page that told it."""
    target = search_target()
    if target is None:
        raise Http404
    language = (translation.get_language() or LANGUAGE_CODES[0]).split("-")[0]
    template = f"{settings.IFEX_BASE_URL}{target['url']}?{target['parameter']}={{searchTerms}}"
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(settings.IFEX_NAME[:16])}</ShortName>\n"
        f"<Description>{escape(_('Search the archive'))}</Description>\n<Language>{language}</Language>\n"
        f'<Url type="text/html" template={quoteattr(template)}/>\n</OpenSearchDescription>\n'
    )
    response = HttpResponse(text, content_type="application/opensearchdescription+xml; charset=utf-8")
    patch_cache_control(response, public=True, max_age=24 * AN_HOUR)
    return response
