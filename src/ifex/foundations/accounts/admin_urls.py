"""Stands before Wagtail's addresses under admin/: one way to sign in, one way to change accounts."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from . import views

urlpatterns = [
    path("login/", views.send_to_sign_in),
    path("password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    re_path(r"^password_reset/.+$", views.refuse),
    re_path(r"^users/.*$", views.refuse),
]
