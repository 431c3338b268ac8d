"""Addresses under a language."""

from django.urls import path

from . import finding, views

app_name = "frame"

urlpatterns = [
    path("secure-connection/", views.show_secure_connection, name="secure-show"),
    path("opensearch.xml", finding.show_opensearch, name="opensearch-show"),
    path("style/", views.show_style_page, name="style"),
]
