from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "ifex.instruments.cms"
    label = "cms"
