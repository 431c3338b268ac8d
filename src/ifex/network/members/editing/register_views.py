"""Changing a standing, giving and ending a mandate: each a small page that makes one call of the domain."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminDateInput

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.instruments.cms.editing.fields import TermField
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.network.members.directory import forget_member_rows
from ifex.network.members.domain.freezing import freeze_organisation, thaw_organisation
from ifex.network.members.domain.mandates import MandateAlreadyGiven, end_mandate, give_mandate
from ifex.network.members.domain.standings import StandingOutOfOrder, change_standing
from ifex.network.members.enums import MandateKind
from ifex.network.members.models import Mandate, Organisation
from ifex.network.members.permissions import can_freeze

from .organisation_forms import address_of


class StandingForm(forms.Form):
    status = TermField(Vocabulary.MEMBERSHIP_STATUSES, label=gettext_lazy("Standing"))
    from_on = forms.DateField(label=gettext_lazy("From"), widget=AdminDateInput, initial=clock.today)


class MandateForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Of the person's account. Who has none is invited first"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Mandate"), choices=MandateKind.choices)
    from_on = forms.DateField(label=gettext_lazy("From"), widget=AdminDateInput, initial=clock.today)

    def clean_email(self) -> str:
        email = User.objects.normalize_email(self.cleaned_data["email"])
        self.user = User.objects.filter(email=email, is_active=True).first()
        if self.user is None:
            raise forms.ValidationError(_("No account has this address."))
        return email


class EndForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("Ends on"),
        widget=AdminDateInput,
        initial=clock.today,
        help_text=gettext_lazy("The first day on which it does not count any more"),
    )


class RegisterView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """`save(form)` makes the call and returns the message; what it refuses it adds to the form, and returns ""."""

    model: Any = Organisation
    header_icon = "group"
    template_name = "members/editing/register_form.html"
    permission_required = "keep"

    def setup(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.organisation = self.find_organisation(pk)

    def find_organisation(self, pk: int) -> Organisation:
        return get_object_or_404(Organisation, pk=pk)

    def save(self, form: Any) -> str:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        message = self.save(form)
        if not message:
            return self.form_invalid(form)
        forget_member_rows()
        messages.success(self.request, message)
        return redirect(address_of("edit", self.organisation.pk))

    def get_page_subtitle(self) -> str:
        return str(self.organisation)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        url = address_of("edit", self.organisation.pk)
        return [
            *self.breadcrumbs_items,
            {"url": url, "label": capfirst(str(self.organisation))},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "media": context["form"].media, "back": address_of("edit", self.organisation.pk)}


class StandingView(RegisterView):
    page_title = gettext_lazy("Change standing")
    form_class = StandingForm

    def save(self, form: Any) -> str:
        values = form.cleaned_data
        try:
            change_standing(
                self.organisation, status=values["status"], from_on=values["from_on"], by=self.request.user
            )
        except StandingOutOfOrder:
            form.add_error("from_on", _("The standing that runs now begins on that day or later."))
            return ""
        return _("The standing of %(name)s is changed.") % {"name": self.organisation}


class GiveMandateView(RegisterView):
    page_title = gettext_lazy("Give mandate")
    form_class = MandateForm

    def save(self, form: Any) -> str:
        values = form.cleaned_data
        try:
            give_mandate(
                form.user,
                organisation=self.organisation,
                kind=values["kind"],
                from_on=values["from_on"],
                by=self.request.user,
            )
        except MandateAlreadyGiven:
            form.add_error(None, _("This person has that mandate already."))
            return ""
        return _("%(name)s has the mandate.") % {"name": form.user}


class FreezeView(RegisterView):
    """Freezes, or where it is frozen opens again."""

    form_class = forms.Form
    template_name = "members/editing/freeze.html"
    permission_required = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_freeze(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self) -> str:
        return _("Open its access again") if self.organisation.frozen_at else _("Freeze its access")

    def save(self, form: Any) -> str:
        name = {"name": self.organisation}
        if self.organisation.frozen_at:
            thaw_organisation(self.organisation, by=self.request.user)
            return _("The access of %(name)s is open again.") % name
        freeze_organisation(self.organisation, by=self.request.user, at=clock.now())
        return _("The access of %(name)s is frozen, and its people are signed out.") % name


class EndMandateView(RegisterView):
    page_title = gettext_lazy("End mandate")
    form_class = EndForm

    def find_organisation(self, pk: int) -> Organisation:
        self.mandate = get_object_or_404(Mandate.objects.select_related("organisation", "user"), pk=pk)
        return self.mandate.organisation

    def get_page_subtitle(self) -> str:
        return f"{self.mandate.user} · {self.mandate.get_kind_display()} · {self.organisation}"

    def save(self, form: Any) -> str:
        end_mandate(self.mandate, on=form.cleaned_data["on"], by=self.request.user)
        return _("The mandate of %(name)s is ended.") % {"name": self.mandate.user}
