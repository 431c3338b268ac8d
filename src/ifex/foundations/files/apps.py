from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "ifex.foundations.files"
    label = "files"

    def ready(self) -> None:
        # Deferred: they fill registries at start; nothing of them is used here.
        from . import audit_sentences, checks  # noqa: F401, PLC0415
