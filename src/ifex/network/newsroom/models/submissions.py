"""What members send: an alert in the making, told by the one who knows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.languages import DEFAULT_LANGUAGE, get_language_row
from ifex.foundations.core.sealed import SealedModel
from ifex.foundations.core.uids import new_uid
from ifex.foundations.files.models import StoredFile
from ifex.network.archive.enums import Answer, Consent, DatePrecision
from ifex.network.archive.models import Alert
from ifex.network.members.models import Organisation
from ifex.network.newsroom.enums import Door, Outcome, SubmissionState


class Submission(SealedModel):
    """A member's own words and facts, kept as they were sent. One door: `domain.submissions`, which moves `state` and
    counts `version` up with every change; `written_in` marks the open form from which the last one came, `origin` the
    mail, the item of a feed or the key of a program from which it was made: never two of one.

    Terms are slugs of the vocabularies, `further_violations` a list of them. `targets` is a list of {name, kind,
    gender, outlet}.
    """

    uid = models.CharField(_("number"), max_length=64, unique=True, default=new_uid, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("sender"),
    )
    door = models.CharField(_("came by"), max_length=8, choices=Door.choices)
    state = models.CharField(
        _("state"), max_length=12, choices=SubmissionState.choices, default=SubmissionState.DRAFT
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    written_in = models.CharField(max_length=32, blank=True, editable=False)
    origin = models.CharField(max_length=200, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=8, default=DEFAULT_LANGUAGE)

    headline = models.CharField(_("headline"), max_length=300, blank=True)
    account = models.TextField(_("what happened"), blank=True)
    happened_from = models.DateField(_("happened on"), null=True)
    happened_to = models.DateField(_("until"), null=True)
    happened_precision = models.CharField(
        _("precision of the date"), max_length=8, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    country = models.CharField(_("country"), max_length=4, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    urgency = models.SlugField(_("urgency"), max_length=40, default="standard")
    violation = models.SlugField(_("what was done"), max_length=60, blank=True)
    further_violations = models.JSONField(_("what else was done"), default=list)
    targets = models.JSONField(_("whom it hit"), default=list)
    perpetrator_kind = models.SlugField(_("kind of perpetrator"), max_length=60, blank=True)
    perpetrators = models.TextField(_("who did it, and who says so"), blank=True)
    motive = models.TextField(_("probable motive"), blank=True)
    justification = models.TextField(_("official justification"), blank=True)
    expression_link = models.SlugField(_("link to expression"), max_length=40, blank=True)
    stance = models.TextField(_("what your organisation says to it"), blank=True)
    context = models.TextField(_("background"), blank=True)
    action = models.TextField(_("recommended action"), blank=True)
    action_to = models.TextField(_("to whom"), blank=True)
    closes_on = models.DateField(_("closing date"), null=True)
    sources = models.TextField(_("how it is known"), blank=True)
    original_url = models.URLField(_("address of the original"), max_length=1000, blank=True)
    contact = models.TextField(_("whom the editors may ask"), blank=True)

    consent = models.CharField(_("consent"), max_length=8, choices=Consent.choices, blank=True)
    naming_may_harm = models.CharField(_("naming may harm"), max_length=8, choices=Answer.choices, blank=True)
    pseudonym = models.CharField(_("pseudonym"), max_length=200, blank=True)
    is_member_at_risk = models.CharField(
        _("member at risk"), max_length=8, choices=Answer.choices, blank=True
    )
    concerns_minors = models.CharField(_("minors"), max_length=8, choices=Answer.choices, blank=True)

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who has it"),
    )
    outcome = models.CharField(_("what became of it"), max_length=8, choices=Outcome.choices, blank=True)
    alert = models.ForeignKey(
        Alert, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("alert")
    )
    decline_reason = models.TextField(_("why it was declined"), blank=True)

    created_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("changed at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    rewritten_at = models.DateTimeField(_("changed since it was sent"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        indexes = [
            models.Index(fields=["organisation", "-changed_at"], name="newsroom_of_organisation"),
            models.Index(fields=["state", "sent_at"], name="newsroom_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "origin"], condition=~Q(origin=""), name="newsroom_origin_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=SubmissionState.values), name="newsroom_submission_state"
            ),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.DRAFT)
                | Q(state=SubmissionState.WITHDRAWN)
                | Q(sent_at__isnull=False),
                name="newsroom_submission_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent", "returned"], closed_at=None)
                | Q(state__in=["accepted", "declined", "withdrawn"], closed_at__isnull=False),
                name="newsroom_submission_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", alert__isnull=False, outcome__in=Outcome.values)
                | (~Q(state="accepted") & Q(alert=None, outcome="")),
                name="newsroom_submission_has_its_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.uid

    @property
    def violations(self) -> list[str]:
        """All that was done, the gravest as the member sees it first; each once."""
        return list(dict.fromkeys(slug for slug in (self.violation, *self.further_violations) if slug))

    @property
    def language_name(self) -> str:
        return get_language_row(self.language).name


class SubmissionFile(SealedModel):
    """A file that came with it: cleaned of metadata, the original sealed. One door: `domain.submitted_files`."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    given_name = models.CharField(_("name as it was sent"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("submitted file")
        verbose_name_plural = _("submitted files")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "file"], name="newsroom_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.file_id}"

    @property
    def name(self) -> str:
        """As its sender knows it: the same content may have been sent by others before, under a name of theirs."""
        return self.given_name or str(_("A file"))
