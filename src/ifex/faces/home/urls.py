"""The front page of a language."""

from django.urls import path

from . import views

app_name = "home"
urlpatterns = [path("", views.show_front, name="front-show")]
