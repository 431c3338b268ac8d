from django.apps import AppConfig

from ifex.foundations.core.erasures import register_erasure
from ifex.foundations.core.panels import fill_panel


class MembersConfig(AppConfig):
    name = "ifex.network.members"
    label = "members"

    def ready(self):
        # Deferred: the sentences are of models, which exist only once all apps are loaded.
        from . import audit_sentences  # noqa: F401, PLC0415
        from .account_panel import show_mandates  # noqa: PLC0415
        from .domain.organisations import HIDDEN, hide_organisation_again  # noqa: PLC0415
        from .translating import register_translating  # noqa: PLC0415

        fill_panel("accounts.account", show_mandates)
        register_translating()
        register_erasure(HIDDEN, hide_organisation_again)
