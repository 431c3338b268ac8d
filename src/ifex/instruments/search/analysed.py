"""A document as engines take it: fields of tokens, joined by spaces. Nothing in it is specific to an engine.

Fields: `text.<language>` (title thrice, summary twice, body once: a word weighs by where it stands, and one
field is quicker than three), `exact.<language>` (the second analysis of a language that has one), `labels`
(names in all languages of what the document is about, each analysed in its language), `names` (consonant
skeletons),
`spelling` (words as readers spell them, for completions and "did you mean").
"""

from dataclasses import dataclass
from datetime import datetime

from ifex.foundations.core.languages import LANGUAGE_CODES

from .analysis import find_exacter, get_analyser
from .analysis.names import skeletons
from .analysis.spelling import name_spellings, spellings
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
    for language, texts in document.texts.items():
        if language in LANGUAGE_CODES:
            fields |= _language_fields(language, texts)
    labels = _label_tokens(document)
    if labels:
        fields[LABELS] = labels
    names = f" {GAP} ".join(bones for name in document.names if (bones := " ".join(skeletons(name))))
    if names:
        fields[NAMES] = names
    fields[SPELLING] = _spelling_tokens(document)
    facets = {name: _facet_values(name, values) for name, values in document.facets.items() if values}
    if document.year is not None:
        facets[HISTOGRAM] = [str(document.year)]
    return AnalysedDocument(
        key=document.key,
        stamp=document.stamp,
        at=document.at,
        fields=fields,
        facets=facets,
    )


def _language_fields(language: str, texts: Texts) -> dict[str, str]:
    body_text = texts.body[:_LONGEST_BODY]
    analyser = get_analyser(language)
    title, summary, body = (
        analyser.joined(texts.title),
        analyser.joined(texts.summary),
        analyser.joined(body_text),
    )
    parts = [part for part in (title, title, title, summary, summary, body) if part]
    fields = {text_field(language): f" {GAP} ".join(parts)}
    exacter = find_exacter(language)
    if exacter is not None:
        title, summary = exacter.joined(texts.title), exacter.joined(texts.summary)
        parts = [title, title, title, summary, summary, exacter.joined(body_text)]
        fields[exact_field(language)] = " ".join(part for part in parts if part)
    return fields


def _label_tokens(document: Document) -> str:
    parts: dict[str, None] = {}
    for language, labels in document.labels.items():
        analyser = get_analyser(language)
        for label in labels:
            parts[analyser.joined(label)] = None
    for name in document.names:
        for language in LANGUAGE_CODES:
            parts[get_analyser(language).joined(name)] = None
    return f" {GAP} ".join(part for part in parts if part)


def _spelling_tokens(document: Document) -> str:
    found: set[str] = set()
    for texts in document.texts.values():
        found |= spellings(texts.title)
        found |= spellings(texts.summary)
        found |= spellings(texts.body[:_LONGEST_BODY])
    for labels in document.labels.values():
        for label in labels:
            found |= spellings(label)
    for name in document.names:
        found |= spellings(name)
        found |= name_spellings(name)
    return " ".join(found)


def _facet_values(name: str, values: list[str]) -> list[str]:
    facet = find_facet(name)
    return facet.with_parents(values) if facet is not None else list(dict.fromkeys(values))
