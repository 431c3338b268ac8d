"""Posts about a thing, which is named by its kind and uid: this room knows no other."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ifex.foundations.core.sealed import SealedModel

from .enums import Audience


class Post(SealedModel):
    """What somebody said, once and for ever. One door: `domain.posts`. Who may read what it is about is not known here.

    `author` is None for what came by mail from somebody without an account.
    """

    subject_kind = models.CharField(_("kind of subject"), max_length=64)
    subject = models.CharField(pgettext_lazy("of an act", "subject"), max_length=64)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    audience = models.CharField(_("who reads it"), max_length=12, choices=Audience.choices)
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["id"]
        indexes = [models.Index(fields=["subject_kind", "subject"], name="discussion_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="discussion_audience"),
            models.CheckConstraint(condition=~Q(text=""), name="discussion_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject} {self.pk}"
