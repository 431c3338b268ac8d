"""What was done, by whom, when. No foreign keys: a line outlives what it speaks of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ifex.foundations.core.sealed import SealedModel


class AuditLine(SealedModel):
    """One act. Holds ids, uids, slugs and field names, never personal values. Written by `record_act` alone."""

    at = models.DateTimeField(_("at"))
    act = models.SlugField(_("act"), max_length=64)
    actor = models.CharField(_("actor"), max_length=64, help_text=_("user:<id>, or system:<name>"))
    subject_kind = models.CharField(_("kind of subject"), max_length=64)
    subject = models.CharField(
        pgettext_lazy("of an act", "subject"), max_length=64, help_text=_("Its uid, slug or number")
    )
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("audit line")
        verbose_name_plural = _("audit lines")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject"], name="audit_subject"),
            models.Index(fields=["actor", "at"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.act} {self.subject_kind}:{self.subject}"
