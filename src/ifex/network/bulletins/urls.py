"""Addresses of subscribers, under a language."""

from django.urls import path

from .views import own_page, sign_up

app_name = "bulletins"
urlpatterns = [
    path("weekly-updates/", sign_up.sign_up, name="subscriber-sign-up"),
    path("weekly-updates/confirm/<str:token>/", sign_up.confirm, name="subscriber-confirm"),
    path("weekly-updates/mine/<str:token>/", own_page.show_own, name="subscriber-own"),
    path("weekly-updates/mine/<str:token>/data.json", own_page.download, name="subscriber-download"),
    path("weekly-updates/mine/<str:token>/leave/", own_page.leave, name="subscriber-leave"),
]
