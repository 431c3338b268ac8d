"""Addresses of the newsroom for readers, under a language."""

from django.urls import path

from .views import reports

app_name = "newsroom"
urlpatterns = [path("report/", reports.report, name="report-send")]
