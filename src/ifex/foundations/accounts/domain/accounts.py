"""Accounts from the invitation to the erasure. Nobody signs up by themselves."""

from collections.abc import Iterable
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.models import User
from ifex.foundations.accounts.queries import open_sessions
from ifex.foundations.audit.domain import Actor, record_act
from ifex.foundations.core import clock
from ifex.foundations.core.erasures import key_of, note_erasure, pk_in
from ifex.foundations.core.events import emit
from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.foundations.core.signed_links import LinkRefused, read_link, sign_link

from .roles import AccountIsErased, grant_role

INVITATION_IS_VALID_FOR = timedelta(days=7)
_INVITATION = "accounts.invitation"
ERASED = "user-erased"


class EmailIsTaken(Exception):
    """Another account has this e-mail address."""


class InvitationRefused(Exception):
    """The link is forged, used, replaced by a newer one, or past its time."""


@transaction.atomic
def add_user(
    *,
    email: str,
    name: str,
    by: Actor,
    language: str = DEFAULT_LANGUAGE,
    roles: Iterable[StaffRole] = (),
    password: str | None = None,
    is_superuser: bool = False,
    is_demonstration: bool = False,
) -> User:
    """A new account; without `password` one signs in by mailed code or chooses one by invitation. One of a
    demonstration (`is_demonstration`) is shut outside of it.

    Raises EmailIsTaken, and ValidationError for an e-mail address that cannot be one. The caller has checked
    the password against the validators.
    """
    email = User.objects.normalize_email(email)
    validate_email(email)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email,
                password,
                name=name,
                language=language,
                is_superuser=is_superuser,
                is_staff=is_superuser,
                is_demonstration=is_demonstration,
            )
    except IntegrityError as refused:
        raise EmailIsTaken(email) from refused
    record_act("user-added", by=by, subject_kind="user", subject=user.pk, superuser=is_superuser)
    for role in roles:
        grant_role(user, role, by=by)
    return user


@transaction.atomic
def invite_user(*, email: str, name: str, language: str, roles: Iterable[StaffRole], by: Actor) -> User:
    """A new account, and a mail in its language with a link to choose a password. Raises as `add_user`."""
    user = add_user(email=email, name=name, language=language, roles=roles, by=by)
    send_invitation(user, by=by)
    return user


@transaction.atomic
def send_invitation(user: User, *, by: Actor) -> str:
    """Mail (again) the link to choose a password; earlier links stop to work and sessions end. Returns the link.

    Raises AccountIsErased.
    """
    if user.erased_at is not None:
        raise AccountIsErased(user.pk)
    _start_new_epoch(user)
    token = sign_link(_INVITATION, {"user": user.pk, "epoch": user.session_epoch})
    with translation.override(user.language):
        link = settings.IFEX_BASE_URL + reverse("accounts:invitation-accept", args=[token])
        context = {
            "name": user.name,
            "link": link,
            "days": INVITATION_IS_VALID_FOR.days,
            "network_name": settings.IFEX_NAME,
        }
        subject = render_to_string("accounts/mail/invitation_subject.txt", context).strip()
        EmailMessage(
            subject, render_to_string("accounts/mail/invitation.txt", context), to=[user.email]
        ).send()
    record_act("user-invited", by=by, subject_kind="user", subject=user.pk)
    return link


def invited_user(token: str) -> User:
    """Whom the link of an invitation is for. Raises InvitationRefused."""
    seconds = int(INVITATION_IS_VALID_FOR.total_seconds())
    try:
        payload = read_link(_INVITATION, token, max_age_seconds=seconds)
    except LinkRefused as refused:
        raise InvitationRefused from refused
    user = User.objects.filter(
        pk=payload["user"], session_epoch=payload["epoch"], is_active=True, erased_at__isnull=True
    ).first()
    if user is None:
        raise InvitationRefused
    return user


@transaction.atomic
def accept_invitation(token: str, *, password: str) -> User:
    """Set the password that the invited person chose; the link is used up. Raises InvitationRefused."""
    user = invited_user(token)
    user.set_password(password)
    user.save(update_fields=["password"])
    _start_new_epoch(user)
    record_act("invitation-accepted", by=user, subject_kind="user", subject=user.pk)
    return user


@transaction.atomic
def edit_account(user: User, *, name: str, language: str, by: Actor) -> None:
    """What people say of themselves."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    record_act("account-edited", by=by, subject_kind="user", subject=user.pk)


@transaction.atomic
def deactivate_user(user: User, *, by: Actor) -> None:
    """The person may no longer sign in, and every session ends now. Roles are kept, without effect."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.__dict__.pop("roles", None)
    end_sessions(user, by=by)
    record_act("user-deactivated", by=by, subject_kind="user", subject=user.pk)
    emit("user_deactivated", user=user.pk)


@transaction.atomic
def reactivate_user(user: User, *, by: Actor) -> None:
    """The person may sign in again, with the roles of before. Raises AccountIsErased."""
    if user.erased_at is not None:
        raise AccountIsErased(user.pk)
    user.is_active = True
    user.save(update_fields=["is_active"])
    user.__dict__.pop("roles", None)
    record_act("user-reactivated", by=by, subject_kind="user", subject=user.pk)


@transaction.atomic
def end_sessions(user: User, *, by: Actor) -> int:
    """Sign the person out everywhere, at once and on every machine. Returns how many sessions there were."""
    keys = [session.session_key for session in open_sessions(user)]
    Session.objects.filter(session_key__in=keys).delete()
    _start_new_epoch(user)
    record_act("sessions-ended", by=by, subject_kind="user", subject=user.pk, count=len(keys))
    return len(keys)


@transaction.atomic
def erase_user(user: User, *, by: Actor) -> None:
    """Remove what is personal; the row stays, so that the audit trail's number still means one person.

    Emits `user_erased`, by which higher rooms remove what they hold. Erasing twice is harmless.
    """
    note_erasure(ERASED, key_of(user.pk, user.joined_at.isoformat()))
    deactivate_user(user, by=by)
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    UserProfile.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"erased-{user.pk}@erased.invalid"
    user.name = ""
    user.language = DEFAULT_LANGUAGE
    user.last_login = None
    user.is_staff = user.is_superuser = False
    user.erased_at = user.erased_at or clock.now()
    user.set_unusable_password()
    user.save(
        update_fields=[
            "email",
            "name",
            "language",
            "last_login",
            "is_staff",
            "is_superuser",
            "erased_at",
            "password",
        ]
    )
    record_act(ERASED, by=by, subject_kind="user", subject=user.pk)
    emit("user_erased", user=user.pk)


def erase_user_again(key: str) -> bool:
    """After a restore."""
    user = User.objects.filter(pk=pk_in(key), erased_at=None).first()
    if user is None or key_of(user.pk, user.joined_at.isoformat()) != key:
        return False
    erase_user(user, by="system:restore")
    return True


def _start_new_epoch(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
