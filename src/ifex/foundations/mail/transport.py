"""The way out for queued mail, as the installed Django names it."""

from typing import Any

from django.conf import settings
from django.core import mail


def open_transport() -> Any:
    """A connection with `open`, `send_messages` and `close`, as EMAIL_URL says."""
    if hasattr(settings, "MAILERS"):
        return mail.mailers["transport"]
    return mail.get_connection(settings.IFEX_MAIL_TRANSPORT)
