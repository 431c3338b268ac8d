"""The way to a language, and the pages that editors arrange, found by their addresses in every language."""

from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.views import serve

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.cms.frame import front_page
from ifex.network.archive.legacy import redirect_from_of_old
from ifex.network.archive.views.answers import ask_again_each_time, keep_for, reader_language

from .queries import page_at

A_DAY = 24 * 3600


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the reader's language, without a cookie. Addresses such as `/?p=123` were alerts once."""
    if request.META.get("QUERY_STRING"):
        of_old = redirect_from_of_old(request)
        if of_old is not None:
            return of_old
    code = get_language_from_request(request).split("-")[0]
    response = HttpResponseRedirect(front_page(code))
    patch_vary_headers(response, ["Accept-Language"])
    keep_for(response, A_DAY)
    return response


@require_safe
def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """The page at this address. One that has the address in another language is led to, or shown as it is."""
    try:
        response = serve(request, path)
    except Http404:
        response = _serve_from_other_language(request, path)
    ask_again_each_time(response)
    return response


def _serve_from_other_language(request: HttpRequest, path: str) -> HttpResponse:
    """A slug of another language leads to the page in this one; where it is missing, the other's is shown."""
    language = reader_language()
    for code in LANGUAGE_CODES:
        page = page_at(unquote(path), code) if code != language else None
        if page is not None:
            return _in_language(request, page, language)
    raise Http404


def _in_language(request: HttpRequest, page: Page, language: str) -> HttpResponse:
    translation = page.get_translations().live().filter(locale__language_code=language, alias_of=None).first()
    if translation is not None:
        return HttpResponseRedirect(translation.specific.url)
    response: HttpResponse = page.specific.serve(request)
    return response
