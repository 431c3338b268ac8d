"""A person whom alerts and cases speak of."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from ifex.foundations.core.labels import LabelField, pick_label
from ifex.foundations.core.uids import new_uid
from ifex.network.archive.enums import Consent, Gender


class Person(ClusterableModel):
    """One human being. Merged into another (`domain.merging`), the row stays, so that a split restores it exactly."""

    uid = models.CharField(_("identifier"), max_length=64, unique=True, default=new_uid, editable=False)
    names = LabelField(_("names"), help_text=_("As it is written in each language"))
    variants = models.JSONField(_("name variants"), default=list, blank=True)
    kind = models.SlugField(_("kind"), max_length=60, default="journalists")
    gender = models.CharField(_("gender"), max_length=8, choices=Gender.choices, default=Gender.UNKNOWN)
    nationalities = models.JSONField(_("nationalities"), default=list, blank=True)
    born_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    outlets = models.JSONField(_("employers or outlets"), default=list, blank=True)
    pseudonym = models.CharField(_("pseudonym"), max_length=200, blank=True)
    consent = models.CharField(_("consent"), max_length=10, choices=Consent.choices, default=Consent.UNKNOWN)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    extra = models.JSONField(_("further facts"), default=dict, blank=True, editable=False)
    imported_digest = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="archive_person_not_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return pick_label(self.names) or self.uid

    @property
    def standing(self) -> "Person":
        """Whom this row is part of, or itself."""
        return self.merged_into or self

    @property
    def may_be_named(self) -> bool:
        """Whether the public may have this row; an older publication that still names them changes nothing."""
        return not self.pseudonym and self.consent != Consent.REFUSED
