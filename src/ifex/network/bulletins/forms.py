"""What one fills in to have mail sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.languages import LANGUAGE_TABLE
from ifex.instruments.taxonomy.enums import COUNTRIES
from ifex.instruments.taxonomy.queries import choices

from .addresses import AddressNotUnderstood, clean_address
from .enums import Occupation
from .offered import bulletin_choices


def _countries() -> list[tuple[str, Any]]:
    return [("", _("No answer")), *choices(COUNTRIES)]


class ChoicesForm(forms.Form):
    """What a subscriber wants; every answer but the language is optional."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[(row.code, row.name) for row in LANGUAGE_TABLE]
    )
    bulletins = forms.MultipleChoiceField(
        label=_("What you would like to receive"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=bulletin_choices,
    )  # fmt: skip
    occupation = forms.ChoiceField(
        label=_("Who you are"), required=False, choices=[("", _("No answer")), *Occupation.choices]
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=_countries)

    def choices_made(self) -> dict[str, Any]:
        names = ("language", "bulletins", "occupation", "country")
        return {name: self.cleaned_data[name] for name in names}


class SignUpForm(ChoicesForm):
    address = forms.CharField(
        label=_("E-mail address"),
        max_length=300,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": _("Write the address to which we may send mail.")},
    )
    field_order = ("address", "language", "bulletins", "occupation", "country")

    def clean_address(self) -> str:
        try:
            return clean_address(self.cleaned_data["address"])
        except AddressNotUnderstood as refused:
            raise ValidationError(
                _("This is not an e-mail address. It looks like name@example.org."), code="address"
            ) from refused


PAUSES = [(1, _("for a month")), (3, _("for three months")), (0, _("End the pause"))]


class PauseForm(forms.Form):
    """For how many months; 0 ends a pause."""

    months = forms.TypedChoiceField(label=_("Pause"), coerce=int, choices=PAUSES)
