from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration world: invented organisations, persons, cases and alerts."""

    name = "ifex.faces.demo"
    label = "demo"
