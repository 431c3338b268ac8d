"""The newsroom at the desk."""

from wagtail import hooks

from .editing.report_views import ReportsViewSet
from .editing.submission_views import SubmissionsViewSet


@hooks.register("register_admin_viewset")
def show_reports():
    return ReportsViewSet()


@hooks.register("register_admin_viewset")
def show_submissions():
    return SubmissionsViewSet()
