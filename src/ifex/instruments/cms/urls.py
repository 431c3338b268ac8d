"""Addresses without a language."""

from django.urls import path

from . import photographs, views

app_name = "cms"

urlpatterns = [
    path("styles/<slug:digest>.css", views.show_stylesheet, name="stylesheet"),
    path("files/images/<str:name>", photographs.serve_rendition, name="photograph-serve"),
]
