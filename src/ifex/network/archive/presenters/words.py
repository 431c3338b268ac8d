"""The words of a publication in the reader's language, or in the best other one."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ifex.foundations.core.html import clean_html, html_to_text
from ifex.foundations.core.languages import (
    DEFAULT_LANGUAGE,
    LANGUAGE_CODES,
    LANGUAGE_TABLE,
    Language,
    best_language,
    get_language_row,
)
from ifex.instruments.taxonomy.enums import INTERNATIONAL, Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.models import Publication


def place_labels(facts: dict[str, Any]) -> list[str]:
    """Its countries by name, or "International"."""
    if facts.get("international"):
        return [term_label(Vocabulary.REGIONS, INTERNATIONAL)]
    return [country_label(code) for code in facts["countries"]]


@dataclass(frozen=True)
class Words:
    """One language of a publication. `is_other`: not the language that was asked for."""

    language: Language
    is_other: bool
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.parts.get("title", "")

    @property
    def summary(self) -> str:
        """As plain text."""
        return self.text("summary")

    def text(self, name: str) -> str:
        """A part as plain text."""
        return html_to_text(self.parts.get(name, ""))

    def html(self, name: str) -> SafeString:
        """A part as HTML. Cleaned here once more: this is the last door before a reader's browser."""
        return mark_safe(clean_html(self.parts.get(name, "")))  # noqa: S308

    @property
    def body(self) -> SafeString:
        return self.html("body")

    @property
    def motive(self) -> SafeString:
        return self.html("motive")

    @property
    def justification(self) -> SafeString:
        return self.html("justification")

    @property
    def state_reply(self) -> SafeString:
        return self.html("state_reply")

    @property
    def outcome(self) -> SafeString:
        return self.html("outcome")


def words_for(publication: Publication, wanted: str) -> Words:
    """In `wanted` if it is published in it, else in the first of the language table that it is published in."""
    return words_of(publication.texts, wanted)


def words_of(texts: dict[str, dict[str, Any]], wanted: str) -> Words:
    code = best_language([code for code in texts if code in LANGUAGE_CODES], wanted)
    if code is None:
        return Words(get_language_row(DEFAULT_LANGUAGE), is_other=False)
    return Words(get_language_row(code), is_other=code != wanted, parts=texts[code])


def languages_of(publication: Publication) -> list[Language]:
    """The languages it is published in, in the order of the table."""
    return [row for row in LANGUAGE_TABLE if row.code in publication.texts]
