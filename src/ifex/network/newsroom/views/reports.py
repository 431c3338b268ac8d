"""Reporting an error, or asking for something to be removed: open to anybody, without a cookie."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ifex.foundations.core import clock
from ifex.foundations.core.anonymous_forms import comes_from_here, is_trapped
from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.foundations.core.limits import LimitReached, count_against_limit
from ifex.foundations.core.turns import network_of
from ifex.instruments.cms.errors import form_refused, simple_page
from ifex.network.newsroom.domain.reports import send_report
from ifex.network.newsroom.forms.report import ReportForm

LIMITS = ((3, timedelta(minutes=10)), (20, timedelta(days=1)))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """`?about=/en/alerts/…/` says which page it is about."""
    if request.method != "POST":
        return render(request, "newsroom/report.html", {"form": ReportForm(initial=_asked(request))})
    if not comes_from_here(request):
        return form_refused(request)
    form = ReportForm(request.POST)
    if not form.is_valid():
        response = render(request, "newsroom/report.html", {"form": form}, status=400)
        response["Cache-Control"] = "no-store"
        return response
    if not is_trapped(request.POST):
        try:
            for at_most, every in LIMITS:
                act = f"report-{int(every.total_seconds())}"
                count_against_limit(
                    act, network_of(request.META.get("REMOTE_ADDR", "")), at_most=at_most, every=every
                )
        except LimitReached as reached:
            return _too_often(request, form, reached)
        language = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
        send_report(**form.answers(), language=language, at=clock.now())
    return simple_page(
        request,
        status=200,
        title=_("Thank you"),
        text=[_("Editors will read it. If you have left an address, they answer there.")],
    )


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"about": request.GET.get("about", "")[:500]}


def _too_often(request: HttpRequest, form: ReportForm, reached: LimitReached) -> HttpResponse:
    """With what was written: nothing of it may be lost."""
    form.add_error(None, _("Much has been sent from here just now. Please send it again in a few minutes."))
    response = render(request, "newsroom/report.html", {"form": form}, status=429)
    response["Retry-After"] = str(reached.retry_after_seconds)
    response["Cache-Control"] = "no-store"
    return response
