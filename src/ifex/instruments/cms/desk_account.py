"""The desk's page about one's own account, in the place of Wagtail's: that asks for names our users do not have."""

from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin import messages
from wagtail.admin.views.account import AccountView, BaseSettingsPanel, ThemeSettingsPanel
from wagtail.users.models import UserProfile

from ifex.foundations.accounts.forms import AccountForm
from ifex.foundations.accounts.models import User


class AccountPanel(BaseSettingsPanel):
    name = "account"
    title = gettext_lazy("Name and language")
    order = 100
    form_class = AccountForm


class DeskAccountView(AccountView):
    def get_panels(self) -> list[Any]:
        user = self.request.user
        profile = UserProfile.get_for_user(user)
        return [panel(self.request, user, profile) for panel in (AccountPanel, ThemeSettingsPanel)]

    def get_menu_items(self) -> list[dict[str, Any]]:
        words = {"label": _("Password and second step"), "help_text": ""}
        return [{"url": reverse("accounts:account-show"), **words}]

    def post(self, request: HttpRequest) -> HttpResponse:
        """As Wagtail's, without its line in a log that would keep the name; the audit trail has one."""
        forms = [panel.get_form() for panel in self.get_panels()]
        if not all(form.is_valid() for form in forms):
            return self.render_to_response(self.get_context_data())
        with transaction.atomic():
            for form in forms:
                form.save()
        with override(cast(User, request.user).language):
            messages.success(request, _("Your account is saved."))
        return redirect("wagtailadmin_account")
