"""The pattern of principle 1: facts are one row, words are a row for each language.

A room subclasses `LanguageVersion`, adds its texts (title, body …) and a key to the thing they tell of.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import VersionState
from .languages import LANGUAGE_CODES, LANGUAGE_TABLE


class LanguageVersion(models.Model):
    """One text in one language. `state` says how far it has come; only the room's domain moves it."""

    language = models.CharField(
        _("language"), max_length=8, choices=[(row.code, row.name) for row in LANGUAGE_TABLE]
    )
    state = models.CharField(
        _("state"), max_length=12, choices=VersionState.choices, default=VersionState.DRAFT
    )

    class Meta:
        abstract = True


def in_table_order(codes: "list[str] | set[str]") -> list[str]:
    """The language codes `codes` in the order of the language table, unknown ones last."""
    known = [code for code in LANGUAGE_CODES if code in codes]
    return known + sorted(set(codes) - set(known))
