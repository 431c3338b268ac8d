from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "ifex.foundations.core"
    label = "core"

    def ready(self) -> None:
        # Each room says in `privacy.py` which of its fields are personal, and for how long.
        autodiscover_modules("privacy")
