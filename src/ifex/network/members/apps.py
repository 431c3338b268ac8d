from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "ifex.network.members"
    label = "members"

    def ready(self):
        # Deferred: the sentences are of models, which exist only once all apps are loaded.
        from . import audit_sentences  # noqa: F401, PLC0415
