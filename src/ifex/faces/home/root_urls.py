"""The bare address, which has no language."""

from django.urls import path

from . import views

app_name = "root"
urlpatterns = [path("", views.choose_language, name="language-choose")]
