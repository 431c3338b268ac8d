"""Texts in every language side by side: form fields `title_en`, `title_fr` …, saved as rows of a `LanguageVersion`."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import FieldComparison, diff_text
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, PanelGroup
from wagtail.admin.widgets import AdminAutoHeightTextInput

from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.html import html_to_text
from ifex.foundations.core.languages import LANGUAGE_CODES, LANGUAGE_TABLE, Language

from .fields import KeepsTerms, OneLineField, RichField, rich_editor

STATES_TO_CHOOSE = (VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.READY)


class TextsForm(KeepsTerms, WagtailAdminModelForm):
    """Made by `texts_form`. Empty languages make no row; a state that only the domain gives can be kept, not given."""

    text_model: type[Model]
    text_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        kwargs["initial"] = {**self._initial_texts(instance), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        for row in LANGUAGE_TABLE:
            for name in self.text_fields:
                field = self.fields[f"{name}_{row.code}"]
                if isinstance(field, RichField):
                    field.widget = rich_editor(lang=row.code, dir=row.direction)
            self._offer_states(f"state_{row.code}")

    def _initial_texts(self, instance: Any) -> dict[str, Any]:
        if instance is None:
            return {}
        return {
            f"{name}_{row.language}": getattr(row, name)
            for row in instance.texts.all()
            for name in (*self.text_fields, "state")
        }

    def _offer_states(self, name: str) -> None:
        present = self.initial.get(name)
        offered = dict.fromkeys([*STATES_TO_CHOOSE, *([VersionState(present)] if present else [])])
        self.fields[name].choices = [(state.value, state.label) for state in offered]

    @property
    def has_texts(self) -> bool:
        """Whether any language has words, as the form stands."""
        names = (f"{name}_{code}" for name in self.text_fields for code in LANGUAGE_CODES)
        return any(self[name].value() for name in names)

    def text_values(self, code: str) -> dict[str, str]:
        """What the form says in one language, once it is clean."""
        return {name: self.cleaned_data.get(f"{name}_{code}") or "" for name in self.text_fields}

    def stage_texts(self) -> None:
        """Put the rows beside the instance, as formsets do: written when it is saved, seen by previews at once."""
        rows = {row.language: row for row in self.instance.texts.all()}
        kept = [row for code, row in rows.items() if code not in LANGUAGE_CODES]
        for code in LANGUAGE_CODES:
            values = self.text_values(code)
            if not any(values.values()):
                continue
            row = rows.get(code) or self.text_model(language=code)
            for name, words in values.items():
                setattr(row, name, words)
            row.state = self.cleaned_data.get(f"state_{code}") or VersionState.DRAFT
            kept.append(row)
        self.instance.texts.set(kept)

    def save(self, commit: bool = True) -> Any:
        self.stage_texts()
        return super().save(commit=commit)


def texts_form(
    text_model: type[Model], *, names: Iterable[str], rich: Iterable[str] = (), base: type = TextsForm
) -> type[TextsForm]:
    """A form class with a field for each of `names` in each language; those in `rich` are rich text."""
    wanted, rich_names = tuple(names), frozenset(rich)
    declared: dict[str, Any] = {"text_model": text_model, "text_fields": wanted}
    for row in LANGUAGE_TABLE:
        for name in wanted:
            declared[f"{name}_{row.code}"] = _field_for(
                text_model._meta.get_field(name), row, name in rich_names
            )
        declared[f"state_{row.code}"] = forms.ChoiceField(
            label=_("State"), choices=VersionState.choices, initial=VersionState.DRAFT, required=False
        )
    return type(base)(f"{text_model.__name__}sForm", (base,), declared)


def _field_for(model_field: Any, language: Language, is_rich: bool) -> forms.Field:
    attrs: dict[str, Any] = {"lang": language.code, "dir": language.direction}
    label = capfirst(model_field.verbose_name)
    if is_rich:
        return RichField(label=label, required=False)
    if model_field.max_length:
        widget = AdminAutoHeightTextInput(attrs={**attrs, "rows": 2})
        return OneLineField(label=label, required=False, max_length=model_field.max_length, widget=widget)
    return forms.CharField(
        label=label, required=False, widget=AdminAutoHeightTextInput(attrs={**attrs, "rows": 2})
    )


class LanguageColumn(PanelGroup):
    """One language's fields, in its direction."""

    def __init__(self, language: Language, names: Iterable[str], **kwargs: Any) -> None:
        kwargs.pop("children", None)
        kwargs.setdefault("heading", language.name)
        self.language = language
        self.names = tuple(names)
        super().__init__([FieldPanel(f"{name}_{language.code}") for name in (*self.names, "state")], **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "language": self.language, "names": self.names}

    class BoundPanel(PanelGroup.BoundPanel):
        template_name = "cms/editing/language_column.html"

        @property
        def language(self) -> Language:
            return self.panel.language

        @property
        def is_open(self) -> bool:
            """A language without words is folded away, unless none has any yet."""
            return self.is_filled or not self.form.has_texts

        @property
        def is_filled(self) -> bool:
            return any(child.bound_field.value() for child in self.visible_children[:-1])


class LanguagesPanel(PanelGroup):
    """The columns. `names` are fields of the text rows that stand under `instance.texts`."""

    def __init__(self, names: Iterable[str], **kwargs: Any) -> None:
        kwargs.pop("children", None)
        kwargs.setdefault("heading", _("Texts"))
        kwargs.setdefault("icon", "pilcrow")
        self.names = tuple(names)
        super().__init__([LanguageColumn(row, self.names) for row in LANGUAGE_TABLE], **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "names": self.names}

    class BoundPanel(PanelGroup.BoundPanel):
        template_name = "cms/editing/languages.html"

        @property
        def media(self) -> forms.Media:
            return super().media + editing_media()

        def get_comparison(self) -> list[Any]:
            model = self.panel.model._meta.get_field("texts").related_model
            return [
                partial(TextComparison, model._meta.get_field(name), language)
                for language in LANGUAGE_TABLE
                for name in (*self.panel.names, "state")
            ]


class TextComparison(FieldComparison):
    """One field in one language of two versions of the same thing."""

    def __init__(self, field: Field, language: Language, before: Any, after: Any) -> None:
        self.field = field
        self.language = language
        self.val_a = self._words(before)
        self.val_b = self._words(after)

    def _words(self, thing: Any) -> str:
        row = next((row for row in thing.texts.all() if row.language == self.language.code), None)
        if row is None:
            return ""
        if self.field.name == "state":
            return str(VersionState(row.state).label)
        words = getattr(row, self.field.name)
        return html_to_text(words) if self.field.name == "body" else words

    def field_label(self) -> str:
        return f"{super().field_label()} ({self.language.name})"

    def htmldiff(self) -> str:
        return diff_text(self.val_a, self.val_b).to_html()


def editing_media() -> forms.Media:
    return forms.Media(css={"all": ["cms/editing/editing.css"]})
