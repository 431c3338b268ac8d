"""Health for machines, and the mail that a demonstration keeps instead of sending."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ifex.foundations.core.soundness import Level, run_checks
from ifex.foundations.mail.models import Message

MAILS_ON_A_PAGE = 50


@never_cache
@require_safe
def show_health(request: HttpRequest) -> HttpResponse:
    """200 while nothing is bad, else 503. Names of checks and their levels; the sentences are for `ifex
    check`.
    """
    findings = run_checks(quick_only=True)
    is_well = all(finding.level is not Level.BAD for finding in findings.values())
    answer = {
        "status": "well" if is_well else "failing",
        "checks": {name: finding.level for name, finding in findings.items()},
    }
    return JsonResponse(answer, status=200 if is_well else 503)


def _demand_kept_mail() -> None:
    if not (settings.IFEX_MAIL_IS_KEPT and (settings.IFEX_DEMO or settings.DEBUG)):
        raise Http404


@never_cache
@require_safe
def list_kept_mail(request: HttpRequest) -> HttpResponse:
    """What the demonstration would have sent, newest first."""
    _demand_kept_mail()
    page = Paginator(Message.objects.order_by("-pk"), MAILS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "operations/mail_list.html", {"page": page, "is_unlisted": True})


@never_cache
@require_safe
def show_kept_mail(request: HttpRequest, number: int) -> HttpResponse:
    _demand_kept_mail()
    message = get_object_or_404(Message, pk=number)
    return render(request, "operations/mail_detail.html", {"message": message, "is_unlisted": True})
