"""The form of an alert and the forms of its children."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ifex.foundations.core.forms import LabelFormField
from ifex.foundations.files.domain.upload import store_upload
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.refusal import FileRefused
from ifex.instruments.cms.editing.fields import KeepsTerms, LinesField, PairsField, TermField, TermsField
from ifex.instruments.cms.editing.texts import texts_form
from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.network.archive.models import AlertText

from .contacts import ContactsField
from .record_forms import RecordForm

ALERT_TEXTS = ("title", "summary", "body", "motive", "justification")
NONE = "—"


class ChildForm(KeepsTerms, WagtailAdminModelForm):
    """A row that somebody added is kept also when it says nothing but its defaults: "unknown" is a value."""

    def has_changed(self) -> bool:
        return self.instance._state.adding or super().has_changed()


class TargetForm(ChildForm):
    kind = TermField(Vocabulary.TARGET_KINDS, label=_("Kind of target"), initial="journalists")
    nationality = TermField(COUNTRIES, label=_("Nationality"), none=NONE)
    gender_factor = TermField(Vocabulary.GENDER_FACTORS, label=_("Was gender a factor?"), initial="unknown")
    variants = LinesField(label=_("Name variants"))


class PerpetratorForm(ChildForm):
    kind = TermField(Vocabulary.PERPETRATOR_KINDS, label=_("Kind of perpetrator"), initial="unknown")
    certainty = TermField(Vocabulary.PERPETRATOR_CERTAINTY, label=_("Certainty"), initial="unknown")


class SourceForm(ChildForm):
    facts = PairsField(
        label=_("Facts that differ"), help_text=_("One in each line, as “what: how they tell it”")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("organisation", "name", "url")):
            self.add_error("name", _("Say who reported it, or give the address of the original."))
        return cleaned


class ActionForm(ChildForm):
    kind = TermField(Vocabulary.RECOMMENDED_ACTIONS, label=_("What to do"), initial="write-to-authorities")
    text = LabelFormField(label=_("In words"), required=False, max_length=2000, rows=2)
    addressees = ContactsField(
        label=_("To"),
        help_text=_(
            "Each on lines such as “Post: Minister of Justice”, with an empty line between two. Labels: name, post,"
            " address, phone, fax, e-mail, website. An indented line goes on with the one above."
        ),
    )
    copies = ContactsField(label=_("Copies to"), rows=2)


class AttachmentForm(ChildForm):
    """The upload is stored as soon as it arrives, so that it survives whatever else is wrong with the form."""

    upload = forms.FileField(label=_("File"), required=False)
    stored = forms.CharField(required=False, widget=forms.HiddenInput)
    caption = LabelFormField(label=_("Caption"), required=False, max_length=500)
    alternative_text = LabelFormField(
        label=_("Alternative text"),
        required=False,
        max_length=400,
        help_text=_("What a picture shows, for those who do not see it. In every language of the alert."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.file_id:
            self.fields["upload"].help_text = _("Now: %(name)s") % {"name": self.instance.file.name}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file = self._stored_file(cleaned)
        if file is not None:
            self.instance.file = file
        elif not self.instance.file_id and not self.is_deferred_validation and not self.errors:
            self.add_error("upload", _("Choose a file."))
        return cleaned

    def _stored_file(self, cleaned: dict[str, Any]) -> StoredFile | None:
        if not cleaned.get("upload"):
            return StoredFile.objects.filter(sha256=cleaned.get("stored") or "").first()
        try:
            file = store_upload(cleaned["upload"], by=self.for_user)
        except FileRefused as refused:
            self.add_error("upload", str(refused.reason))
            return None
        self.data = self.data.copy()
        self.data[self.add_prefix("stored")] = file.sha256
        self.fields["upload"].help_text = _("Now: %(name)s") % {"name": file.name}
        return file


class AlertForm(texts_form(AlertText, names=ALERT_TEXTS, rich=["body"], base=RecordForm)):
    kind = TermField(Vocabulary.ALERT_KINDS, label=_("Kind"), initial="alert")
    urgency = TermField(Vocabulary.URGENCY_LEVELS, label=_("Urgency"), initial="standard")
    country = TermField(COUNTRIES, label=_("Country"), none=NONE)
    further_countries = TermsField(
        COUNTRIES, label=_("Further countries"), widget=forms.SelectMultiple(attrs={"size": 5})
    )
    primary_issue = TermField(Vocabulary.ISSUE_AREAS, label=_("Primary issue"), none=NONE)
    further_issues = TermsField(Vocabulary.ISSUE_AREAS, label=_("Further issues"))
    primary_violation = TermField(
        Vocabulary.VIOLATION_TYPES,
        label=_("Primary violation"),
        none=NONE,
        help_text=_("The most severe; totals count this one only"),
    )
    further_violations = TermsField(Vocabulary.VIOLATION_TYPES, label=_("Further violations"))
    developments = TermsField(
        Vocabulary.POSITIVE_DEVELOPMENTS,
        label=_("Positive developments"),
        help_text=_("A release, a repealed law, an acquittal …"),
    )
    expression_link = TermField(Vocabulary.EXPRESSION_LINKS, label=_("Link to free expression"), none=NONE)
    verification = TermField(Vocabulary.VERIFICATION_LEVELS, label=_("Verification"), none=NONE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for first, further in (
            ("country", "further_countries"),
            ("primary_issue", "further_issues"),
            ("primary_violation", "further_violations"),
        ):
            if further in cleaned:
                cleaned[further] = [slug for slug in cleaned[further] if slug != cleaned.get(first)]
        return cleaned
