"""Translations in work, what was translated before, and the network's own terms."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ifex.foundations.core.labels import LabelField, pick_label
from ifex.foundations.core.languages import LANGUAGE_TABLE
from ifex.foundations.core.sealed import SealedModel

_LANGUAGES = [(row.code, row.name) for row in LANGUAGE_TABLE]


class TranslationWork(SealedModel):
    """One thing on its way into one language. One door: `domain.work`; `version` counts up with every change.

    `units` are rows of `segments.units.Unit`; `source_words` the source as it was when they were made, `target_words`
    the stored translation as it was then. `writers` are the keys of all accounts that have changed a sentence since it
    was handed on last: none of them is the other's eyes. `review_asked_at`: finished, and waits for another's eyes;
    `ended_at`: handed on to where it belongs. A change of the source, or of the stored translation, opens it anew.
    """

    kind = models.SlugField(_("kind"), max_length=40)
    uid = models.CharField(_("number"), max_length=64)
    language = models.CharField(_("language"), max_length=8, choices=_LANGUAGES)
    source_language = models.CharField(_("source language"), max_length=8, choices=_LANGUAGES)
    source_words = models.JSONField(pgettext_lazy("of a translation", "source"), default=dict)
    target_words = models.JSONField(_("translation as stored"), default=dict)
    units = models.JSONField(_("sentences"), default=list)
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("translator"),
    )
    due_on = models.DateField(_("until"), null=True)
    writers = models.JSONField(_("who wrote"), default=list)
    version = models.PositiveIntegerField(_("version"), default=1)
    begun_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("changed at"))
    review_asked_at = models.DateTimeField(_("review asked for at"), null=True)
    ended_at = models.DateTimeField(_("handed on at"), null=True)

    class Meta:
        verbose_name = _("translation in work")
        verbose_name_plural = _("translations in work")
        indexes = [
            models.Index(fields=["kind", "language"], name="translation_in_work", condition=Q(ended_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "uid", "language"], name="translation_one_work"),
            models.CheckConstraint(
                condition=~Q(language=F("source_language")), name="translation_into_another_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid} {self.language}"


class MemoryPair(models.Model):
    """A sentence and its translation, as both were published. Written by `domain.memory`; goes when the thing it stood
    in is withdrawn, withheld or de-named.
    """

    kind = models.SlugField(_("kind"), max_length=40)
    uid = models.CharField(_("number"), max_length=64)
    source_language = models.CharField(_("source language"), max_length=8)
    language = models.CharField(_("language"), max_length=8)
    digest = models.CharField(max_length=64)
    source = models.TextField(_("sentence"))
    target = models.TextField(_("translation"))
    at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("pair of the translation memory")
        verbose_name_plural = _("translation memory")
        indexes = [
            models.Index(fields=["digest", "language"], name="translation_memory"),
            models.Index(fields=["kind", "uid"], name="translation_memory_of"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid} {self.language}"


class GlossaryTerm(models.Model):
    """How the network says something in each language, and why. The vocabularies' names are known besides."""

    names = LabelField(_("term"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("term of the glossary")
        verbose_name_plural = _("glossary")
        ordering = ["pk"]

    def __str__(self) -> str:
        return pick_label(self.names) or str(self.pk)
