"""Freezing an organisation's access: whoever holds a delegate's telephone finds nothing with it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ifex.foundations.accounts.domain.accounts import end_sessions
from ifex.foundations.accounts.models import User
from ifex.foundations.audit.domain import record_act
from ifex.network.members.models import Organisation
from ifex.network.members.queries import running_on


def freeze_organisation(organisation: Organisation, *, by: Any, at: datetime) -> int:
    """From this moment nobody acts for it or sees what is its own, and its people are signed out everywhere.

    Returns how many persons that concerns. Harmless when repeated.
    """
    with transaction.atomic():
        organisations = [organisation, *organisation.merged.all()]
        Organisation.objects.filter(pk=organisation.pk, frozen_at=None).update(frozen_at=at)
        people = User.objects.filter(
            pk__in=User.objects.filter(
                running_on(at.date(), of="mandates"), mandates__organisation__in=organisations
            ).values("pk")
        )
        count = 0
        for person in people:
            end_sessions(person, by=by)
            count += 1
        record_act(
            "organisation-frozen", by=by, subject_kind="organisation", subject=organisation.uid, people=count
        )
    organisation.refresh_from_db(fields=["frozen_at"])
    return count


def thaw_organisation(organisation: Organisation, *, by: Any) -> None:
    """Its people act again, after a new sign-in."""
    with transaction.atomic():
        if Organisation.objects.filter(pk=organisation.pk, frozen_at__isnull=False).update(frozen_at=None):
            record_act("organisation-thawed", by=by, subject_kind="organisation", subject=organisation.uid)
    organisation.frozen_at = None
