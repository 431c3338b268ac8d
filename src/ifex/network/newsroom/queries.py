"""Reads of the newsroom."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ifex.network.archive.enums import Answer
from ifex.network.archive.models import Alert
from ifex.network.members.models import Organisation
from ifex.network.members.permissions import can_submit
from ifex.network.members.queries import mandates_of

from .enums import Outcome
from .models import Submission


def organisations_of(user: Any, at: datetime) -> list[Organisation]:
    """Those for which the user has any mandate today, each once."""
    rows = mandates_of(user, at.date())
    return list(dict.fromkeys(row.organisation.merged_into or row.organisation for row in rows))


def organisations_that_send(user: Any, at: datetime) -> list[Organisation]:
    """Those in whose name the user may send alerts today."""
    return [row for row in organisations_of(user, at) if can_submit(user, row, at)]


def submissions_of(organisations: list[Organisation]) -> QuerySet[Submission]:
    """What their people have sent or are writing, the last changed first."""
    rows: QuerySet[Submission] = Submission.objects.filter(organisation__in=organisations)
    return rows.order_by("-changed_at", "-pk")


def organisations_kept_out(alert: Alert) -> list[Organisation]:
    """Those who sent it and are hidden, or are or may be at risk. An editor's “no” in the alert settles it for whoever
    sent the alert itself, not for its further sources.
    """
    if alert.pk is None:
        return []
    rows = Submission.objects.filter(alert=alert).select_related("organisation__merged_into")
    return [row.organisation for row in rows if not row.organisation.may_be_named or _is_at_risk(row, alert)]


def _is_at_risk(submission: Submission, alert: Alert) -> bool:
    is_settled = submission.outcome != Outcome.SOURCE and alert.is_member_at_risk == Answer.NO
    return submission.is_member_at_risk != Answer.NO and not is_settled
