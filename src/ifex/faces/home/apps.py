from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "ifex.faces.home"
    label = "home"
