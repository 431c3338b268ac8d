from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "ifex.network.bulletins"
    label = "bulletins"

    def ready(self):
        # Deferred: models exist only once all apps are loaded.
        from . import registrations  # noqa: PLC0415

        registrations.register()
