"""Signing up: the form, what follows from it, and the confirmation."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ifex.foundations.core import clock
from ifex.foundations.core.anonymous_forms import comes_from_here, is_trapped
from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.foundations.core.limits import LimitReached, count_against_limit
from ifex.foundations.core.signed_links import LinkRefused
from ifex.foundations.core.turns import network_of
from ifex.instruments.cms.errors import form_refused, simple_page
from ifex.network.bulletins.domain.subscribers import confirm_subscriber, sign_up_subscriber
from ifex.network.bulletins.forms import SignUpForm
from ifex.network.bulletins.links import CONFIRM, OWN, link_of, subscriber_of
from ifex.network.bulletins.offered import WEEKLY_UPDATES

from .answers import keep_private, link_is_dead

# Each longer window allows less for its length: whoever goes on waits longer and longer.
LIMITS = ((5, timedelta(minutes=10)), (12, timedelta(hours=1)), (40, timedelta(days=1)))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, known or not."""
    if request.method != "POST":
        return _show_form(request, SignUpForm(initial=_defaults()))
    if not comes_from_here(request):
        return form_refused(request)
    form = SignUpForm({**_first_answers(), **request.POST.dict(), **_lists(request)})
    if not form.is_valid():
        return _show_form(request, form, status=400)
    if is_trapped(request.POST):
        return _look_in_your_mailbox(request)
    try:
        _count(network_of(request.META.get("REMOTE_ADDR", "")))
    except LimitReached as reached:
        return _too_often(request, reached)
    sign_up_subscriber(form.cleaned_data["address"], **form.choices_made(), at=clock.now())
    return _look_in_your_mailbox(request)


def _count(network: str) -> None:
    """Raises LimitReached."""
    for at_most, every in LIMITS:
        act = f"sign-up-{int(every.total_seconds())}"
        count_against_limit(act, network, at_most=at_most, every=every)


def _defaults() -> dict[str, object]:
    return {"language": (get_language() or DEFAULT_LANGUAGE).split("-")[0], "bulletins": [WEEKLY_UPDATES]}


def _first_answers() -> dict[str, object]:
    """The box at the foot of every page asks for the address alone."""
    return {"language": _defaults()["language"]}


def _lists(request: HttpRequest) -> dict[str, list[str]]:
    return {"bulletins": request.POST.getlist("bulletins")}


def _show_form(request: HttpRequest, form: SignUpForm, *, status: int = 200) -> HttpResponse:
    response = render(request, "bulletins/sign_up.html", {"form": form, "has_form": True}, status=status)
    if status != 200:
        response["Cache-Control"] = "no-store"
    return response


def _look_in_your_mailbox(request: HttpRequest) -> HttpResponse:
    return simple_page(
        request,
        status=200,
        title=_("Look in your mailbox"),
        text=[
            _("We have sent a mail to this address. Open the link in it, and you are signed up."),
            _("If nothing comes within some minutes, look among the unwanted mail, or try again later."),
        ],
        has_form=True,
    )


def _too_often(request: HttpRequest, reached: LimitReached) -> HttpResponse:
    response = simple_page(
        request,
        status=429,
        title=_("Too many have signed up from here"),
        text=[_("Please try again later. If you share this connection with many others, use another one.")],
        has_form=True,
    )
    response["Retry-After"] = str(reached.retry_after_seconds)
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link shows a button: programs that look into mail open links, too, and must not confirm anything."""
    try:
        subscriber = subscriber_of(token, CONFIRM)
    except LinkRefused:
        return link_is_dead(request)
    if request.method != "POST":
        return keep_private(
            render(request, "bulletins/confirm.html", {"is_unlisted": True, "has_form": True})
        )
    confirm_subscriber(subscriber, at=clock.now())
    return keep_private(redirect(link_of(subscriber, OWN)))
