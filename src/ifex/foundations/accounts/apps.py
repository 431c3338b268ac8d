from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ifex.foundations.accounts"
    label = "accounts"
