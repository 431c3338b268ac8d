"""Where a translation stands, and where the wording of a sentence comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Standing(models.TextChoices):
    """Of one thing in one language, as the board shows it."""

    MISSING = "missing", _("Missing")
    IN_WORK = "in_work", _("In work")
    IN_REVIEW = "in_review", _("Waits for review")
    READY = "ready", _("Ready")
    PUBLISHED = "published", _("Published")
    STALE = "stale", _("Out of date")
    SOURCE = "source", pgettext_lazy("of a translation", "Source")


class Origin(models.TextChoices):
    """Of a sentence's wording. What a machine wrote counts once a person has approved it."""

    PERSON = "person", _("A person")
    MEMORY = "memory", _("What was published before")
    MACHINE = "machine", _("A machine")
