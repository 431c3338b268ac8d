"""De-naming a person, from their page: what it does, how it stands, and what it came to."""

from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from ifex.foundations.jobs.domain.job import ask_for_job
from ifex.foundations.jobs.models import Job
from ifex.network.archive.denaming_job import DENAMING
from ifex.network.archive.domain.denaming import PseudonymRefused, refuse_telling
from ifex.network.archive.models import Person

from .persons import appearances_of
from .publications import RecordPageMixin


class DenamingForm(forms.Form):
    pseudonym = forms.CharField(
        label=gettext_lazy("Name that stands in its place"),
        max_length=200,
        help_text=gettext_lazy("In every language alike: one that nobody knows them by."),
    )
    is_sure = forms.BooleanField(
        label=gettext_lazy("I know that it cannot be taken back"),
        error_messages={"required": gettext_lazy("Say so, if it is to be done.")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_pseudonym(self) -> str:
        pseudonym = " ".join(self.cleaned_data["pseudonym"].split())
        try:
            refuse_telling(self.person, pseudonym)
        except PseudonymRefused:
            raise forms.ValidationError(_("This gives a part of the name itself.")) from None
        return pseudonym


class DenameView(RecordPageMixin, FormView):
    page_title = gettext_lazy("De-name")
    header_icon = "warning"
    template_name = "archive/editing/dename.html"
    permission_required = "merge"
    form_class = DenamingForm
    model = Person

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.object}

    def form_valid(self, form: DenamingForm) -> HttpResponse:
        ask_for_job(
            DENAMING,
            by=self.request.user,
            person=self.object.standing.uid,
            pseudonym=form.cleaned_data["pseudonym"],
        )
        messages.success(self.request, _("It has begun, and goes on though you leave this page."))
        return redirect("wagtailsnippets_archive_person:dename", quote(self.object.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = Job.objects.filter(kind=DENAMING, arguments__person=self.object.standing.uid)
        return {
            **super().get_context_data(**kwargs),
            "object": self.object,
            "record_url": self.record_url(),
            "appearances": appearances_of(self.object),
            "job": asked.order_by("-pk").first(),
        }
