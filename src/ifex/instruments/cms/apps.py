from datetime import timedelta

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "ifex.instruments.cms"
    label = "cms"

    def ready(self):
        # Deferred: models exist only once all apps are loaded.
        from ifex.foundations.jobs.periodic import register_periodic  # noqa: PLC0415

        from .desk import open_desk_to_staff  # noqa: PLC0415
        from .navigation import register_item  # noqa: PLC0415
        from .scheduled_pages import follow_schedules_of_pages  # noqa: PLC0415

        # The last signal there is: by then every permission and collection has been made.
        last = [room for room in apps.get_app_configs() if room.models_module][-1]
        post_migrate.connect(open_desk_to_staff, sender=last, dispatch_uid="cms.open_desk_to_staff")
        register_periodic("scheduled-pages", every=timedelta(minutes=1), function=follow_schedules_of_pages)
        # The same for everybody: pages do not know who reads them.
        register_item(
            place="footer",
            title=_("Sign in for members and staff"),
            url_name="accounts:account-show",
            order=900,
        )
