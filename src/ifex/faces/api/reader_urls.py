"""The page about the API, under a language."""

from django.urls import path

from .docs import show_docs

app_name = "api"
urlpatterns = [path("", show_docs, name="docs-show")]
