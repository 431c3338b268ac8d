"""A document as engines take it: fields of tokens, joined by spaces. Nothing in it is specific to an engine.

Fields: `text.<language>` (title thrice, summary twice, body once: a word weighs by where it stands, and one
field is quicker than three), `exact.<language>` (the second analysis of a language that has one), `labels`
(names in all languages of what the document is about, each analysed in its language), `names` (consonant
skeletons),
`spelling` (words as readers spell them, for completions and "did you mean").
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from ifex.foundations.core.languages import LANGUAGE_CODES

from .analysis import Analyser, find_exacter, get_analyser
from .analysis.names import skeletons
from .analysis.spelling import name_spellings, spellings
from .analysis.words import WORD
from .documents import Document, DocumentKey, Texts
from .facets import find_facet

# No word contains it: a phrase never reaches over it.
GAP = "¶"
TEXT, EXACT, LABELS, NAMES, SPELLING = "text", "exact", "labels", "names", "spelling"
# The facet that the histogram counts: the year of the event.
HISTOGRAM = "year"
_LONGEST_BODY = 1_000_000


def text_field(language: str) -> str:
    return f"{TEXT}.{language}"


def exact_field(language: str) -> str:
    return f"{EXACT}.{language}"


def all_fields() -> list[str]:
    """Every field of tokens that a document may have."""
    exact = [exact_field(code) for code in LANGUAGE_CODES if find_exacter(code)]
    return [*(text_field(code) for code in LANGUAGE_CODES), *exact, LABELS, NAMES, SPELLING]


@dataclass(frozen=True)
class AnalysedDocument:
    """`fields` maps a field to its tokens joined by spaces; `facets` to values with their groups."""

    key: DocumentKey
    stamp: str
    at: datetime
    fields: dict[str, str]
    facets: dict[str, list[str]]


def analyse_document(document: Document) -> AnalysedDocument:
    """Tokens of every field."""
    fields: dict[str, str] = {}
    spelt: set[str] = set()
    for language, texts in document.texts.items():
        if language in LANGUAGE_CODES:
            fields |= _language_fields(language, texts, spelt)
    labels = _label_tokens(document, spelt)
    if labels:
        fields[LABELS] = labels
    names = _name_tokens(document, spelt)
    if names:
        fields[NAMES] = names
    fields[SPELLING] = " ".join(spelt)
    facets = {name: _facet_values(name, values) for name, values in document.facets.items() if values}
    if document.year is not None:
        facets[HISTOGRAM] = [str(document.year)]
    return AnalysedDocument(
        key=document.key, stamp=document.stamp, at=document.at, fields=fields, facets=facets
    )


def _language_fields(language: str, texts: Texts, spelt: set[str]) -> dict[str, str]:
    words = [WORD.findall(text) for text in (texts.title, texts.summary, texts.body[:_LONGEST_BODY])]
    for found in words:
        spelt |= spellings(found)
    fields = {text_field(language): _weighted(get_analyser(language), words)}
    exacter = find_exacter(language)
    if exacter is not None:
        fields[exact_field(language)] = _weighted(exacter, words)
    return fields


def _weighted(analyser: Analyser, words: list[list[str]]) -> str:
    title, summary, body = map(analyser.join_words, words)
    return f" {GAP} ".join(part for part in (title, title, title, summary, summary, body) if part)


@lru_cache(maxsize=20_000)
def _label(language: str, label: str) -> tuple[str, frozenset[str]]:
    """Labels are few and come again and again."""
    words = WORD.findall(label)
    return get_analyser(language).join_words(words), frozenset(spellings(words))


def _label_tokens(document: Document, spelt: set[str]) -> str:
    parts: dict[str, None] = {}
    for language, labels in document.labels.items():
        for label in labels:
            tokens, spellings_of_label = _label(language, label)
            parts[tokens] = None
            spelt |= spellings_of_label
    for name in document.names:
        parts |= dict.fromkeys(_name(name).labels)
    return f" {GAP} ".join(part for part in parts if part)


class _Name(NamedTuple):
    """A name as every language's words, as its readers spell it, and as its consonants."""

    labels: tuple[str, ...]
    spelt: frozenset[str]
    bones: str


@lru_cache(maxsize=20_000)
def _name(name: str) -> _Name:
    """Members, outlets and places come again and again."""
    words = WORD.findall(name)
    return _Name(
        tuple(dict.fromkeys(get_analyser(language).join_words(words) for language in LANGUAGE_CODES)),
        frozenset(spellings(words) | name_spellings(words)),
        " ".join(skeletons(name)),
    )


def _name_tokens(document: Document, spelt: set[str]) -> str:
    names = [_name(name) for name in document.names]
    spelt.update(*(name.spelt for name in names))
    return f" {GAP} ".join(name.bones for name in names if name.bones)


def _facet_values(name: str, values: list[str]) -> list[str]:
    facet = find_facet(name)
    return facet.with_parents(values) if facet is not None else list(dict.fromkeys(values))
