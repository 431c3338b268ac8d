"""EMAIL_URL becomes Django's mail settings."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# All mail is queued in the caller's transaction; the worker hands it to the transport.
OUTBOX = "ifex.foundations.mail.backend.OutboxBackend"


def mail_settings(url: str) -> dict[str, Any]:
    """smtp://user:password@host:port?tls=1 (or ?ssl=1) sends; kept:// keeps messages in the outbox and
    sends none.
    """
    parts = urlsplit(url)
    if parts.scheme == "kept":
        return {"EMAIL_BACKEND": OUTBOX, "IFEX_MAIL_IS_KEPT": True, "IFEX_MAIL_TRANSPORT": ""}
    if parts.scheme != "smtp" or not parts.hostname:
        raise ImproperlyConfigured(
            f"EMAIL_URL begins with {parts.scheme}://: set it to smtp://host:port or kept://"
        )
    options = parse_qs(parts.query)
    return {
        "EMAIL_BACKEND": OUTBOX,
        "IFEX_MAIL_IS_KEPT": False,
        "IFEX_MAIL_TRANSPORT": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": options.get("tls") == ["1"],
        "EMAIL_USE_SSL": options.get("ssl") == ["1"],
        "EMAIL_TIMEOUT": 30,
    }
