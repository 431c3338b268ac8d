"""A case: the thread through alerts over years. Three axes: the file, each person's situation, accountability."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.versions import LanguageVersion
from ifex.network.archive.enums import DatePrecision

from .persons import Person
from .records import Record


class Case(Record):
    status = models.SlugField(_("state of the file"), max_length=40, default="open")
    country = models.CharField(_("country"), max_length=4, blank=True, db_index=True)
    further_countries = models.JSONField(_("further countries"), default=list, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    violated_on = models.DateField(
        _("day of the crime"),
        null=True,
        blank=True,
        help_text=_("Days without justice are counted from here"),
    )
    accountability = models.SlugField(_("accountability"), max_length=40, blank=True)
    accountability_on = models.DateField(_("accountability since"), null=True, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [models.Index(fields=["state", "-published_at"], name="archive_case_newest")]

    def __str__(self) -> str:
        texts = list(self.texts.all()) if self.pk or self.texts.all() else []
        return next((text.title for text in texts if text.title), self.uid)


class CaseText(LanguageVersion):
    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True)
    state_reply = models.TextField(_("reply of the State"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "language"], name="archive_case_one_text_a_language")
        ]
        indexes = [
            models.Index(
                fields=["language"], condition=Q(state=VersionState.STALE), name="archive_case_text_stale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.title}"


class CasePerson(ClusterableModel):
    """A person of the case, with the situations they have been in."""

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="persons")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="cases", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("person of the case")
        verbose_name_plural = _("persons of the case")
        ordering = ["sort_order", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="archive_case_person_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"


class Situation(models.Model):
    """Where the person stood from a day on, until the next situation begins or `until_on` (not included)."""

    case_person = ParentalKey(CasePerson, on_delete=models.CASCADE, related_name="situations")
    situation = models.SlugField(_("situation"), max_length=40)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until, not included"), null=True, blank=True)
    precision = models.CharField(
        _("precision of the date"), max_length=8, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    country = models.CharField(_("held in"), max_length=4, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                name="archive_situation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.situation} {self.from_on}"
