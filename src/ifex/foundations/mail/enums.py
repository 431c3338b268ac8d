"""The states of mail on its way out and in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    KEPT = "kept", _("Kept here, not sent")


UNSENT_STATES = (MessageState.QUEUED, MessageState.SENDING)


class InboundState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    BOUNCE = "bounce", _("A returned message")
    UNROUTED = "unrouted", _("For no known address")
    FAILED = "failed", _("Failed")
