"""Nothing that was typed gets lost: where it cannot be saved it is shown, to be copied."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from ifex.network.newsroom.forms.submission import SubmissionForm
from ifex.network.newsroom.models import Submission

_NO_WORDS = ("language", "urgency", "happened_precision")


def decided_already(request: HttpRequest, submission: Submission) -> HttpResponse:
    """It was sent, or decided on, while the form was open."""
    action = {"title": _("To the alert"), "url": reverse("newsroom:submission-show", args=[submission.uid])}
    return _show(
        request,
        status=409,
        title=_("This can no longer be changed"),
        text=_(
            "It is with the editors, or decided. What you wrote in the form is not saved; it stands here."
        ),
        action=action,
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """The session ended while the form was open."""
    action = {"title": _("Sign in"), "url": f"{resolve_url('account_login')}?next={request.path}"}
    return _show(
        request,
        status=403,
        title=_("You have been signed out"),
        text=_(
            "What you wrote since you last saved stands here. Copy it, sign in, and put it back into the form."
        ),
        action=action,
    )


def _show(request: HttpRequest, *, status: int, **context: Any) -> HttpResponse:
    context |= {"typed": list(_typed_in(request)), "is_unlisted": True}
    response = render(request, "newsroom/kept.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _typed_in(request: HttpRequest) -> Iterator[tuple[Any, str]]:
    """The questions that were answered, with the answers as they came."""
    for name, field in SubmissionForm.base_fields.items():
        words = request.POST.get(name, "").strip()
        if words and name not in _NO_WORDS:
            yield field.label, words
    for key in request.POST:
        if key.startswith("target-") and key.endswith("-name") and request.POST[key].strip():
            yield _("Whom it hit"), request.POST[key].strip()
