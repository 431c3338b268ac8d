"""The stylesheet and the living style page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from ifex.foundations.accounts.middleware import open_before_second_step

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
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
