"""Short labels in every language: one field with a value for each (long texts have a row for each instead)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .languages import DEFAULT_LANGUAGE, LANGUAGE_CODES

Labels = dict[str, str]


def pick_label(labels: Labels | None, language: str | None = None) -> str:
    """The label in `language` (the active one by default), else in the default language, else any; "" if none."""
    if not labels:
        return ""
    wanted = (language or get_language() or DEFAULT_LANGUAGE).split("-")[0]
    return labels.get(wanted) or labels.get(DEFAULT_LANGUAGE) or next(iter(labels.values()), "")


def validate_labels(value: Any) -> None:
    if not isinstance(value, dict) or not all(
        code in LANGUAGE_CODES and isinstance(text, str) for code, text in value.items()
    ):
        raise ValidationError(_("A label is one short text for each language."), code="labels")


class LabelField(models.JSONField):
    """`{"en": "Arrest", "fr": "Arrestation", …}`. Read it with `pick_label`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_labels]
