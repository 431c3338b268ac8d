from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "ifex.instruments.discussion"
    label = "discussion"

    def ready(self) -> None:
        # Deferred: it fills a registry at start; models exist only once all apps are loaded.
        from . import audit_sentences  # noqa: F401, PLC0415
