"""Pages that editors arrange. They come last: what a room has an address for is that room's."""

from django.urls import re_path

from . import views

# The pattern and its name, without a namespace, are what Wagtail makes the addresses of pages from.
urlpatterns = [re_path(r"^((?:[\w\-]+/)*)$", views.serve_page, name="wagtail_serve")]
