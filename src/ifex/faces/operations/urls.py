from django.urls import path

from . import views

app_name = "operations"
urlpatterns = [
    path("health/", views.show_health, name="health-show"),
    path("mail/", views.list_kept_mail, name="mail-list"),
    path("mail/<int:number>/", views.show_kept_mail, name="mail-detail"),
]
