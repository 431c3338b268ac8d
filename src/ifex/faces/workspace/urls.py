"""The members' desk, under a language."""

from django.urls import path

from . import notifications, views

app_name = "workspace"
urlpatterns = [
    path("desk/", views.show_desk, name="desk-show"),
    path("desk/notifications/", notifications.show_notifications, name="notification-list"),
    path("desk/<slug:uid>/hide/", views.hide, name="organisation-hide"),
]
