from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "ifex.instruments.taxonomy"
    label = "taxonomy"
