"""The stylesheet and the living style page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ifex.foundations.accounts.middleware import open_before_second_step
from ifex.foundations.core.caching import FOR_EVER
from ifex.foundations.core.languages import DEFAULT_LANGUAGE, get_language_row

from .secure import onion_url
from .style_page import style_context
from .styles import stylesheet, stylesheet_url


@open_before_second_step
@require_safe
def show_stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The one stylesheet. An older digest (a page cached before an upgrade) is sent to the present one."""
    sheet = stylesheet()
    if digest != sheet.digest:
        response: HttpResponse = HttpResponseRedirect(stylesheet_url())
        response["Cache-Control"] = "no-store"
        return response
    response = HttpResponse(sheet.text, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOR_EVER
    return response


@require_safe
def show_style_page(request: HttpRequest) -> HttpResponse:
    """Open to anyone and listed nowhere: it holds nothing but invented words."""
    language = get_language_row(get_language() or DEFAULT_LANGUAGE)
    context = {"is_unlisted": True, "sample_search": {"url": "", "parameter": "q"}, **style_context(language)}
    return render(request, "cms/style.html", context)


@require_safe
def show_secure_connection(request: HttpRequest) -> HttpResponse:
    """Why to read over HTTPS, what it hides and what it does not, Tor, and the onion address."""
    return render(request, "cms/secure.html", {"onion": onion_url("/")})
