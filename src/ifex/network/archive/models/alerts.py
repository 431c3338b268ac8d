"""An alert: what happened, once, and its texts, a row for each language."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.labels import LabelField
from ifex.foundations.core.versions import LanguageVersion
from ifex.foundations.files.models import StoredFile
from ifex.network.archive.enums import Answer, Consent, DatePrecision, Gender, PlacePrecision
from ifex.network.members.models import Organisation

from .cases import Case
from .persons import Person
from .records import Record


class Alert(Record):
    """One item of the archive. Slugs name terms of the vocabularies; the primary violation alone counts in totals."""

    kind = models.SlugField(_("kind"), max_length=40, default="alert")
    urgency = models.SlugField(_("urgency"), max_length=40, default="standard")
    happened_from = models.DateField(_("happened on"), null=True, blank=True)
    happened_to = models.DateField(_("until"), null=True, blank=True)
    happened_precision = models.CharField(
        _("precision of the date"), max_length=8, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    country = models.CharField(_("country"), max_length=4, blank=True, db_index=True)
    further_countries = models.JSONField(_("further countries"), default=list, blank=True)
    is_international = models.BooleanField(
        _("international"),
        default=False,
        help_text=_("It concerns no single country: a resolution, a platform’s rules"),
    )
    place_name = models.CharField(_("place"), max_length=200, blank=True)
    place_latitude = models.FloatField(_("latitude"), null=True, blank=True)
    place_longitude = models.FloatField(_("longitude"), null=True, blank=True)
    place_precision = models.CharField(
        _("precision of the place"), max_length=8, choices=PlacePrecision.choices, default=PlacePrecision.CITY
    )
    primary_issue = models.SlugField(_("primary issue"), max_length=60, blank=True)
    further_issues = models.JSONField(_("further issues"), default=list, blank=True)
    primary_violation = models.SlugField(
        _("primary violation"),
        max_length=60,
        blank=True,
        help_text=_("The most severe; totals count this one only"),
    )
    further_violations = models.JSONField(_("further violations"), default=list, blank=True)
    developments = models.JSONField(
        _("positive developments"),
        default=list,
        blank=True,
        help_text=_("A release, a repealed law, an acquittal …"),
    )
    expression_link = models.SlugField(_("link to expression"), max_length=40, blank=True)
    verification = models.SlugField(_("verification"), max_length=40, blank=True)
    naming_may_harm = models.CharField(
        _("naming may harm"), max_length=8, choices=Answer.choices, blank=True,
        help_text=_("Somebody who is named, or others through them"),
    )  # fmt: skip
    is_member_at_risk = models.CharField(
        _("member at risk"), max_length=8, choices=Answer.choices, blank=True,
        help_text=_("If its name stands beside this alert: then the network publishes it as its own"),
    )  # fmt: skip
    concerns_minors = models.CharField(_("minors"), max_length=8, choices=Answer.choices, blank=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts", verbose_name=_("case")
    )
    updates = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="updated_by",
        verbose_name=_("updates this earlier alert"),
    )  # fmt: skip
    unmapped = models.JSONField(
        _("values no vocabulary knows"), default=dict, blank=True, editable=False,
        help_text=_("By vocabulary; a value leaves this list when it is mapped"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        indexes = [
            models.Index(fields=["state", "-published_at"], name="archive_alert_newest"),
            models.Index(fields=["embargo_until"], condition=Q(state="scheduled"), name="archive_alert_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_to=None) | Q(happened_from__isnull=False),
                name="archive_alert_range_has_start",
            ),
            models.CheckConstraint(
                condition=(
                    Q(place_latitude=None, place_longitude=None)
                    | Q(place_latitude__range=(-90, 90), place_longitude__range=(-180, 180))
                ),
                name="archive_alert_coordinates_on_earth",
            ),
        ]

    @property
    def violations(self) -> list[str]:
        """Slugs, the primary one first."""
        return [slug for slug in (self.primary_violation, *self.further_violations) if slug]

    def __str__(self) -> str:
        texts = list(self.texts.all()) if self.pk or self.texts.all() else []
        return next((text.title for text in texts if text.title), self.uid)


class AlertText(LanguageVersion):
    """The words of an alert in one language. `body` is cleaned HTML."""

    alert = ParentalKey(Alert, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("headline"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True)
    motive = models.TextField(_("probable motive"), blank=True)
    justification = models.TextField(_("official justification"), blank=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["alert", "language"], name="archive_one_text_a_language")
        ]
        indexes = [
            # The desk asks at every start of a day; few are.
            models.Index(
                fields=["language"], condition=Q(state=VersionState.STALE), name="archive_text_stale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.title}"


class Target(models.Model):
    """Whom or what it hit. A pseudonym stands for the name everywhere in public."""

    alert = ParentalKey(Alert, on_delete=models.CASCADE, related_name="targets")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    name = models.CharField(_("name"), max_length=300, blank=True, help_text=_("Empty: not named"))
    variants = models.JSONField(_("name variants"), default=list, blank=True)
    kind = models.SlugField(_("kind of target"), max_length=60, default="journalists")
    gender = models.CharField(_("gender"), max_length=8, choices=Gender.choices, default=Gender.UNKNOWN)
    nationality = models.CharField(_("nationality"), max_length=4, blank=True)
    outlet = models.CharField(_("employer or outlet"), max_length=300, blank=True)
    pseudonym = models.CharField(_("pseudonym"), max_length=200, blank=True)
    consent = models.CharField(_("consent"), max_length=10, choices=Consent.choices, default=Consent.UNKNOWN)
    gender_factor = models.SlugField(_("was gender a factor?"), max_length=20, default="unknown")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["sort_order", "id"]

    def __str__(self) -> str:
        return self.name or self.kind


class Perpetrator(models.Model):
    """Who is responsible or said to be: always with a certainty; "unknown" is a value, empty is not."""

    alert = ParentalKey(Alert, on_delete=models.CASCADE, related_name="perpetrators")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    kind = models.SlugField(_("kind of perpetrator"), max_length=60, default="unknown")
    name = models.CharField(_("name"), max_length=300, blank=True)
    certainty = models.SlugField(_("certainty"), max_length=20, default="unknown")
    claimed_by = models.CharField(_("who claims it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("perpetrator")
        verbose_name_plural = _("perpetrators")
        ordering = ["sort_order", "id"]

    def __str__(self) -> str:
        return self.name or self.kind


class Source(models.Model):
    """Who reported it, and where. Facts that differ from ours are kept side by side with their source."""

    alert = ParentalKey(Alert, on_delete=models.CASCADE, related_name="sources")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="sources",
        verbose_name=_("organisation"),
    )  # fmt: skip
    name = models.CharField(_("name, if not an organisation of the register"), max_length=300, blank=True)
    url = models.URLField(_("address of the original"), max_length=1000, blank=True)
    facts = models.JSONField(_("facts that differ"), default=dict, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["sort_order", "id"]

    def __str__(self) -> str:
        return self.name or str(self.organisation_id)


class RecommendedAction(models.Model):
    """What readers can do, towards whom, until when. Addressees: name, post, address, phone, fax, email, url."""

    alert = ParentalKey(Alert, on_delete=models.CASCADE, related_name="actions")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    kind = models.SlugField(_("what to do"), max_length=40, default="write-to-authorities")
    text = LabelField(_("in words"), blank=True)
    addressees = models.JSONField(_("to"), default=list, blank=True)
    copies = models.JSONField(_("copies to"), default=list, blank=True)
    closes_on = models.DateField(_("closing date"), null=True, blank=True)

    class Meta:
        verbose_name = _("recommended action")
        verbose_name_plural = _("recommended actions")
        ordering = ["sort_order", "id"]

    def __str__(self) -> str:
        return self.kind


class AlertAttachment(models.Model):
    """A file shown with the alert: cleaned of metadata, the original sealed (room `files`)."""

    alert = ParentalKey(Alert, on_delete=models.CASCADE, related_name="attachments")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    is_lead = models.BooleanField(
        _("lead photograph"),
        default=False,
        help_text=_("A picture that stands above the text, and for the alert where it is shared"),
    )
    caption = LabelField(_("caption"), blank=True)
    alternative_text = LabelField(
        _("alternative text"),
        blank=True,
        help_text=_("What a picture shows, for those who do not see it. In every language of the alert."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who took it"))
    licence = models.CharField(
        _("licence"), max_length=200, blank=True, help_text=_("For instance CC BY 4.0")
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["sort_order", "id"]

    def __str__(self) -> str:
        return self.credit or str(self.file_id)
