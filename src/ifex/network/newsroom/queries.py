"""Reads of the newsroom."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ifex.network.members.models import Organisation
from ifex.network.members.permissions import can_submit
from ifex.network.members.queries import mandates_of

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
