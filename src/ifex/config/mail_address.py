"""EMAIL_URL becomes Django's mail settings."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import django
from django.core.exceptions import ImproperlyConfigured

# All mail is queued in the caller's transaction; the worker hands it to the transport.
OUTBOX = "ifex.foundations.mail.backend.OutboxBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"

# Django 6.1 names mailers; 5.2 has one backend and settings for SMTP. May go with 5.2.
HAS_MAILERS = django.VERSION >= (6, 1)


def mail_settings(url: str) -> dict[str, Any]:
    """smtp://user:password@host:port?tls=1 (or ?ssl=1) sends; kept:// keeps messages in the outbox and
    sends none.
    """
    parts = urlsplit(url)
    if parts.scheme == "kept":
        return {"IFEX_MAIL_IS_KEPT": True, "IFEX_MAIL_TRANSPORT": "", **_settings_for({})}
    if parts.scheme != "smtp" or not parts.hostname:
        raise ImproperlyConfigured(
            f"EMAIL_URL begins with {parts.scheme}://: set it to smtp://host:port or kept://"
        )
    options = parse_qs(parts.query)
    smtp = {
        "host": parts.hostname,
        "port": parts.port or 25,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": options.get("tls") == ["1"],
        "use_ssl": options.get("ssl") == ["1"],
        "timeout": 30,
    }
    return {"IFEX_MAIL_IS_KEPT": False, "IFEX_MAIL_TRANSPORT": SMTP, **_settings_for(smtp)}


def _settings_for(smtp: dict[str, Any]) -> dict[str, Any]:
    if HAS_MAILERS:
        transport = {"transport": {"BACKEND": SMTP, "OPTIONS": smtp}} if smtp else {}
        return {"MAILERS": {"default": {"BACKEND": OUTBOX}, **transport}}
    names = {"username": "EMAIL_HOST_USER", "password": "EMAIL_HOST_PASSWORD"}
    return {"EMAIL_BACKEND": OUTBOX} | {
        names.get(name, f"EMAIL_{name.upper()}"): value for name, value in smtp.items()
    }
