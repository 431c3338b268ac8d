"""The outbox: what the index has still to learn."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import Priority


class IndexChange(models.Model):
    """One thing whose document must be written anew or deleted. Written by `domain.changes`, deleted once
    committed.

    There is at most one row for each thing. `version` changes with each new change of it: the indexer deletes
    only the versions that it has handled, so a change that comes while it works is not lost.
    """

    kind = models.CharField(_("kind"), max_length=32)
    uid = models.CharField(_("uid"), max_length=64)
    priority = models.PositiveSmallIntegerField(_("priority"), default=Priority.FRESH)
    version = models.BigIntegerField(_("version"))
    created_at = models.DateTimeField(_("created at"))
    waits_for_rebuild = models.BooleanField(_("waits for the rebuild"), default=False)

    class Meta:
        verbose_name = _("index change")
        verbose_name_plural = _("index changes")
        indexes = [models.Index(fields=["priority", "id"], name="search_change_next")]
        constraints = [models.UniqueConstraint(fields=["kind", "uid"], name="search_change_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class BuiltIndex(models.Model):
    """This database has filled an index of an engine. If that index is gone, it must be rebuilt: a new empty
    one would answer with a part of the archive as if it were all.
    """

    engine = models.CharField(_("engine"), max_length=32, unique=True)
    built_at = models.DateTimeField(_("built at"))

    class Meta:
        verbose_name = _("built index")
        verbose_name_plural = _("built indexes")

    def __str__(self) -> str:
        return self.engine
