from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from ifex.foundations.core.erasures import register_erasure


def _make_role_groups(using: str, **kwargs: Any) -> None:
    # Deferred: models exist only once all apps are loaded.
    from .domain.roles import make_role_groups  # noqa: PLC0415

    make_role_groups(using=using)


class AccountsConfig(AppConfig):
    name = "ifex.foundations.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Deferred: these modules import models, which exist only once all apps are loaded.
        from . import audit_sentences, checks, receivers  # noqa: F401, PLC0415
        from .domain.accounts import ERASED, erase_user_again  # noqa: PLC0415

        register_erasure(ERASED, erase_user_again)
        post_migrate.connect(_make_role_groups, sender=self, dispatch_uid="accounts.role_groups")
