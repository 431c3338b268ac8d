"""Staff roles are given and taken here alone, each time with an audit line."""

from django.contrib.auth.models import Group
from django.db import transaction

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.models import User
from ifex.foundations.audit.domain import Actor, record_act


class AccountIsErased(Exception):
    """Nothing can be done with an erased account."""


@transaction.atomic
def grant_role(user: User, role: StaffRole, *, by: Actor) -> bool:
    """Give `role`. True when the user did not have it. Raises AccountIsErased."""
    if user.erased_at is not None:
        raise AccountIsErased(user.pk)
    group, _ = Group.objects.get_or_create(name=role.value)
    if user.groups.filter(pk=group.pk).exists():
        return False
    user.groups.add(group)
    _mark_staff(user)
    record_act("role-granted", by=by, subject_kind="user", subject=user.pk, role=role.value)
    return True


@transaction.atomic
def revoke_role(user: User, role: StaffRole, *, by: Actor) -> bool:
    """Take `role` away. True when the user had it."""
    group = user.groups.filter(name=role.value).first()
    if group is None:
        return False
    user.groups.remove(group)
    _mark_staff(user)
    record_act("role-revoked", by=by, subject_kind="user", subject=user.pk, role=role.value)
    return True


def make_role_groups(*, using: str = "default") -> None:
    """One Django group for each staff role, named by its value; called after each migration."""
    present = set(Group.objects.using(using).values_list("name", flat=True))
    missing = [Group(name=value) for value in StaffRole.values if value not in present]
    Group.objects.using(using).bulk_create(missing, ignore_conflicts=True)


def _mark_staff(user: User) -> None:
    user.__dict__.pop("roles", None)
    for cache in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        user.__dict__.pop(cache, None)
    user.is_staff = user.is_superuser or user.groups.filter(name__in=StaffRole.values).exists()
    user.save(update_fields=["is_staff"])
