"""What the forms of alerts and cases have in common."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.forms import LabelFormField
from ifex.foundations.core.languages import LANGUAGE_CODES, LANGUAGE_TABLE
from ifex.instruments.cms.editing.texts import TextsForm
from ifex.network.archive.domain.editing import version_mark
from ifex.network.archive.enums import GoesOut, RecordState
from ifex.network.archive.permissions import can_edit_facts, can_publish_alert

REASON_FOR = "pass-"
NOT_OF_THE_RECORD = ("seen", "note", "withhold", "overruling")
STATES_THAT_THE_PUBLIC_KNOWS = (RecordState.PUBLISHED, RecordState.WITHDRAWN)


class OverrulingField(forms.CharField):
    """Why an alarm of the gate of names is false. It stands above the form, beside the passages, and belongs to it."""

    def __init__(self, *, form_id: str = "w-editor-form") -> None:
        super().__init__(
            label=_("Why this gives nobody away"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2, "form": form_id}),
            help_text=_("Kept in the audit trail. Do not write the name itself."),
        )


class RecordForm(TextsForm):
    """Texts, what belongs to a public correction, and the mark of the version that the editor began with.

    Translators get the texts alone, and call none ready: the translation board asks a second person for that.
    """

    source_language = forms.ChoiceField(
        label=_("Source language"),
        required=False,
        choices=[("", _("The first that is written")), *((row.code, row.name) for row in LANGUAGE_TABLE)],
        help_text=_("The others are marked out of date when this one changes"),
    )
    awaited_languages = forms.MultipleChoiceField(
        label=_("Languages awaited"),
        required=False,
        choices=[(row.code, row.name) for row in LANGUAGE_TABLE],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With “all together”: nothing goes out before each of these is ready"),
    )
    note = LabelFormField(
        label=_("What has changed"),
        required=False,
        max_length=2000,
        rows=2,
        help_text=_("Readers see it beside the correction, for ever. At least one language."),
    )
    withhold = forms.BooleanField(
        label=_("Withhold the earlier text"),
        required=False,
        help_text=_(
            "When a correction protects somebody: readers no longer see what was published before, nor what was said"
            " of it. It cannot be undone. A name behind a pseudonym is withheld unasked."
        ),
    )
    overruling = OverrulingField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = version_mark(self.instance)
        may_publish = bool(self.for_user and can_publish_alert(self.for_user))
        if not (may_publish and self.instance.state in STATES_THAT_THE_PUBLIC_KNOWS):
            del self.fields["note"], self.fields["withhold"]
        if not may_publish:
            del self.fields["overruling"]
        if self.for_user and not can_edit_facts(self.for_user):
            self._keep_texts_alone()
        self.fields["title_en"].widget.attrs["autofocus"] = True

    def _keep_texts_alone(self) -> None:
        texts = {f"{name}_{code}" for name in (*self.text_fields, "state") for code in LANGUAGE_CODES}
        for name in set(self.fields) - texts - {"seen"}:
            del self.fields[name]
        self.formsets = {}
        for code in LANGUAGE_CODES:
            self._leave_ready_to_others(f"state_{code}")

    def _leave_ready_to_others(self, name: str) -> None:
        field, present = self.fields[name], self.initial.get(name)
        ready = VersionState.READY
        field.choices = [choice for choice in field.choices if choice[0] != ready or present == ready]

    @property
    def has_facts(self) -> bool:
        return "source_language" in self.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.has_facts:
            self._send_rewritten_to_review(cleaned)
        if self.has_facts and not cleaned.get("source_language"):
            written = [code for code in LANGUAGE_CODES if any(self.text_values(code).values())]
            cleaned["source_language"] = written[0] if written else ""
        if cleaned.get("goes_out") == GoesOut.TOGETHER and not cleaned.get("awaited_languages"):
            self.add_error("awaited_languages", _("Say for which languages it waits."))
        return cleaned

    def _send_rewritten_to_review(self, cleaned: dict[str, Any]) -> None:
        """What an editor called ready was other words; what readers have is rewritten on the translation board."""
        for code in LANGUAGE_CODES:
            rewritten = [name for name in self.text_fields if f"{name}_{code}" in self.changed_data]
            if rewritten and self.initial.get(f"state_{code}") in (
                VersionState.PUBLISHED,
                VersionState.STALE,
            ):
                self.add_error(
                    f"{rewritten[0]}_{code}",
                    _(
                        "Readers have this text. Change it on the translation board: a second person reads it there."
                    ),
                )
            elif rewritten and cleaned.get(f"state_{code}") == VersionState.READY:
                cleaned[f"state_{code}"] = VersionState.IN_REVIEW

    @property
    def note_given(self) -> dict[str, str]:
        return self.cleaned_data.get("note") or {}

    @property
    def withholds(self) -> bool:
        return bool(self.cleaned_data.get("withhold"))

    @property
    def overruling_given(self) -> str:
        return (self.cleaned_data.get("overruling") or "").strip()

    @property
    def passing_given(self) -> dict[str, str]:
        """Why what the checklist found may stand, by the finding's digest."""
        names = [name for name in self.data if name.startswith(REASON_FOR)]
        return {name.removeprefix(REASON_FOR): self.data[name] for name in names if self.data[name].strip()}

    def changed_fields(self) -> list[str]:
        """Names only, children by their relation: for the audit trail."""
        own = [name for name in self.changed_data if name not in NOT_OF_THE_RECORD]
        children = [
            name for name, rows in self.formsets.items() if any(row.has_changed() for row in rows.forms)
        ]
        return own + children

    def show_present_mark(self, stored: Any) -> None:
        """The next submission knowingly follows `stored`."""
        self.data = self.data.copy()
        self.data["seen"] = version_mark(stored)
