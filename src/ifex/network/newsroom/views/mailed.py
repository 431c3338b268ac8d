"""Confirming a mail that could not be proved: whoever has the link has the mailbox. No cookie, no log-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ifex.foundations.core.anonymous_forms import comes_from_here
from ifex.foundations.core.limits import LimitReached
from ifex.foundations.core.signed_links import LinkRefused
from ifex.instruments.cms.errors import form_refused, simple_page
from ifex.network.newsroom.domain.alerts_by_mail import confirm_mail, mail_to_confirm


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs follow links: only the button says yes."""
    try:
        message = mail_to_confirm(token)
        if request.method != "POST":
            return render(request, "newsroom/confirm_mail.html", {"message": message, "is_unlisted": True})
        if not comes_from_here(request):
            return form_refused(request)
        submission = confirm_mail(message)
    except LinkRefused:
        return _refused(request)
    except LimitReached as reached:
        return _later(request, reached)
    words = _("The editors have it. Its number is %(number)s.") % {"number": submission.uid}
    return simple_page(request, status=200, title=_("Thank you"), text=[words])


def _refused(request: HttpRequest) -> HttpResponse:
    words = _(
        "This link is not valid, or its week is over. Please send the alert again, or write it on your desk."
    )
    return simple_page(
        request, status=404, title=_("This link does not lead anywhere any more"), text=[words]
    )


def _later(request: HttpRequest, reached: LimitReached) -> HttpResponse:
    words = _("Many alerts have come from you today. Please follow the link again tomorrow: nothing is lost.")
    response = simple_page(request, status=429, title=_("Too many at once"), text=[words])
    response["Retry-After"] = str(reached.retry_after_seconds)
    return response
