"""Who must have a second step and has none is sent to set one up, whatever page was asked for."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .permissions import owes_second_step

View = Callable[..., Any]

_SET_UP_PAGES = frozenset(
    {
        "account_logout",
        "wagtailadmin_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
    }
)


def open_before_second_step(view: View) -> View:
    """For a view that the set-up page itself needs (a stylesheet) and that tells nobody anything."""
    view.is_open_before_second_step = True  # type: ignore[attr-defined]
    return view


class CompulsorySecondStep:
    """Stands after AuthenticationMiddleware. Static files never come here: WhiteNoise answers first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        # Readers have no session cookie: for them the session is not even looked at, so their pages stay the
        # same for everybody (no `Vary: Cookie`).
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if getattr(view, "is_open_before_second_step", False):
            return None
        if not owes_second_step(request.user):
            return None
        request.owes_second_step = True  # type: ignore[attr-defined]
        if request.resolver_match and request.resolver_match.view_name in _SET_UP_PAGES:
            return None
        return redirect("mfa_index")
