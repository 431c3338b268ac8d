from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "ifex.faces.api"
    label = "api"

    def ready(self) -> None:
        from ifex.instruments.cms.navigation import register_item  # noqa: PLC0415 (models are there only now)

        register_item(place="footer", title=_("Data and API"), url_name="api:docs-show", order=60)
