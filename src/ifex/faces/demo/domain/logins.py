"""The log-ins of a demonstration. Everybody knows their passwords: made and open only where IFEX_DEMO is set."""

from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction

from ifex.faces.demo.domain.sending import send_submissions
from ifex.faces.demo.domain.translating import give_translations
from ifex.foundations.accounts.domain.accounts import EmailIsTaken, add_user
from ifex.foundations.accounts.domain.second_step import set_up_totp
from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.models import User
from ifex.foundations.accounts.permissions import owes_second_step
from ifex.foundations.core import clock
from ifex.network.members.domain.mandates import MandateAlreadyGiven, give_mandate
from ifex.network.members.enums import MandateKind
from ifex.network.members.models import Organisation
from ifex.network.members.queries import members_on

PASSWORD = "invented-lantern-1995"  # noqa: S105 known to everybody, on purpose
_BY = "demo"


@dataclass(frozen=True)
class Login:
    """One line of what the command prints. Secret and codes are empty where no second step is asked for."""

    email: str
    role: str
    password: str
    totp_secret: str
    recovery_codes: list[str]


@dataclass(frozen=True)
class _Part:
    email: str
    name: str
    language: str
    roles: tuple[StaffRole, ...]
    secret: str
    mandate: MandateKind | None = None
    is_superuser: bool = False


_PARTS = (
    _Part("operator@demo.example", "Odile Tournebise", "en", (StaffRole.OPERATOR, StaffRole.EDITOR),
          "MFRGGZDFMZTWQ2LK", is_superuser=True),
    _Part("editor@demo.example", "Desmond Inkpen", "en", (StaffRole.EDITOR,), "ONSWG4TFOQQGC3TE"),
    _Part("translator@demo.example", "Samia Kechrida", "ar", (StaffRole.TRANSLATOR,), ""),
    _Part("delegate@demo.example", "Estela Farolero", "es", (), "", MandateKind.DELEGATE),
    _Part("contributor@demo.example", "Anselme Beaurivage", "fr", (), "", MandateKind.CONTRIBUTOR),
)  # fmt: skip


def make_logins() -> list[Login]:
    """Make them where they are missing; recovery codes are new each time."""
    member = members_on(clock.today()).filter(uid__startswith="demo-o-").order_by("uid").first()
    logins = [_make_login(part, member) for part in _PARTS]
    people = {part.email.partition("@")[0]: User.objects.get(email=part.email) for part in _PARTS}
    send_submissions(contributor=people["contributor"], editor=people["editor"])
    give_translations(translator=people["translator"], editor=people["editor"])
    return logins


@transaction.atomic
def _make_login(part: _Part, member: Organisation | None) -> Login:
    user = _find_or_add(part)
    if part.mandate is not None and member is not None:
        with suppress(MandateAlreadyGiven):
            give_mandate(user, organisation=member, kind=part.mandate, from_on=clock.today(), by=_BY)
    secret, codes = "", list[str]()
    if part.secret or owes_second_step(user):
        secret, codes = set_up_totp(user, secret=part.secret or None)
    role = ", ".join(part.roles) or f"{part.mandate} of {member.acronym if member else '-'}"
    return Login(part.email, role, PASSWORD, secret, codes)


def _find_or_add(part: _Part) -> User:
    try:
        return add_user(
            email=part.email,
            name=part.name,
            language=part.language,
            roles=part.roles,
            password=PASSWORD,
            is_superuser=part.is_superuser,
            is_demonstration=True,
            by=_BY,
        )
    except EmailIsTaken:
        return User.objects.get(email=part.email)
