"""Who may change what all rooms speak with."""

from typing import Any

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.permissions import has_role


def can_edit_vocabularies(user: Any) -> bool:
    """Editors; and superusers, because the vocabularies belong to the installation."""
    return bool(user.is_active and (user.is_superuser or has_role(user, StaffRole.EDITOR)))
