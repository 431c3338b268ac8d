"""A feed to read, and a key to give."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.languages import LANGUAGE_TABLE
from ifex.instruments.cms.editing.fields import OneLineField


class FeedForm(forms.Form):
    url = forms.URLField(
        label=_("Address of the feed"),
        help_text=_("RSS, Atom or JSON Feed. New stories come to the editors as suggestions."),
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput({"dir": "ltr"}),
    )
    language = forms.ChoiceField(
        label=_("Language of its stories"), choices=[(row.code, row.name) for row in LANGUAGE_TABLE]
    )


class KeyForm(forms.Form):
    name = OneLineField(
        label=_("For what"), help_text=_("“Our website”: so that you know it again"), max_length=100
    )
