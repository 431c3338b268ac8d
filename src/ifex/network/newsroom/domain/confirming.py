"""Mail that could not be proved waits a week for its sender's word.

Anybody can write any name on a mail. So one link leads to everything that waits in that name, the newest first, and one
such link is sent an hour, however much comes: what is forged holds nothing true back.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.foundations.core.limits import count_against_limit
from ifex.foundations.core.signed_links import LinkRefused, read_link, sign_link
from ifex.foundations.mail.domain.outbox import send_mail
from ifex.foundations.mail.models import InboundMessage, Message
from ifex.network.newsroom.models import Submission
from ifex.network.newsroom.queries import organisations_that_send

WAITS = timedelta(days=7)

_PURPOSE = "mail-in-name-of"
_ASKING = "newsroom-confirm"


def mail_origin(sha256: str) -> str:
    """The `origin` of the submission that the mail with this digest becomes."""
    return f"mail:{sha256}"


def ask_to_confirm(message: InboundMessage, sender: User) -> None:
    """By mail, unless a link has been sent since it came. Raises LimitReached: later, then."""
    asked = Message.objects.filter(purpose=_ASKING, to=sender.email, queued_at__gte=message.received_at)
    if asked.exists():
        return
    count_against_limit("alert-to-confirm", sender.email, at_most=1, every=timedelta(hours=1))
    context = {"link": settings.IFEX_BASE_URL + confirming_path(sender), "at": message.received_at}
    send_mail(_ASKING, to=sender.email, language=sender.language, context=context)


def confirming_path(person: Any) -> str:
    """The page with everything that waits in the person's name, in their language. Whoever has it has the mailbox."""
    with translation.override(person.language):
        return reverse("newsroom:mail-confirm", args=[sign_link(_PURPOSE, {"person": person.pk})])


def person_asked(token: str) -> User:
    """Of a `confirming_path`. Raises LinkRefused, also for who may send nothing today."""
    payload = read_link(_PURPOSE, token, max_age_seconds=int(WAITS.total_seconds()))
    person = User.objects.filter(pk=int(payload["person"]), is_active=True).first()
    if person is None or not organisations_that_send(person, clock.now()):
        raise LinkRefused(_PURPOSE)
    return person


def mails_in_name_of(person: Any) -> QuerySet[InboundMessage]:
    """What came to the alerts' address this week, proved or not, the newest first."""
    rows: QuerySet[InboundMessage] = InboundMessage.objects.filter(
        sender=person.email,
        recipient__istartswith=f"{settings.IFEX_MAIL_ALERTS}@",
        received_at__gt=clock.now() - WAITS,
        is_cut=False,
    ).exclude(raw=b"")
    return rows.order_by("-received_at", "-pk")


def mails_to_confirm(person: Any) -> QuerySet[InboundMessage]:
    """Those of them that are no submission yet. Two queries, and one to read them."""
    rows = mails_in_name_of(person)
    origins = {mail_origin(sha256): sha256 for sha256 in rows.values_list("sha256", flat=True)}
    taken = Submission.objects.filter(origin__in=origins).values_list("origin", flat=True)
    return rows.exclude(sha256__in=[origins[origin] for origin in taken])
