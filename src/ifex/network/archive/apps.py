from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "ifex.network.archive"
    label = "archive"

    def ready(self):
        # Importing them registers them: gates, search declarations, audit sentences, loops.
        from . import registrations  # noqa: PLC0415 (models are there only now)

        registrations.register()
