"""Stands before Wagtail's addresses under admin/: pages of the desk that take the place of Wagtail's."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from .desk_account import DeskAccountView

urlpatterns = [path("account/", require_admin_access(DeskAccountView.as_view()))]
