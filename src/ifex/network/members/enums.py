"""Kinds of organisation and of mandate. Standings use the vocabulary `membership_statuses`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    NGO = "ngo", _("Non-governmental organisation")
    OUTLET = "outlet", _("Media outlet")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental body")
    OTHER = "other", _("Other organisation")


class MandateKind(models.TextChoices):
    CONTRIBUTOR = "contributor", _("Contributor: sends alerts")
    DELEGATE = "delegate", _("Delegate: signs and votes")


STANDINGS_IN_THE_NETWORK = ("interim", "full")
