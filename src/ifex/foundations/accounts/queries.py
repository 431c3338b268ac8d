"""Reads of accounts that are used in more than one place."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet

from ifex.foundations.core import clock

from .enums import ROLES_WITH_COMPULSORY_MFA, StaffRole
from .models import User

_SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def users_with_role(role: StaffRole) -> QuerySet[User]:
    """Those who have `role` and may sign in."""
    holders = User.objects.filter(groups__name=role.value, is_active=True)
    return holders if settings.IFEX_DEMO else holders.filter(is_demonstration=False)


def staff_with_role(*roles: StaffRole) -> list[User]:
    """Those who have any of `roles` and may sign in, each once, by name."""
    found = {user.pk: user for role in roles for user in users_with_role(role)}
    return sorted(found.values(), key=lambda user: (user.name.casefold(), user.pk))


def has_second_step() -> Exists:
    """Of users, for filters and annotations: an app or a passkey is set up; recovery codes do not count."""
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=_SECOND_STEPS))


def users_owing_second_step() -> QuerySet[User]:
    """Those who must set up a second step before they may do anything else."""
    names = [role.value for role in ROLES_WITH_COMPULSORY_MFA]
    has_strict_role = Exists(Group.objects.filter(user=OuterRef("pk"), name__in=names))
    return User.objects.filter(Q(is_superuser=True) | has_strict_role).filter(~has_second_step())


def open_sessions(user: User) -> list[Session]:
    """The person's sessions that have not expired. Reads every session: only people who sign in have one."""
    sessions = Session.objects.filter(expire_date__gt=clock.now()).iterator()
    return [session for session in sessions if session.get_decoded().get("_auth_user_id") == str(user.pk)]
