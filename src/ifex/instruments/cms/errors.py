"""What a reader sees when there is no page: in their language, with a way on."""

import logging
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token

log = logging.getLogger(__name__)

Text = str | Promise
_WORDS: dict[int, tuple[Text, Sequence[Text]]] = {
    400: (
        _("We could not read this request"),
        [_("Something in the address or in the form is not as it should be. Go back and try again.")],
    ),
    403: (
        _("This page is not open to you"),
        [_("You may have to sign in, or your role may not include it.")],
    ),
    404: (
        _("There is no page at this address"),
        [
            _("It may have been mistyped, or the page may have moved."),
            _("The search finds everything that is published."),
        ],
    ),
    405: (
        _("This address does not work that way"),
        [_("It answers another kind of request. Go back and try from the page before.")],
    ),
    500: (
        _("Something went wrong on our side"),
        [_("The fault is ours, and it has been noted. Try again in a few minutes.")],
    ),
}


def simple_page(
    request: HttpRequest, *, status: int, title: Text, text: Sequence[Text], **context: Any
) -> HttpResponse:
    """A page of few words; `text` is a list of paragraphs, `actions` (title, url) may follow."""
    context = {"title": title, "text": text, "is_unlisted": True, **context}
    response = render(request, "cms/simple.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def show_error(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    title, text = _WORDS[status]
    return simple_page(request, status=status, title=title, text=text, **context)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show_error(request, 400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    account = {"title": _("Your account"), "url": reverse("accounts:account-show")}
    return show_error(request, 403, actions=[account])


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show_error(request, 404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Asks the database nothing: it may be what is broken. If even the frame is broken, bare words."""
    try:
        return show_error(request, 500, frame_is_bare=True)
    except Exception:
        log.exception("The error page itself failed")
        title, text = _WORDS[500]
        return HttpResponse(f"{title}\n\n{text[0]}\n", status=500, content_type="text/plain; charset=utf-8")


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token (CSRF_FAILURE_VIEW)."""
    return simple_page(
        request,
        status=403,
        title=_("The form could not be accepted"),
        text=[
            _("It was open for too long, or your browser did not say where it came from. Nothing was saved."),
            _("Go back, reload the page, and send it again."),
        ],
    )
