"""Form fields that every room needs."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .labels import Labels
from .languages import LANGUAGE_TABLE


class LabelWidget(forms.MultiWidget):
    """One labelled input for each language, with its own `lang` and `dir`. Inputs are named `name_fr`."""

    template_name = "core/label_widget.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int | None = None) -> None:
        """With `rows` the inputs are text areas."""
        inputs: dict[str, forms.Widget | type[forms.Widget]] = {}
        for row in LANGUAGE_TABLE:
            own = {**(attrs or {}), "lang": row.code, "dir": row.direction}
            inputs[row.code] = forms.Textarea({**own, "rows": rows}) if rows else forms.TextInput(own)
        super().__init__(inputs, attrs)

    def decompress(self, value: Labels | None) -> list[str]:
        return [(value or {}).get(row.code, "") for row in LANGUAGE_TABLE]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for row, widget in zip(LANGUAGE_TABLE, context["widget"]["subwidgets"], strict=True):
            widget["language"] = row
        return context


class LabelFormField(forms.MultiValueField):
    """Edits a `LabelField`. Cleans to `{"en": …}` without empty values.

    `required` asks for at least one language, `require_every_language` for all of them.
    """

    widget = LabelWidget
    default_error_messages = {
        "every_language": _("Please write it in every language. Missing: %(languages)s."),
    }

    def __init__(
        self,
        *,
        max_length: int = 300,
        rows: int | None = None,
        require_every_language: bool = False,
        **kwargs: Any,
    ) -> None:
        self.require_every_language = require_every_language
        # A model's JSONField hands these over; they mean nothing here.
        for name in ("encoder", "decoder"):
            kwargs.pop(name, None)
        fields = [
            forms.CharField(max_length=max_length, required=False, label=row.name) for row in LANGUAGE_TABLE
        ]
        kwargs.setdefault("widget", LabelWidget(rows=rows))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> Labels:
        pairs = zip(LANGUAGE_TABLE, data_list or [], strict=False)
        return {row.code: text for row, text in pairs if text}

    def validate(self, value: Labels) -> None:
        super().validate(value)
        missing = [row.name for row in LANGUAGE_TABLE if not value.get(row.code)]
        if self.require_every_language and missing and (self.required or value):
            raise ValidationError(
                self.error_messages["every_language"],
                code="every_language",
                params={"languages": ", ".join(missing)},
            )
