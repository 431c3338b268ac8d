"""A subscriber's own page: whoever has its link may change, pause, take along and erase what is kept."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.signed_links import LinkRefused
from ifex.instruments.cms.errors import simple_page
from ifex.network.bulletins.domain.subscribers import (
    change_subscriber,
    erase_subscriber,
    everything_kept,
    pause_subscriber,
)
from ifex.network.bulletins.forms import PAUSES, ChoicesForm, PauseForm
from ifex.network.bulletins.links import OWN, link_of, subscriber_of
from ifex.network.bulletins.models import Subscriber

from .answers import keep_private, link_is_dead


# The unguessable address is the right to act: another site cannot know it, so no form of another site can use it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def show_own(request: HttpRequest, token: str) -> HttpResponse:
    try:
        subscriber = subscriber_of(token, OWN)
    except LinkRefused:
        return link_is_dead(request)
    if request.method != "POST":
        return _page(request, subscriber, token, done=request.GET.get("done", ""))
    if request.POST.get("act") == "pause":
        return _pause(request, subscriber, token)
    return _change(request, subscriber, token)


def _change(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    form = ChoicesForm(request.POST)
    if not form.is_valid():
        return _page(request, subscriber, token, form=form, status=400)
    change_subscriber(subscriber, **form.choices_made())
    return _back(subscriber, "changed")


def _pause(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, subscriber, token, status=400)
    months = form.cleaned_data["months"]
    pause_subscriber(subscriber, until=months_later(clock.today(), months) if months else None)
    return _back(subscriber, "paused" if months else "resumed")


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    number = day.year * 12 + day.month - 1 + months
    for last in range(day.day, 27, -1):
        try:
            return date(number // 12, number % 12 + 1, last)
        except ValueError:
            continue
    return date(number // 12, number % 12 + 1, min(day.day, 28))


def _back(subscriber: Subscriber, done: str) -> HttpResponse:
    """In the language that was chosen; the reload button sends nothing again."""
    return keep_private(HttpResponseRedirect(f"{link_of(subscriber, OWN)}?done={done}"))


def _page(
    request: HttpRequest,
    subscriber: Subscriber,
    token: str,
    *,
    form: ChoicesForm | None = None,
    done: str = "",
    status: int = 200,
) -> HttpResponse:
    kept = {"language": subscriber.language, "bulletins": subscriber.bulletins, "occupation": subscriber.occupation,
            "country": subscriber.country}  # fmt: skip
    words = {
        "changed": _("Your choices are saved."),
        "paused": _("No mail will come for now."),
        "resumed": _("Mail will come again."),
    }
    is_paused = subscriber.paused_until is not None and subscriber.paused_until > clock.today()
    context = {
        "subscriber": subscriber,
        "form": form or ChoicesForm(initial=kept),
        "token": token,
        "done": words.get(done, ""),
        "is_paused": is_paused,
        "pauses": [choice for choice in PAUSES if choice[0] or is_paused],
        "is_unlisted": True,
        "has_form": True,
    }
    return keep_private(render(request, "bulletins/own.html", context, status=status))


@require_safe
def download(request: HttpRequest, token: str) -> HttpResponse:
    """All that is kept, as JSON."""
    try:
        subscriber = subscriber_of(token, OWN)
    except LinkRefused:
        return link_is_dead(request)
    response = JsonResponse(
        everything_kept(subscriber), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = 'attachment; filename="subscription.json"'
    return keep_private(response)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks once more; POST erases, from the page or from a mail program (RFC 8058)."""
    try:
        subscriber = subscriber_of(token, OWN)
    except LinkRefused:
        return link_is_dead(request)
    if request.method != "POST":
        return keep_private(render(request, "bulletins/leave.html", {"is_unlisted": True, "has_form": True}))
    erase_subscriber(subscriber)
    return keep_private(
        simple_page(
            request,
            status=200,
            title=_("You have left"),
            text=[_("Your address and everything that we kept with it is erased.")],
            has_form=True,
        )
    )
