"""The register: organisations, their dated standing in the network, people's dated mandates for them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from ifex.foundations.core.labels import LabelField, pick_label
from ifex.foundations.core.sealed import SealedModel
from ifex.foundations.core.uids import new_uid
from ifex.foundations.core.versions import LanguageVersion

from .enums import MandateKind, OrganisationKind


class Organisation(ClusterableModel):
    """A member, a partner, or any organisation that the archive names.

    While `frozen_at` is set nobody acts for it or sees what is its own (one door: `domain.freezing`).

    A merged organisation points to the one it is part of and keeps its own row, so that a split restores it exactly.
    """

    uid = models.CharField(_("identifier"), max_length=64, unique=True, default=new_uid, editable=False)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    names = LabelField(_("names"))
    kind = models.CharField(
        _("kind"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.NGO
    )
    country = models.CharField(_("country"), max_length=4, blank=True, db_index=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    is_hidden = models.BooleanField(
        _("hidden"),
        default=False,
        help_text=_("At its own request: never named in public, its alerts show the network"),
    )
    frozen_at = models.DateTimeField(_("access frozen at"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("is part of"),
        editable=False,
    )
    extra = models.JSONField(_("further facts"), default=dict, blank=True, editable=False)
    imported_digest = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="members_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        name = pick_label(self.names)
        return f"{name} ({self.acronym})" if self.acronym and name else name or self.acronym or self.uid

    @property
    def short_name(self) -> str:
        return self.acronym or pick_label(self.names) or self.uid

    @property
    def may_be_named(self) -> bool:
        """By its own wish and by that of the organisation it is part of."""
        return not (self.is_hidden or (self.merged_into is not None and self.merged_into.is_hidden))


class OrganisationText(LanguageVersion):
    """Who they are, in one language."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="texts")
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("description")
        verbose_name_plural = _("descriptions")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "language"], name="members_one_text_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.language}"


class Standing(SealedModel):
    """What an organisation is to the network, from a day until (not including) another.

    One door: `domain.standings`. `status` is a slug of the vocabulary `membership_statuses`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="standings")
    status = models.SlugField(_("status"), max_length=40)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until, not included"), null=True, blank=True)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                name="members_standing_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until_on=None), name="members_one_open_standing"
            ),
            models.UniqueConstraint(fields=["organisation", "from_on"], name="members_one_standing_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.status} {self.from_on}"


class Mandate(SealedModel):
    """What a person may do for an organisation, from a day until (not including) another.

    One door: `domain.mandates`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(_("kind"), max_length=20, choices=MandateKind.choices)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until, not included"), null=True, blank=True)

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="members_mandate_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "kind"],
                condition=Q(until_on=None),
                name="members_one_open_mandate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.organisation_id}"


class ProgramKey(SealedModel):
    """With it a program acts for an organisation without a person: its site that sends alerts. One door:
    `domain.program_keys`. The key itself is shown once and kept nowhere; `digest` is its hash.
    """

    uid = models.CharField(_("number"), max_length=64, unique=True, default=new_uid, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("for what"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    given_at = models.DateTimeField(_("given at"))
    used_on = models.DateField(_("last used on"), null=True)
    ended_at = models.DateTimeField(_("taken away at"), null=True)

    class Meta:
        verbose_name = _("key of a program")
        verbose_name_plural = _("keys of programs")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
