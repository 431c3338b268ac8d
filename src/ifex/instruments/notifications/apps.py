from datetime import timedelta

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "ifex.instruments.notifications"
    label = "notifications"

    def ready(self) -> None:
        # Deferred: models exist only once all apps are loaded.
        from ifex.foundations.jobs.periodic import register_periodic  # noqa: PLC0415

        from .domain.daily import mail_daily_news  # noqa: PLC0415

        register_periodic("daily-news", every=timedelta(days=1), function=mail_daily_news, at_hour=6)
