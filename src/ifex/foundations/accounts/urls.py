"""Account pages of our own, and closed doors in front of pages of django-allauth that we do not offer."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from . import views

app_name = "accounts"

_to_security = RedirectView.as_view(pattern_name="mfa_index")

urlpatterns = [
    path("", views.show_account, name="account-show"),
    path("invitation/<str:token>/", views.show_invitation, name="invitation-accept"),
    # One address for each account, changed by an operator: it is what mailed codes go to.
    path("email/", _to_security, name="email"),
    re_path(r"^confirm-email/.*$", views.refuse, name="email-confirm"),
]
