"""Rows of the shared mechanisms: events on their way up, and counts against a limit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Something that happened, told to the rooms above. Written by `events.emit` alone."""

    name = models.CharField(_("name"), max_length=64)
    payload = models.JSONField(_("payload"), default=dict)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class Delivery(models.Model):
    """One event for one subscriber. Deleted once it has been delivered; what is here is owed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.CharField(_("subscriber"), max_length=64)
    due_at = models.DateTimeField(_("due at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    refusal = models.CharField(_("last refusal"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [models.Index(fields=["due_at"], name="core_delivery_due")]
        constraints = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="core_delivery_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.subscriber}"


class LimitWindow(models.Model):
    """How often one keyed act happened in one window of time. Keys are hashes: no address is kept."""

    key = models.CharField(_("key"), max_length=64, unique=True)
    count = models.PositiveIntegerField(_("count"), default=0)
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("limit window")
        verbose_name_plural = _("limit windows")
        indexes = [models.Index(fields=["until"], name="core_limit_until")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class Change(models.Model):
    """Something that readers' pages depend on has changed: `tag` says what. One door: `changes.tell_change`.

    Rows are read within seconds by every process that keeps pages, and deleted after an hour.
    """

    tag = models.CharField(_("tag"), max_length=120)
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self) -> str:
        return f"{self.pk} {self.tag}"
