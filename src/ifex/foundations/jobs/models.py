"""Rows of the worker: what runs now and then, and long work that a page has asked for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import JobState


class PeriodicRun(models.Model):
    """When a periodic job is next due, and who has it. Written by `periodic.run_what_is_due` alone.

    `runs` counts the starts; a worker may only finish the start whose number it holds.
    """

    name = models.SlugField(_("name"), max_length=64, unique=True)
    due_at = models.DateTimeField(_("due at"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    runs = models.PositiveIntegerField(_("runs"), default=0)
    last_finished_at = models.DateTimeField(_("last finished at"), null=True, blank=True)
    last_result = models.CharField(_("last result"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("periodic run")
        verbose_name_plural = _("periodic runs")

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """Long work asked for by a page. `domain.job` alone moves `state`: waiting → running → done or failed.

    A running job whose lease has ended (its worker was killed) is taken up again by any worker. `attempts`
    counts the starts; a worker may only write to the start whose number it holds.
    """

    kind = models.SlugField(_("kind"), max_length=64)
    arguments = models.JSONField(_("arguments"), default=dict, help_text=_("Ids, uids and slugs only"))
    state = models.CharField(_("state"), max_length=12, choices=JobState.choices, default=JobState.WAITING)
    asked_by = models.CharField(_("asked by"), max_length=64, help_text=_("user:<id>, or system:<name>"))
    asked_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("due at"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), null=True, blank=True)
    result = models.JSONField(
        _("result"), default=dict, blank=True, help_text=_("Ids, counts and slugs only")
    )
    refusal = models.CharField(_("last refusal"), max_length=200, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(
                fields=["due_at"], name="jobs_job_owed", condition=Q(state__in=["waiting", "running"])
            ),
            models.Index(fields=["asked_by", "asked_at"], name="jobs_job_asked_by"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="jobs_job_state"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | ~Q(state__in=["done", "failed"]),
                name="jobs_job_finished_when_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"
