from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "ifex.instruments.search"
    label = "search"
