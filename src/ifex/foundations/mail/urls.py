"""Where a mail provider hands mail over. Without a secret in IFEX_MAIL_HOOKS there is no such address."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [path("mail/hooks/", include("anymail.urls"))] if settings.ANYMAIL.get("WEBHOOK_SECRET") else []
