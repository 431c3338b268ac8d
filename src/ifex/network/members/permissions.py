"""Who may act for an organisation. Everything follows from dated rows; the statuses that may are settings."""

from datetime import datetime
from typing import Any

from django.conf import settings

from .enums import MandateKind
from .models import Organisation
from .queries import mandates_on, standing_on


def can_submit(user: Any, organisation: Organisation, at: datetime) -> bool:
    """Send alerts in the organisation's name."""
    kinds = (MandateKind.CONTRIBUTOR, MandateKind.DELEGATE)
    return _may_act(user, organisation, at, kinds=kinds, statuses=settings.IFEX_STATUSES_THAT_SUBMIT)


def can_sign(user: Any, organisation: Organisation, at: datetime) -> bool:
    """Sign joint actions in the organisation's name."""
    kinds = (MandateKind.DELEGATE,)
    return _may_act(user, organisation, at, kinds=kinds, statuses=settings.IFEX_STATUSES_THAT_SIGN)


def can_vote(user: Any, organisation: Organisation, at: datetime) -> bool:
    """Cast the organisation's vote."""
    kinds = (MandateKind.DELEGATE,)
    return _may_act(user, organisation, at, kinds=kinds, statuses=settings.IFEX_STATUSES_THAT_VOTE)


def _may_act(
    user: Any, organisation: Organisation, at: datetime, *, kinds: tuple[str, ...], statuses: list[str]
) -> bool:
    if not user.is_active or organisation.merged_into_id is not None:
        return False
    standing = standing_on(organisation, at.date())
    if standing is None or standing.status not in statuses:
        return False
    return mandates_on(user, organisation, at.date()).filter(kind__in=kinds).exists()
