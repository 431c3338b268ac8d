"""Reads of the newsroom."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ifex.network.members.models import Organisation
from ifex.network.members.permissions import can_submit
from ifex.network.members.queries import running_on

from .enums import WRITABLE_STATES
from .models import Submission


def organisations_of(user: Any, at: datetime) -> list[Organisation]:
    """Those for which the user has any mandate today, each once."""
    mandates = user.mandates.filter(running_on(at.date())).select_related("organisation__merged_into")
    found = [row.organisation.merged_into or row.organisation for row in mandates.order_by("pk")]
    return list(dict.fromkeys(found))


def organisations_that_send(user: Any, at: datetime) -> list[Organisation]:
    """Those in whose name the user may send alerts today."""
    return [row for row in organisations_of(user, at) if can_submit(user, row, at)]


def submissions_of(organisations: list[Organisation]) -> QuerySet[Submission]:
    """What their people have sent or are writing, the last changed first."""
    rows: QuerySet[Submission] = Submission.objects.filter(organisation__in=organisations)
    return rows.order_by("-changed_at", "-pk")


def submissions_to_write(user: Any, at: datetime) -> QuerySet[Submission]:
    """What waits for the user's own hand."""
    return submissions_of(organisations_that_send(user, at)).filter(state__in=WRITABLE_STATES)
