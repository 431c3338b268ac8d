"""Who reads a post."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    EVERYBODY = "everybody", _("All who take part")
    STAFF = "staff", _("The secretariat alone")
