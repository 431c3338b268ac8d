"""The one door to what people may do for an organisation."""

from datetime import date
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.sealed import unsealed
from ifex.network.members.models import Mandate, Organisation


class MandateAlreadyGiven(ValueError):
    """The person has an open mandate of that kind for the organisation."""


def give_mandate(
    user: Any, *, organisation: Organisation, kind: str, from_on: date, by: Any, until_on: date | None = None
) -> Mandate:
    """From that day the user acts for the organisation. Raises MandateAlreadyGiven."""
    with transaction.atomic(), unsealed(Mandate):
        if Mandate.objects.filter(user=user, organisation=organisation, kind=kind, until_on=None).exists():
            raise MandateAlreadyGiven(f"{user.pk} {kind} {organisation.uid}")
        mandate = Mandate(user=user, organisation=organisation, kind=kind, from_on=from_on, until_on=until_on)
        mandate.save()
        record_act(
            "mandate-given",
            by=by,
            subject_kind="organisation",
            subject=organisation.uid,
            user=user.pk,
            kind=kind,
        )
    return mandate


def end_mandate(mandate: Mandate, *, on: date, by: Any) -> None:
    """The mandate does not count on that day any more."""
    with transaction.atomic(), unsealed(Mandate):
        mandate.until_on = max(on, mandate.from_on)
        mandate.save(update_fields=["until_on"])
        record_act(
            "mandate-ended", by=by, subject_kind="organisation", subject=mandate.organisation.uid,
            user=mandate.user_id, kind=mandate.kind,
        )  # fmt: skip
