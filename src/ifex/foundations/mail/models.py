"""Mail on its way out and in. Knows addresses and languages, never users."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ifex.foundations.core.languages import DEFAULT_LANGUAGE

from .enums import InboundState, MessageState


class Message(models.Model):
    """One mail to one address: queued → sending → sent or failed; kept where mail is only kept (`kept://`).

    Queued by `domain.outbox`; only `domain.sending` moves `state` after that. `message_id` is given at
    queueing, so that a mail sent a second time after a crash is recognised by the mail servers as the same
    one.
    """

    message_id = models.CharField(_("message id"), max_length=160, unique=True)
    to = models.EmailField(_("to"), max_length=254)
    sender = models.CharField(pgettext_lazy("sender", "from"), max_length=320)
    language = models.CharField(_("language"), max_length=8, default=DEFAULT_LANGUAGE)
    purpose = models.SlugField(_("purpose"), max_length=64)
    subject = models.CharField(_("subject"), max_length=998)
    text = models.TextField(_("text"))
    html = models.TextField(_("formatted text"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=MessageState.choices, default=MessageState.QUEUED
    )
    queued_at = models.DateTimeField(_("queued at"))
    due_at = models.DateTimeField(_("due at"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    refusal = models.CharField(_("last refusal"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["due_at"], name="mail_message_owed", condition=Q(state__in=["queued", "sending"])
            ),
            models.Index(fields=["queued_at"], name="mail_message_queued_at"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="mail_message_state"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | ~Q(state="sent"), name="mail_message_sent_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.message_id}"


class InboundMessage(models.Model):
    """One mail received, whole. `domain.inbound` alone moves `state`: waiting → done, bounce, unrouted
    or failed.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    raw = models.BinaryField(_("message"))
    is_cut = models.BooleanField(
        _("headers only"), default=False, help_text=_("It was larger than what is received")
    )
    recipient = models.CharField(_("to"), max_length=320)
    sender = models.CharField(pgettext_lazy("sender", "from"), max_length=320, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=InboundState.choices, default=InboundState.WAITING
    )
    received_at = models.DateTimeField(_("received at"))
    due_at = models.DateTimeField(_("due at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    refusal = models.CharField(_("last refusal"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("received message")
        verbose_name_plural = _("received messages")
        indexes = [
            models.Index(fields=["due_at"], name="mail_inbound_owed", condition=Q(state="waiting")),
            models.Index(fields=["sender", "received_at"], name="mail_inbound_sender"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=InboundState.values), name="mail_inbound_state"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"
