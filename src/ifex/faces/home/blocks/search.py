"""Which part of the archive a live block speaks of. Part of other blocks."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ifex.instruments.search.requests import SearchRequest
from ifex.network.archive.enums import SubjectKind


def validate_search(text):
    """What an address of the search page has behind its question mark; nothing in it may be dropped."""
    question = SearchRequest.from_params(QueryDict(text), kinds=(SubjectKind.ALERT.value,))
    asked = {key for key in QueryDict(text) if key != "q"}
    if question.notices or asked - {name for name, _values in question.filters} - {"sort"}:
        raise ValidationError(
            _("The search does not understand all of this. Copy it from the address of a search page.")
        )


class SearchBlock(blocks.FieldBlock):
    """The same in every language, so no text to translate."""

    def __init__(self, required=False, help_text=None, **kwargs):
        self.field = forms.CharField(
            required=required,
            max_length=1000,
            help_text=help_text
            or _(
                "What stands behind the question mark of a search: country=TN&year=2005..2011. Empty: everything."
            ),
            validators=[validate_search],
        )
        super().__init__(label=_("Search"), **kwargs)

    def clean(self, value):
        return super().clean((value or "").strip().lstrip("?"))

    class Meta:
        icon = "search"
        default = ""
