"""What readers report to the newsroom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.foundations.core.sealed import SealedModel
from ifex.network.newsroom.enums import ReportKind, ReportState


class ReaderReport(SealedModel):
    """An error, or a wish that something be removed. One door: `domain.reports`. `new` → `answered` or `set_aside`."""

    kind = models.CharField(_("kind"), max_length=12, choices=ReportKind.choices)
    about = models.CharField(_("page"), max_length=500, blank=True)
    words = models.TextField(_("words"))
    address = models.EmailField(_("address for an answer"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=8, default=DEFAULT_LANGUAGE)
    state = models.CharField(_("state"), max_length=12, choices=ReportState.choices, default=ReportState.NEW)
    sent_at = models.DateTimeField(_("sent at"))
    answer = models.TextField(_("answer"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        indexes = [models.Index(fields=["state", "sent_at"], name="newsroom_report_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="new", closed_at=None) | (~Q(state="new") & Q(closed_at__isnull=False)),
                name="newsroom_report_closed_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"
