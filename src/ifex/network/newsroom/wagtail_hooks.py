"""The newsroom at the desk."""

from wagtail import hooks

from .editing.report_views import ReportsViewSet


@hooks.register("register_admin_viewset")
def show_reports():
    return ReportsViewSet()
