"""What has become of a submission, in sentences that its member may read: no name of an editor."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.models import AuditLine
from ifex.network.newsroom.domain.submissions import KIND
from ifex.network.newsroom.models import Submission

_TOLD: dict[str, Promise] = {
    "submission-begun": _("Begun"),
    "submission-sent": _("Sent to the editors"),
    "submission-sent-again": _("Sent again, with answers"),
    "submission-withdrawn": _("Taken back"),
    "submission-returned": _("The editors have asked something"),
    "submission-accepted": _("Accepted"),
    "submission-declined": _("Declined"),
}


@dataclass(frozen=True)
class Step:
    at: datetime
    words: Promise


def timeline_of(submission: Submission) -> list[Step]:
    """Oldest first."""
    lines = AuditLine.objects.filter(subject_kind=KIND, subject=submission.uid, act__in=list(_TOLD)).order_by(
        "pk"
    )
    return [Step(line.at, _TOLD[line.act]) for line in lines]
