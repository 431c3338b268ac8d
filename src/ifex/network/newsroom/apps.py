from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "ifex.network.newsroom"
    label = "newsroom"

    def ready(self):
        # Deferred: models exist only once all apps are loaded.
        from . import registrations  # noqa: PLC0415

        registrations.register()
