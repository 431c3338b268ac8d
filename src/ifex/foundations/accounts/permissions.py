"""Who is what on the staff. What one does for a member organisation is a mandate (`members`)."""

from typing import Any

from .enums import StaffRole
from .queries import users_owing_second_step


def has_role(user: Any, *roles: StaffRole) -> bool:
    """Whether `user` (anyone, also somebody not signed in) has at least one of `roles`.

    A superuser has no role unless it was granted: installing the machine is not editing, and the acts of a
    returning officer or a finance officer must be theirs. Superusers can give
    themselves one, which is audited.
    """
    return bool(user.is_authenticated and user.roles.intersection(roles))


def owes_second_step(user: Any) -> bool:
    """Whether `user` must set up a second step before anything else: one query."""
    return bool(user.is_authenticated and users_owing_second_step().filter(pk=user.pk).exists())
