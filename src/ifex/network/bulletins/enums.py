"""What a subscriber may be, and who."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubscriberState(models.TextChoices):
    """`pending` until the mailed link is used. Whoever leaves is erased, so there is no third state."""

    PENDING = "pending", _("to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")


class Occupation(models.TextChoices):
    """To whom the network's publications go; nobody has to say."""

    JOURNALIST = "journalist", _("Journalist or media worker")
    DEFENDER = "defender", _("Human rights defender")
    ACTIVIST = "activist", _("Citizen activist")
    ACADEMIC = "academic", _("Academic or student")
    NGO = "ngo", _("Works for an NGO")
    GOVERNMENT = "government", _("Works for a government or an intergovernmental body")
    FUNDER = "funder", _("Works for a funder")
    OTHER = "other", _("Other")
