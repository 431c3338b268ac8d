from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "ifex.network.members"
    label = "members"
