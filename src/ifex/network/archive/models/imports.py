"""Imports: how far each has come, so that a killed one goes on where it stood."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ifex.network.archive.enums import ImportState


class ImportRun(models.Model):
    """One file being read. `lines_done` and the counts move in the same transaction as what they count."""

    name = models.CharField(_("file"), max_length=255)
    format = models.CharField(_("format"), max_length=10)
    digest = models.CharField(_("hash of the file, its mapping and options"), max_length=64, db_index=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.RUNNING
    )
    lines_done = models.PositiveBigIntegerField(_("lines done"), default=0)
    counts = models.JSONField(_("counts"), default=dict)
    rejects_size = models.PositiveBigIntegerField(_("bytes of the rejects file"), default=0)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    actor = models.CharField(_("asked for by"), max_length=64)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class PendingReference(models.Model):
    """A reference to something that has not arrived yet (an update before its alert); set as soon as it does."""

    kind = models.CharField(_("kind"), max_length=20)
    uid = models.CharField(_("identifier"), max_length=64)
    field = models.CharField(_("field"), max_length=20)
    wanted = models.CharField(_("waits for"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("pending reference")
        verbose_name_plural = _("pending references")
        constraints = [models.UniqueConstraint(fields=["kind", "uid", "field"], name="archive_pending_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}.{self.field} → {self.wanted}"
