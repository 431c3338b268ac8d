"""Addresses without a language."""

from django.urls import path

from . import views

app_name = "cms"

urlpatterns = [
    path("styles/<slug:digest>.css", views.show_stylesheet, name="stylesheet"),
]
