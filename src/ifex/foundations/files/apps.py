from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "ifex.foundations.files"
    label = "files"

    def ready(self) -> None:
        # Deferred: it fills a registry at start; nothing of it is used here.
        from . import audit_sentences  # noqa: F401, PLC0415
