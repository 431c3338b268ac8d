"""Addresses without a language."""

from django.urls import path

from . import finding, photographs, views

app_name = "cms"

urlpatterns = [
    path("styles/<slug:digest>.css", views.show_stylesheet, name="stylesheet"),
    path("robots.txt", finding.show_robots, name="robots-show"),
    path("humans.txt", finding.show_humans, name="humans-show"),
    path(".well-known/security.txt", finding.show_security, name="security-show"),
    path("sitemap.xml", finding.show_sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:name>-<int:number>.xml", finding.show_sitemap, name="sitemap-show"),
    path("files/images/<str:name>", photographs.serve_rendition, name="photograph-serve"),
]
