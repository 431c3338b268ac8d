"""The states of a text in one language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    READY = "ready", _("Ready")
    PUBLISHED = "published", _("Published")
    STALE = "stale", _("Out of date: its source has changed")


PUBLISHABLE_STATES = (VersionState.READY, VersionState.PUBLISHED, VersionState.STALE)
