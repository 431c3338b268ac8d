"""Who may act for an organisation, and who keeps the register.

Acting for one follows from dated rows; the statuses that may are settings. Keeping the register is a staff role.
"""

from datetime import datetime
from typing import Any

from django.conf import settings

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.permissions import has_role

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


def can_hide(user: Any, organisation: Organisation, at: datetime) -> bool:
    """Have the organisation named nowhere, whatever its standing: a former member may be in danger too."""
    if not user.is_active or organisation.merged_into_id is not None:
        return False
    return mandates_on(user, organisation, at.date()).filter(kind=MandateKind.DELEGATE).exists()


def can_follow(user: Any, organisation: Organisation, at: datetime) -> bool:
    """Be told what becomes of what the organisation has sent: whoever has a mandate, while its access is open."""
    standing = organisation.merged_into or organisation
    is_open = organisation.frozen_at is None and standing.frozen_at is None
    return is_open and user.is_active and mandates_on(user, organisation, at.date()).exists()


def may_be_acted_for(organisation: Organisation, at: datetime, *, statuses: list[str]) -> bool:
    """Whoever acts: it stands for itself, its access is open, its standing is one of `statuses`."""
    if organisation.merged_into_id is not None or organisation.frozen_at is not None:
        return False
    standing = standing_on(organisation, at.date())
    return standing is not None and standing.status in statuses


def can_keep_keys(user: Any, organisation: Organisation, at: datetime) -> bool:
    """Give a program of the organisation a key, and take it away: what outlives a contributor is a delegate's."""
    if not user.is_active:
        return False
    return mandates_on(user, organisation, at.date()).filter(kind=MandateKind.DELEGATE).exists()


def _may_act(
    user: Any, organisation: Organisation, at: datetime, *, kinds: tuple[str, ...], statuses: list[str]
) -> bool:
    if not user.is_active or not may_be_acted_for(organisation, at, statuses=statuses):
        return False
    return mandates_on(user, organisation, at.date()).filter(kind__in=kinds).exists()


def can_read_register(user: Any) -> bool:
    """See the desk's list of organisations, with standings and mandates."""
    return has_role(
        user,
        StaffRole.EDITOR,
        StaffRole.TRANSLATOR,
        StaffRole.CAMPAIGNER,
        StaffRole.MEMBERSHIP_OFFICER,
        StaffRole.FINANCE,
        StaffRole.RETURNING_OFFICER,
    )


def can_edit_organisation(user: Any, organisation: Organisation | None = None) -> bool:
    return has_role(user, StaffRole.EDITOR, StaffRole.MEMBERSHIP_OFFICER)


def can_merge_organisations(user: Any) -> bool:
    """And split them again."""
    return has_role(user, StaffRole.EDITOR, StaffRole.MEMBERSHIP_OFFICER)


def can_freeze(user: Any) -> bool:
    """Shut an organisation's access and open it again: whoever hears of an arrest first."""
    return has_role(user, StaffRole.EDITOR, StaffRole.MEMBERSHIP_OFFICER)


def can_keep_register(user: Any) -> bool:
    """Change standings, give and end mandates."""
    return has_role(user, StaffRole.MEMBERSHIP_OFFICER)
