from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "ifex.instruments.translation"
    label = "translation"

    def ready(self) -> None:
        # Deferred: it fills a registry at start; models exist only once all apps are loaded.
        from . import audit_sentences  # noqa: F401, PLC0415
