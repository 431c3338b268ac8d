"""A working record to be read, not written: for campaigners, for translators beside the texts, and for whoever
finds a colleague in the form. It shows what the public would see: pseudonyms instead of names."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from wagtail.admin.panels import Panel

from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.html import clean_html
from ifex.foundations.core.languages import LANGUAGE_TABLE, Language
from ifex.network.archive.domain.facts import TEXT_FIELDS, facts_of
from ifex.network.archive.domain.parts import parts_of
from ifex.network.archive.domain.publication import kind_of

from .facts_in_words import FactInWords, facts_in_words


@dataclass(frozen=True)
class TextToRead:
    """One language. `parts` are (name of the part, label, words); the body is cleaned HTML."""

    language: Language
    state: str
    parts: list[tuple[str, Any, str]]


def facts_to_read(record: Any) -> list[FactInWords]:
    return facts_in_words(facts_of(parts_of(record)))


def texts_to_read(record: Any) -> list[TextToRead]:
    rows = {row.language: row for row in record.texts.all()}
    names = TEXT_FIELDS[kind_of(record)]
    return [
        TextToRead(
            language,
            VersionState(rows[language.code].state).label,
            words_to_read(record, {name: getattr(rows[language.code], name) for name in names}),
        )
        for language in LANGUAGE_TABLE
        if language.code in rows
    ]


def words_to_read(record: Any, text: dict[str, str]) -> list[tuple[str, Any, str]]:
    """The parts of one text that are written, as TextToRead has them."""
    model = record._meta.get_field("texts").related_model
    return [
        (name, capfirst(model._meta.get_field(name).verbose_name), _shown(name, text[name]))
        for name in TEXT_FIELDS[kind_of(record)]
        if text.get(name)
    ]


def _shown(name: str, words: str) -> str:
    # Cleaned when it was written, and here once more: this is the last door before a browser.
    return mark_safe(clean_html(words)) if name == "body" else words  # noqa: S308


class FactsPanel(Panel):
    """The facts beside the texts, for those whose form has the texts alone."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "archive/editing/facts_panel.html"

        def is_shown(self) -> bool:
            return self.form is not None and not self.form.has_facts and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "facts": facts_to_read(self.instance)}
