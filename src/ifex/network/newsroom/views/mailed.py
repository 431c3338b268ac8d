"""Confirming mail that could not be proved: whoever has the link has the mailbox. No cookie, no log-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ifex.foundations.accounts.models import User
from ifex.foundations.core.anonymous_forms import comes_from_here
from ifex.foundations.core.limits import LimitReached
from ifex.foundations.core.signed_links import LinkRefused
from ifex.foundations.mail.models import InboundMessage
from ifex.instruments.cms.errors import form_refused, simple_page
from ifex.network.newsroom.domain.alerts_by_mail import make_submission
from ifex.network.newsroom.domain.confirming import mails_in_name_of, mails_to_confirm, person_asked
from ifex.network.newsroom.presenters.mailed import shown_mails


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs follow links: only the button beside a mail says yes to it."""
    try:
        person = person_asked(token)
        if request.method != "POST":
            shown = shown_mails(mails_to_confirm(person), request.GET)
            context = shown | {"is_unlisted": True}
            return render(request, "newsroom/confirm_mail.html", context)
        if not comes_from_here(request):
            return form_refused(request)
        return _confirmed(request, person)
    except LinkRefused:
        return _refused(request)
    except LimitReached as reached:
        return _later(request, reached)


def _confirmed(request: HttpRequest, person: User) -> HttpResponse:
    """A mail that is confirmed twice is one submission."""
    submission = make_submission(_chosen(request, person), sender=person)
    words = _("The editors have it. Its number is %(number)s.") % {"number": submission.uid}
    back = {"title": _("To what else waits"), "url": request.path}
    return simple_page(request, status=200, title=_("Thank you"), text=[words], actions=[back])


def _chosen(request: HttpRequest, person: User) -> InboundMessage:
    number = request.POST.get("mail", "")
    is_number = number.isdecimal() and len(number) < 18
    message = mails_in_name_of(person).filter(pk=int(number)).first() if is_number else None
    if message is None:
        raise LinkRefused("mail")
    return message


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
