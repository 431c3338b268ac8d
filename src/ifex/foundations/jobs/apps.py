from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "ifex.foundations.jobs"
    label = "jobs"
