from datetime import timedelta

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "ifex.foundations.mail"
    label = "mail"

    def ready(self) -> None:
        # Deferred: these modules import models, which exist only once all apps are loaded.
        from ifex.foundations.jobs.loops import Loop, register_loop  # noqa: PLC0415
        from ifex.foundations.jobs.periodic import register_periodic  # noqa: PLC0415

        from . import checks, hooks  # noqa: F401, PLC0415
        from .domain.fetching import fetch_mail  # noqa: PLC0415
        from .domain.inbound import route_due_messages  # noqa: PLC0415
        from .domain.sending import send_due_mail  # noqa: PLC0415

        hooks.connect()
        register_periodic("fetch-mail", every=timedelta(minutes=1), function=fetch_mail)
        register_loop(Loop("mail", send_due_mail, bell="mail"))
        register_loop(Loop("inbound-mail", route_due_messages, bell="inbound-mail"))
