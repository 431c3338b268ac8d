"""What a reader fills in."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from ifex.network.newsroom.enums import ReportKind

LONGEST = 5_000
_PATH = re.compile(r"/(?!/)[^\s\\]{0,498}")


class ReportForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it about?"), choices=ReportKind.choices)
    about = forms.CharField(
        label=_("Which page?"),
        required=False,
        max_length=500,
        help_text=_("Its address, if it is about one."),
    )
    words = forms.CharField(
        label=_("What should we know?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Please do not write where somebody in danger is."),
    )
    address = forms.CharField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("Only if you would like an answer."),
    )

    def clean_about(self) -> str:
        """The path of a page of this site; of anything else nothing is kept."""
        text: str = self.cleaned_data["about"]
        path = re.sub(r"^https?://[^/]+", "", text.strip())
        return path if _PATH.fullmatch(path) else ""

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if address:
            try:
                validate_email(address)
            except ValidationError as refused:
                raise ValidationError(
                    _("This is not an e-mail address. It looks like name@example.org.")
                ) from refused
        return address

    def answers(self) -> dict[str, Any]:
        names = ("kind", "about", "words", "address")
        return {name: self.cleaned_data[name] for name in names}
