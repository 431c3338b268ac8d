"""What people do with their own account on allauth's pages: into the audit trail, and into the session."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from ifex.foundations.audit.domain import record_act


@receiver(user_logged_in, dispatch_uid="accounts.signed_in")
def note_sign_in(user: Any, **kwargs: Any) -> None:
    record_act("signed-in", by=user, subject_kind="user", subject=user.pk)


@receiver(authenticator_added, dispatch_uid="accounts.second_step_added")
def note_second_step(request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    kind = str(authenticator.type)
    record_act("second-step-added", by=user, subject_kind="user", subject=user.pk, kind=kind)
    if kind != Authenticator.Type.RECOVERY_CODES:
        # The app or key was just used, so the page with the recovery codes need not ask for it again.
        record_authentication(request, user, "mfa", id=authenticator.pk, type=kind)


@receiver(authenticator_removed, dispatch_uid="accounts.second_step_removed")
def note_removed_second_step(user: Any, authenticator: Any, **kwargs: Any) -> None:
    record_act(
        "second-step-removed", by=user, subject_kind="user", subject=user.pk, kind=str(authenticator.type)
    )


@receiver(authenticator_reset, dispatch_uid="accounts.recovery_codes_made")
def note_new_recovery_codes(user: Any, **kwargs: Any) -> None:
    record_act("recovery-codes-made", by=user, subject_kind="user", subject=user.pk)


@receiver([password_changed, password_reset, password_set], dispatch_uid="accounts.password_changed")
def note_password(user: Any, **kwargs: Any) -> None:
    record_act("password-changed", by=user, subject_kind="user", subject=user.pk)
