"""The states of a stored file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    STORED = "stored", _("Stored, seen by the secretariat only")
    PUBLIC = "public", _("Public")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DESTROYED = "destroyed", _("Destroyed, the original too")
