"""Who may see and answer what readers report: it can hold what endangers somebody."""

from typing import Any

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.permissions import has_role


def can_answer_reports(user: Any) -> bool:
    return has_role(user, StaffRole.EDITOR)
