from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save


class CmsConfig(AppConfig):
    name = "ifex.instruments.cms"
    label = "cms"

    def ready(self):
        # Deferred: models exist only once all apps are loaded.
        from wagtail.users.models import UserProfile  # noqa: PLC0415

        from .desk import keep_one_language, open_desk_to_staff  # noqa: PLC0415

        # The last signal there is: by then every permission and collection has been made.
        last = [room for room in apps.get_app_configs() if room.models_module][-1]
        post_migrate.connect(open_desk_to_staff, sender=last, dispatch_uid="cms.open_desk_to_staff")
        post_save.connect(keep_one_language, sender=UserProfile, dispatch_uid="cms.keep_one_language")
