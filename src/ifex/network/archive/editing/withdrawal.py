"""Taking something back in public: a page of its own, because it cannot be undone by a click."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.log_actions import log

from ifex.foundations.core.forms import LabelFormField
from ifex.network.archive.domain.locks import lock_of
from ifex.network.archive.domain.outlook import Outlook
from ifex.network.archive.domain.publication import NotPublished, PublicationRefused, withdraw

from .publications import RecordPageMixin
from .record_forms import OverrulingField
from .record_views import shown_passages


class WithdrawalForm(forms.Form):
    note = LabelFormField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=2000,
        rows=3,
        help_text=gettext_lazy("Readers find it at the old address, for ever. At least one language."),
    )
    overruling = OverrulingField(form_id="withdrawal-form")


class WithdrawView(RecordPageMixin, FormView):
    page_title = gettext_lazy("Withdraw")
    header_icon = "warning"
    template_name = "archive/editing/withdraw.html"
    permission_required = "withdraw"
    form_class = WithdrawalForm
    alarms: list[str] = []

    def form_valid(self, form: WithdrawalForm) -> HttpResponse:
        lock = lock_of(self.object)
        if lock and lock.for_user(self.request.user):
            form.add_error(None, lock.get_message(self.request.user))
            return self.form_invalid(form)
        values = form.cleaned_data
        try:
            withdraw(
                self.object,
                by=self.request.user,
                note=values["note"],
                overruling=values["overruling"].strip(),
            )
        except NotPublished:
            form.add_error(None, _("Only what is published can be withdrawn."))
            return self.form_invalid(form)
        except PublicationRefused as refused:
            for refusal in refused.refusals:
                form.add_error("note", refusal.message)
            self.alarms = shown_passages(Outlook(refused.refusals).passages)
            return self.form_invalid(form)
        log(instance=self.object, action="ifex.withdraw", user=self.request.user, content_changed=False)
        messages.success(self.request, _("“%(object)s” is withdrawn.") % {"object": self.object})
        return redirect(self.record_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "object": self.object, "record_url": self.record_url(), "alarms": self.alarms}
