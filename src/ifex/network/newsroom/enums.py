"""Why a reader writes, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    ERROR = "error", _("Something is wrong")
    REMOVAL = "removal", _("A name or another detail should be removed")
    BARRIER = "barrier", _("I cannot use this page")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    NEW = "new", _("waits")
    ANSWERED = "answered", _("answered")
    SET_ASIDE = "set_aside", _("set aside")
