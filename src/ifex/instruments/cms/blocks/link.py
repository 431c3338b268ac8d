"""Where a block leads: a page, or an address. Part of other blocks."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ifex.foundations.core.languages import DEFAULT_LANGUAGE

_OF_THIS_SITE = re.compile(r"/(?:[^\s/\\][^\s\\]*)?")
_MAIL = re.compile(r"mailto:[^@\s]+@[^@\s]+")
_demand_web_address = URLValidator(schemes=["https", "http"])


def validate_address(address):
    """`https://…`, `mailto:…`, or an address of this site without its language: `/search/?country=TN`."""
    if not (_OF_THIS_SITE.fullmatch(address) or _MAIL.fullmatch(address)):
        _demand_web_address(address)


def in_reader_language(address):
    """An address of this site with the language of the page around it."""
    if not address.startswith("/"):
        return address
    return f"/{(get_language() or DEFAULT_LANGUAGE).split('-')[0]}{address}"


class AddressBlock(blocks.FieldBlock):
    """The same in every language, so no text to translate (as a CharBlock would be)."""

    def __init__(self, required=True, help_text=None, **kwargs):
        self.field = forms.CharField(
            required=required, help_text=help_text, max_length=500, validators=[validate_address]
        )
        super().__init__(**kwargs)

    class Meta:
        icon = "link"


class LinkValue(blocks.StructValue):
    @property
    def url(self):
        """Of the page in the reader's language, else of the address; "" without either."""
        page = self.get("page")
        if page is not None:
            return page.localized.url or ""
        return in_reader_language(self.get("address") or "")


class LinkBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = AddressBlock(
        label=_("or address"),
        required=False,
        help_text=_("https://… or an address of this site without its language, such as /search/?country=TN"),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["page"] and cleaned["address"]:
            raise blocks.StructBlockValidationError(
                block_errors={"address": ValidationError(_("Choose a page or write an address, not both."))}
            )
        return cleaned
