"""What the outbox says to `ifex check`."""

from datetime import timedelta

from django.conf import settings

from ifex.foundations.core import clock
from ifex.foundations.core.soundness import Finding, good, register_check, warning

from .enums import UNSENT_STATES, InboundState, MessageState
from .models import InboundMessage, Message

LATE = timedelta(minutes=15)


def check_outbox() -> Finding:
    if settings.IFEX_MAIL_IS_KEPT:
        return warning("Mail is only kept, not sent: set EMAIL_URL to send it.")
    late = Message.objects.filter(state__in=UNSENT_STATES, queued_at__lt=clock.now() - LATE).count()
    failed = Message.objects.filter(
        state=MessageState.FAILED, queued_at__gt=clock.now() - timedelta(days=4)
    ).count()
    if late or failed:
        return warning(f"{late} mails wait for over 15 minutes; {failed} failed (`ifex mail retry`).")
    return good("No mail waits.")


def check_received_mail() -> Finding:
    failed = InboundMessage.objects.filter(state=InboundState.FAILED).count()
    return (
        warning(f"{failed} received mails could not be read.") if failed else good("No received mail failed.")
    )


register_check("outbox", check_outbox)
register_check("received mail", check_received_mail)
