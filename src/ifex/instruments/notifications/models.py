"""What somebody was told, and how they want to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import Rhythm


class Notice(models.Model):
    """One thing that concerns one person: ids alone, so that the words are made when they are read. Written by
    `domain.notices`. `mailed_at` stays empty while it waits for the day's mail, and where no mail is wanted.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("for whom")
    )
    purpose = models.SlugField(_("of what"), max_length=64)
    about = models.JSONField(_("about"), default=dict)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(_("at"), db_index=True)
    is_for_mail = models.BooleanField(_("waits for the day’s mail"), default=False)
    mailed_at = models.DateTimeField(_("mailed at"), null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["user", "-at"], name="notifications_of_user"),
            models.Index(fields=["user"], name="notifications_for_mail", condition=Q(is_for_mail=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "purpose", "key"], name="notifications_once"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.user_id}"


class Choice(models.Model):
    """How one person wants to hear of one purpose; without a row it is the purpose's own default."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who")
    )
    purpose = models.SlugField(_("of what"), max_length=64)
    rhythm = models.CharField(_("how soon"), max_length=8, choices=Rhythm.choices)

    class Meta:
        verbose_name = _("choice of notifications")
        verbose_name_plural = _("choices of notifications")
        constraints = [
            models.UniqueConstraint(fields=["user", "purpose"], name="notifications_one_choice"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="notifications_rhythm"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.purpose} {self.rhythm}"
