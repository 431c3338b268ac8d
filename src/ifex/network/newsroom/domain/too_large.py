"""Mail that is larger than what is received: its sender is told, and which way is open."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from ifex.foundations.accounts.models import User
from ifex.foundations.core.limits import count_against_limit
from ifex.foundations.mail.domain.outbox import send_mail
from ifex.foundations.mail.models import Message

_PURPOSE = "newsroom-too-large"

ANSWERS_A_DAY = 3
"""To one address; more wait."""


def tell_too_large(person: User, *, since: datetime, view: str, **names: str) -> None:
    """With the address of `view`, where the same can be said; once for all that came before. Raises LimitReached:
    later, then.
    """
    told = Message.objects.filter(purpose=_PURPOSE, to=person.email, queued_at__gte=since)
    if told.exists():
        return
    count_against_limit("mail-too-large", person.email, at_most=ANSWERS_A_DAY, every=timedelta(days=1))
    with translation.override(person.language):
        link = settings.IFEX_BASE_URL + reverse(view, kwargs=names)
    context = {"most": settings.IFEX_MAIL_MEGABYTES, "link": link}
    send_mail(_PURPOSE, to=person.email, language=person.language, context=context)
