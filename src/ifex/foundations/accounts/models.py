"""Users. An e-mail address is the name one signs in with."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core import clock
from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_TABLE

from .enums import StaffRole


def language_choices() -> list[tuple[str, str]]:
    """A function, so that a fifth language needs no migration."""
    return [(row.code, row.name) for row in LANGUAGE_TABLE]


class UserManager(BaseUserManager["User"]):
    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """All in lower case: addresses that differ by case alone reach the same person."""
        return super().normalize_email(email).strip().lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.normalize_email(username))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. Staff roles are Django groups named after `StaffRole`; see `domain/roles.py`.

    Everybody knows the password of an account with `is_demonstration`: it is shut wherever IFEX_DEMO is not set.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"), max_length=8, default=DEFAULT_LANGUAGE, choices=language_choices
    )
    is_staff = models.BooleanField(_("works for the secretariat"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=clock.now, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)
    is_demonstration = models.BooleanField(_("log-in of the demonstration"), default=False, editable=False)
    session_epoch = models.PositiveIntegerField(_("session epoch"), default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="accounts_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(is_active=False),
                name="accounts_erased_may_not_sign_in",
            ),
        ]

    @property
    def may_sign_in(self) -> bool:
        return self.is_active and (settings.IFEX_DEMO or not self.is_demonstration)

    @cached_property
    def roles(self) -> frozenset[StaffRole]:
        """The staff roles of a user who may sign in; read once for each request."""
        if not self.may_sign_in:
            return frozenset()
        names = self.groups.filter(name__in=StaffRole.values).values_list("name", flat=True)
        return frozenset(StaffRole(name) for name in names)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django compares this with each session: a new epoch ends every session on every machine at once.
        key_salt = "ifex.accounts.session"
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac(key_salt, value, secret=secret, algorithm="sha256").hexdigest()

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        # Wagtail's menu shows it, and the address where there is none. May go once it asks get_short_name.
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.email
