"""Who has asked for mail."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.foundations.core.sealed import SealedModel

from .enums import Occupation, SubscriberState


def new_secret() -> str:
    return secrets.token_urlsafe(16)


class Subscriber(SealedModel):
    """One address and what it wants. One door: `domain.subscribers`. Whoever leaves has no row.

    `secret` is part of the links of this subscriber: with another one, all links given out before open nothing.
    """

    address = models.EmailField(_("address"), max_length=254, unique=True)
    language = models.CharField(_("language"), max_length=8, default=DEFAULT_LANGUAGE)
    bulletins = models.JSONField(_("what"), default=list)
    occupation = models.CharField(_("who"), max_length=20, choices=Occupation.choices, blank=True)
    country = models.CharField(_("country"), max_length=4, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=SubscriberState.choices, default=SubscriberState.PENDING
    )
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    pending_since = models.DateTimeField(_("to be confirmed since"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    paused_until = models.DateField(_("paused until, not included"), null=True)
    mailed_at = models.DateTimeField(_("last asked to confirm at"), null=True)
    mailed_times = models.PositiveSmallIntegerField(_("times asked to confirm"), default=0)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        indexes = [models.Index(fields=["pending_since"], name="bulletins_pending_since")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending", pending_since__isnull=False, confirmed_at=None)
                | Q(state="confirmed", pending_since=None, confirmed_at__isnull=False),
                name="bulletins_state_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"
