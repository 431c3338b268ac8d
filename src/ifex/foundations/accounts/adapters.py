"""What we ask of django-allauth beyond its settings."""

import base64
import hashlib
import logging
import time
from typing import Any, cast

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.html import format_html
from django.utils.translation import gettext as _
from qrcode.main import QRCode

from .models import User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by invitation."""
        raise ImmediateHttpResponse(redirect("account_login"))

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """The door of every way to sign in: password, mailed code, passkey."""
        if user.is_active and not user.may_sign_in:
            return render(request, "accounts/only_demonstration.html", status=403)
        return super().pre_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        # Somebody has just signed in.
        with translation.override(cast(User, request.user).language):
            return resolve_url(settings.LOGIN_REDIRECT_URL)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not when one has just signed in, with the second step if there is one: nobody types it twice."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        return required and not _has_just_signed_in(context.request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the account; never to an address without one."""
        user = User.objects.filter(email=User.objects.normalize_email(email)).first()
        if user is None:
            return
        with translation.override(user.language):
            super().send_mail(template_prefix, email, {**context, "network_name": settings.IFEX_NAME})


def _has_just_signed_in(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    if Authenticator.objects.filter(user_id=request.user.pk).exists():
        records = [record for record in records if record["method"] == "mfa"]
    return bool(records) and time.time() - records[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT


class SecondStepAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> str:
        """A drawing that our Content-Security-Policy lets stand in the page: no style, no data: address."""
        code = QRCode(border=4)
        code.add_data(url)
        code.make(fit=True)
        rows = code.get_matrix()
        path = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
        )
        # Light ground in dark mode too: cameras do not read inverted codes.
        return format_html(
            '<svg class="qr" xmlns="http://www.w3.org/2000/svg" width="240" height="240"'
            ' viewBox="0 0 {size} {size}" role="img" aria-label="{label}" shape-rendering="crispEdges">'
            '<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>',
            size=len(rows),
            label=_("QR code for your authenticator app"),
            path=path,
        )

    def encrypt(self, text: str) -> str:
        """Secrets lie encrypted in the database: a copy of it alone gives nobody the second step."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # SECRET_KEY was changed. A secret that nobody knows lets no code pass, without an error page;
            # `ifex user reset-mfa` mends it.
            logger.warning("A second step was made under another SECRET_KEY and cannot be read")
            return generate_totp_secret()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def _get_site_name(self) -> str:
        return settings.IFEX_NAME


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derive_key(key)) for key in keys])


def _derive_key(secret: str | bytes) -> bytes:
    return base64.urlsafe_b64encode(
        hashlib.sha256(b"ifex.accounts.second-step:" + force_bytes(secret)).digest()
    )
