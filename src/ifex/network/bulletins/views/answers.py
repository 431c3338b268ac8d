"""Answers about one subscriber: nobody keeps them, and no other site learns of their address."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ifex.instruments.cms.errors import simple_page


def keep_private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def link_is_dead(request: HttpRequest) -> HttpResponse:
    """410: forged, too old, or of somebody who has left. Which, nobody is told."""
    response = simple_page(
        request,
        status=410,
        title=_("This link does not work any more"),
        text=[
            _("It may be too old, or you have left already. Then nothing is kept of you."),
            _("Sign up again to receive a new link."),
        ],
        actions=[{"title": _("Sign up for weekly updates"), "url": reverse("bulletins:subscriber-sign-up")}],
        has_form=True,
    )
    return keep_private(response)
