"""What the forms of alerts and cases have in common."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.forms import LabelFormField
from ifex.foundations.core.languages import LANGUAGE_CODES, LANGUAGE_TABLE
from ifex.instruments.cms.editing.texts import TextsForm
from ifex.network.archive.domain.editing import version_mark
from ifex.network.archive.enums import RecordState
from ifex.network.archive.permissions import can_edit_facts, can_publish_alert

STATES_THAT_THE_PUBLIC_KNOWS = (RecordState.PUBLISHED, RecordState.WITHDRAWN)


class RecordForm(TextsForm):
    """Texts, the note of a public correction, and the mark of the version that the editor began with.

    Translators get the texts alone.
    """

    source_language = forms.ChoiceField(
        label=_("Source language"),
        required=False,
        choices=[("", _("The first that is written")), *((row.code, row.name) for row in LANGUAGE_TABLE)],
        help_text=_("The others are marked out of date when this one changes"),
    )
    note = LabelFormField(
        label=_("What has changed"),
        required=False,
        max_length=2000,
        rows=2,
        help_text=_("Readers see it beside the correction, for ever. At least one language."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = version_mark(self.instance)
        is_known = self.instance.state in STATES_THAT_THE_PUBLIC_KNOWS
        if not (is_known and self.for_user and can_publish_alert(self.for_user)):
            del self.fields["note"]
        if self.for_user and not can_edit_facts(self.for_user):
            self._keep_texts_alone()
        self.fields["title_en"].widget.attrs["autofocus"] = True

    def _keep_texts_alone(self) -> None:
        texts = {f"{name}_{code}" for name in (*self.text_fields, "state") for code in LANGUAGE_CODES}
        for name in set(self.fields) - texts - {"seen"}:
            del self.fields[name]
        self.formsets = {}

    @property
    def has_facts(self) -> bool:
        return "source_language" in self.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.has_facts and not cleaned.get("source_language"):
            written = [code for code in LANGUAGE_CODES if any(self.text_values(code).values())]
            cleaned["source_language"] = written[0] if written else ""
        return cleaned

    @property
    def note_given(self) -> dict[str, str]:
        return self.cleaned_data.get("note") or {}

    def changed_fields(self) -> list[str]:
        """Names only, children by their relation: for the audit trail."""
        own = [name for name in self.changed_data if name not in ("seen", "note")]
        children = [
            name for name, rows in self.formsets.items() if any(row.has_changed() for row in rows.forms)
        ]
        return own + children

    def show_present_mark(self, stored: Any) -> None:
        """The next submission knowingly follows `stored`."""
        self.data = self.data.copy()
        self.data["seen"] = version_mark(stored)
