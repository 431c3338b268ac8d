"""Queueing mail, in the caller's transaction: what is rolled back is never sent, what is committed is."""

import secrets
from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from ifex.foundations.core import clock
from ifex.foundations.core.bell import ring_after_commit
from ifex.foundations.core.languages import get_language_row
from ifex.foundations.mail.enums import MessageState
from ifex.foundations.mail.models import Message


class AddressRefused(ValueError):
    """This cannot be an e-mail address."""


def send_mail(
    purpose: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Message:
    """Queue the mail `mail/<purpose>.txt` (and `.subject.txt`, and `.html` if there is one), in `language`.

    Templates know `context` and `network_name`, `base_url`, `language`. Raises AddressRefused.
    """
    with translation.override(language):
        known = {
            "network_name": settings.IFEX_NAME,
            "base_url": settings.IFEX_BASE_URL,
            "language": get_language_row(language),
            **(context or {}),
        }
        subject = _render_plain(f"mail/{purpose}.subject.txt", known)
        text = _render_plain(f"mail/{purpose}.txt", known)
        html = _render_html(f"mail/{purpose}.html", known)
    return queue_message(
        purpose, to=to, language=language, subject=subject, text=text, html=html, headers=headers
    )


def queue_message(
    purpose: str,
    *,
    to: str,
    language: str,
    subject: str,
    text: str,
    html: str = "",
    sender: str = "",
    headers: Mapping[str, str] | None = None,
) -> Message:
    """Queue a mail that is already worded. Raises AddressRefused."""
    address = parseaddr(to)[1]
    try:
        validate_email(address)
    except ValidationError as refused:
        raise AddressRefused(purpose) from refused
    moment = clock.now()
    message = Message.objects.create(
        message_id=new_message_id(),
        to=address,
        sender=_one_line(sender or settings.DEFAULT_FROM_EMAIL),
        language=language,
        purpose=purpose,
        subject=_one_line(subject)[:900],
        text=text,
        html=html,
        headers={name: _one_line(value) for name, value in (headers or {}).items()},
        state=MessageState.KEPT if settings.IFEX_MAIL_IS_KEPT else MessageState.QUEUED,
        queued_at=moment,
        due_at=moment,
    )
    ring_after_commit("mail")
    return message


def new_message_id() -> str:
    """Unguessable: whoever returns a mail with this id has had it in hand."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"{secrets.token_hex(16)}@{domain}"


def _render_plain(name: str, context: Mapping[str, Any]) -> str:
    # Plain text: nothing is escaped, an ampersand stays one.
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(dict(context), autoescape=False))).strip()


def _render_html(name: str, context: Mapping[str, Any]) -> str:
    try:
        return get_template(name).render(dict(context))
    except TemplateDoesNotExist as missing:
        if missing.args[0] != name:
            raise
        return ""


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
