"""`ifex user`: accounts and roles from the command line."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from ifex.foundations.accounts.domain.accounts import (
    EmailIsTaken,
    add_user,
    deactivate_user,
    end_sessions,
    erase_user,
    reactivate_user,
    send_invitation,
)
from ifex.foundations.accounts.domain.roles import AccountIsErased, grant_role, revoke_role
from ifex.foundations.accounts.domain.second_step import reset_second_step
from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.models import User
from ifex.foundations.accounts.permissions import owes_second_step
from ifex.foundations.accounts.queries import has_second_step
from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_CODES

BY = "command-line"

_ACTS_ON_ONE = {
    "invite": "mail (again) the link to choose a password",
    "reset-mfa": "remove the authenticator app, recovery codes and passkeys of someone who lost them",
    "end-sessions": "sign the person out everywhere",
    "deactivate": "close the account and end its sessions",
    "reactivate": "open a closed account again",
    "erase": "remove everything personal for ever; the number stays in the audit trail",
}


class Command(BaseCommand):
    help = "Adds, lists and changes the accounts of people who sign in, and their staff roles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        add = acts.add_parser("add", help="add an account")
        add.add_argument("email")
        add.add_argument("--name", default="")
        add.add_argument("--language", default=DEFAULT_LANGUAGE, choices=LANGUAGE_CODES)
        add.add_argument(
            "--role", action="append", default=[], choices=StaffRole.values, help="may be repeated"
        )
        add.add_argument(
            "--superuser", action="store_true", help="may do everything technical; has no role by that"
        )
        way = add.add_mutually_exclusive_group()
        way.add_argument(
            "--password-from-stdin", action="store_true", help="read the password from the first line"
        )
        way.add_argument("--invite", action="store_true", help="mail a link to choose a password")
        acts.add_parser("list", help="list the accounts")
        for name, text in {"grant": "give a role", "revoke": "take a role away"}.items():
            act = acts.add_parser(name, help=text)
            act.add_argument("email")
            act.add_argument("role", choices=StaffRole.values)
        for name, text in _ACTS_ON_ONE.items():
            acts.add_parser(name, help=text).add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        act = options["act"]
        try:
            if act == "add":
                self._add(options)
            elif act == "list":
                self._list()
            elif act in {"grant", "revoke"}:
                self._change_role(act, _find_user(options["email"]), StaffRole(options["role"]))
            else:
                self._act_on(act, _find_user(options["email"]))
        except AccountIsErased as refused:
            raise CommandError("That account is erased; nothing can be done with it.") from refused

    def _add(self, options: dict[str, Any]) -> None:
        password = _read_password(options["email"]) if options["password_from_stdin"] else None
        try:
            user = add_user(
                email=options["email"],
                name=options["name"],
                language=options["language"],
                roles=[StaffRole(role) for role in options["role"]],
                password=password,
                is_superuser=options["superuser"],
                by=BY,
            )
        except EmailIsTaken as refused:
            raise CommandError(
                f"{options['email']} has an account already; see `ifex user list`."
            ) from refused
        except ValidationError as refused:
            raise CommandError(f"{options['email']} is not an e-mail address.") from refused
        self.stdout.write(f"Added {user.email} (number {user.pk}).")
        if options["invite"]:
            self.stdout.write(f"Invited; the link in the mail is {send_invitation(user, by=BY)}")
        elif password is None:
            self.stdout.write(
                "No password: sign in with a mailed code, or run `ifex user invite` for this address."
            )
        if owes_second_step(user):
            self.stdout.write("At the first sign-in a second step (app or passkey) must be set up.")

    def _list(self) -> None:
        kept = User.objects.filter(erased_at__isnull=True).order_by("email")
        users = kept.annotate(is_safe=has_second_step()).prefetch_related("groups")
        for user in users:
            words = sorted(group.name for group in user.groups.all())
            words += ["superuser"] if user.is_superuser else []
            words += ["second step"] if user.is_safe else ["no second step"]
            words += [] if user.is_active else ["closed"]
            words += ["demonstration"] if user.is_demonstration else []
            self.stdout.write(f"{user.pk}\t{user.email}\t{user.name}\t{user.language}\t{', '.join(words)}")
        self.stdout.write(f"{len(users)} accounts.")

    def _change_role(self, act: str, user: User, role: StaffRole) -> None:
        if act == "grant":
            text = "now has" if grant_role(user, role, by=BY) else "had already"
        else:
            text = "no longer has" if revoke_role(user, role, by=BY) else "did not have"
        self.stdout.write(f"{user.email} {text} the role {role.value}.")

    def _act_on(self, act: str, user: User) -> None:
        if act == "invite":
            text = f"Invited {user.email}; the link in the mail is {send_invitation(user, by=BY)}"
        elif act == "reset-mfa":
            text = f"Removed {reset_second_step(user, by=BY)} second steps of {user.email}."
        elif act == "end-sessions":
            text = f"Ended {end_sessions(user, by=BY)} sessions of {user.email}."
        elif act == "deactivate":
            deactivate_user(user, by=BY)
            text = f"Closed the account {user.email}."
        elif act == "reactivate":
            reactivate_user(user, by=BY)
            text = f"Opened the account {user.email} again."
        else:
            erase_user(user, by=BY)
            text = f"Erased the account number {user.pk}."
        self.stdout.write(text)


def _find_user(email: str) -> User:
    try:
        return User.objects.get_by_natural_key(email)
    except User.DoesNotExist as missing:
        raise CommandError(f"No account has the address {email}; see `ifex user list`.") from missing


def _read_password(email: str) -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandError("No password came on the standard input: echo it into `ifex user add …`.")
    try:
        validate_password(password, User(email=email))
    except ValidationError as refused:
        raise CommandError(" ".join(refused.messages)) from refused
    return password
