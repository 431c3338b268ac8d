"""The second step of signing in: an authenticator app, recovery codes, passkeys."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from ifex.foundations.accounts.models import User
from ifex.foundations.audit.domain import Actor, record_act

from .accounts import end_sessions


@transaction.atomic
def set_up_totp(user: User, *, secret: str | None = None) -> tuple[str, list[str]]:
    """Give `user` an authenticator app and recovery codes, without a browser (the demonstration, tests).

    `secret` is in base 32, as authenticator apps take it; made at random by default. What was set up before
    (app and codes; not passkeys) is replaced. Returns the secret and the unused recovery codes.
    """
    secret = secret or generate_totp_secret()
    Authenticator.objects.filter(
        user=user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    ).delete()
    TOTP.activate(user, secret)
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    record_act("second-step-added", by=user, subject_kind="user", subject=user.pk, kind="totp")
    return secret, codes


@transaction.atomic
def reset_second_step(user: User, *, by: Actor) -> int:
    """Remove app, codes and passkeys of someone who lost them, and end all sessions. Returns how many."""
    count: int = Authenticator.objects.filter(user=user).delete()[0]
    record_act("second-step-reset", by=by, subject_kind="user", subject=user.pk, count=count)
    end_sessions(user, by=by)
    return count
