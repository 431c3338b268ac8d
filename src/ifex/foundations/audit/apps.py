from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ifex.foundations.audit"
    label = "audit"
