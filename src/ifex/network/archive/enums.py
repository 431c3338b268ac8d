"""States and small closed lists of the archive. Longer lists are vocabularies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubjectKind(models.TextChoices):
    """What can be published here. Stored in publications for ever."""

    ALERT = "alert", _("Alert")
    CASE = "case", _("Case")


PERSON = "person"
"""What can be found beside alerts and cases. Stored in mentions and in the index for ever."""


class GoesOut(models.TextChoices):
    """When the languages of a record go out."""

    BY_HAND = "by_hand", _("Each by hand")
    EACH = "each", _("Each as soon as its translation is approved")
    TOGETHER = "together", _("All together, once those awaited are ready")


class RecordState(models.TextChoices):
    """Where an alert or case stands before the public. One door: `domain.publication`."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PublicationReason(models.TextChoices):
    FIRST = "first", _("First publication")
    TRANSLATION = "translation", _("Further language")
    CORRECTION = "correction", _("Correction")
    WITHDRAWAL = "withdrawal", _("Withdrawal")


class DatePrecision(models.TextChoices):
    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")
    RANGE = "range", _("From one day to another")
    UNKNOWN = "unknown", _("Not known")


class PlacePrecision(models.TextChoices):
    EXACT = "exact", _("Exact place")
    CITY = "city", _("City or district")
    REGION = "region", _("Region")
    COUNTRY = "country", _("Country")


class Gender(models.TextChoices):
    FEMALE = "f", _("Female")
    MALE = "m", _("Male")
    OTHER = "x", pgettext_lazy("gender", "Other")
    UNKNOWN = "unknown", pgettext_lazy("gender", "Not known")


class Consent(models.TextChoices):
    """Whether the person agrees to be named."""

    UNKNOWN = "unknown", _("Not asked")
    GIVEN = "given", _("Given by the person")
    FAMILY = "family", _("Given by the family")
    PUBLIC = "public", _("The name is public already")
    REFUSED = "refused", _("Refused")


class Answer(models.TextChoices):
    """To a question of safety. An empty one is not answered."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("Not sure")


class ImportState(models.TextChoices):
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Stopped by an error")


HELD_SITUATIONS = (
    "incommunicado",
    "detained-no-charge",
    "pretrial-detention",
    "serving-sentence",
    "sentenced-to-death",
)
"""Situations of a person who is in prison (vocabulary `person_situations`)."""

JUSTICE_DONE = ("full-justice",)
"""Accountability at which the days without justice stop."""

LEFT_OUT_OF_INCIDENT_TOTALS = (
    "restrictive-law-adopted",
    "restrictive-law-proposed",
    "protective-law-repealed",
)
"""Laws are items of the archive, not incidents (domain rule 6)."""

KINDS_OF_NO_PERSONS = frozenset(
    [
        "newspapers", "magazines", "news-agencies", "radio-stations", "community-radio-stations", "television-stations",
        "online-media", "exile-media", "publishing-houses", "cultural-venues", "libraries", "universities",
        "press-freedom-groups", "ngos", "journalists-unions", "websites", "social-media-accounts", "books", "films",
        "songs", "artworks", "programmes", "general-public",
    ]
)  # fmt: skip
"""Kinds of target that are outlets, institutions, groups and works (vocabulary `target_kinds`)."""
