"""Form fields of the desk: terms of vocabularies, lists as lines, rich text in our small HTML."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.rich_text import expand_db_html

from ifex.foundations.core.html import HtmlTooLong, clean_html
from ifex.instruments.taxonomy.enums import COUNTRIES
from ifex.instruments.taxonomy.queries import choices, country_row, vocabulary

RICH_FEATURES = ("bold", "italic", "h2", "h3", "h4", "ol", "ul", "blockquote", "hr", "link")
"""What `core.html.clean_html` lets stand, in the editor's words."""


class OfferedTerms(BaseChoiceIterator):
    """The terms in use, those that `kept` names although they are retired, and first the word for none."""

    def __init__(self, vocabulary: str, *, kept: Iterable[str] = (), none: Any = None) -> None:
        self.vocabulary = vocabulary
        self.kept = tuple(value for value in kept if value)
        self.none = none

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        if self.none is not None:
            yield "", self.none
        yield from choices(self.vocabulary, including=self.kept)
        # A slug that no vocabulary knows must not get lost by opening and saving a form.
        yield from ((value, value) for value in self.kept if not self._is_known(value))

    def _is_known(self, value: str) -> bool:
        if self.vocabulary == COUNTRIES:
            return country_row(value) is not None
        return value in vocabulary(self.vocabulary)


class TermField(forms.ChoiceField):
    """One term's slug (or a country's code: vocabulary `countries`), chosen by its label in the editor's language."""

    def __init__(self, vocabulary: str, *, none: Any = None, **kwargs: Any) -> None:
        """Without `none` a term must be chosen."""
        self.vocabulary = vocabulary
        self.none = none
        kwargs.setdefault("required", none is None)
        super().__init__(choices=OfferedTerms(vocabulary, none=none), **kwargs)

    def keep(self, value: Any) -> None:
        """Offer `value` too, should it be retired."""
        self.choices = OfferedTerms(self.vocabulary, kept=[value], none=self.none)


class FoldedChoices(forms.CheckboxSelectMultiple):
    """Checkboxes behind what is chosen of them: a long list costs the keyboard one stop while it is folded."""

    template_name = "cms/editing/folded_choices.html"
    use_fieldset = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        groups = context["widget"]["optgroups"]
        context["widget"]["chosen"] = [
            option["label"] for _group, options, _index in groups for option in options if option["selected"]
        ]
        for _group, options, _index in groups:
            for option in options:
                option["template_name"] = "django/forms/widgets/input.html"
        return context


class TermsField(forms.MultipleChoiceField):
    """Several terms' slugs as checkboxes."""

    widget = FoldedChoices

    def __init__(self, vocabulary: str, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("required", False)
        super().__init__(choices=OfferedTerms(vocabulary), **kwargs)

    def keep(self, value: Any) -> None:
        self.choices = OfferedTerms(self.vocabulary, kept=value or ())


class KeepsTerms:
    """For a form with term fields: what the row has now stays on offer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, TermField | TermsField):
                field.keep(getattr(self.instance, name, None))


class LinesField(forms.CharField):
    """A list of words, one in each line."""

    def __init__(self, *, rows: int = 2, longest: int = 300, **kwargs: Any) -> None:
        self.longest = longest
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("One in each line"))
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        for name in ("encoder", "decoder"):
            kwargs.pop(name, None)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:
        words = value if isinstance(value, list) else (value or "").splitlines()
        lines = [line.strip() for line in words if line.strip()]
        if any(len(line) > self.longest for line in lines):
            raise ValidationError(
                _("A line has more than %(count)s characters."), params={"count": self.longest}
            )
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != [line.strip() for line in (data or "").splitlines() if line.strip()]


class PairsField(forms.CharField):
    """Free facts as lines "what: how it was". Values that are no plain words stand as JSON."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{key}: {self._written(words)}" for key, words in value.items())

    def _written(self, value: Any) -> str:
        is_plain = isinstance(value, str) and "\n" not in value and self._read(value) == value
        return value if is_plain else json.dumps(value, ensure_ascii=False)

    def _read(self, text: str) -> Any:
        if text[:1] not in '{["-0123456789tfn':
            return text
        try:
            return json.loads(text)
        except ValueError:
            return text

    def to_python(self, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        facts = {}
        for line in (value or "").splitlines():
            if not line.strip():
                continue
            key, colon, words = line.partition(":")
            if not colon or not key.strip():
                raise ValidationError(_("Write each fact as “what: how it was”."))
            facts[key.strip()] = self._read(words.strip())
        return facts

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or {}) != self.to_python(data)
        except ValidationError:
            return True


class OneLineField(forms.CharField):
    """A headline in a narrow column: it may wrap there, and is stored as one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class RichField(forms.CharField):
    """Rich text that keeps only what `clean_html` knows. Give it its widget with `open_editor` in the form."""

    def to_python(self, value: Any) -> str:
        try:
            return clean_html(expand_db_html(super().to_python(value)))
        except HtmlTooLong as refused:
            raise ValidationError(_("This text is too long.")) from refused

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or "") != self.to_python(data)


def rich_editor(**attrs: Any) -> DraftailRichTextArea:
    """Wagtail's editor with our features. Only once all hooks are read: never in a class body."""
    return DraftailRichTextArea(features=list(RICH_FEATURES), attrs=attrs)
