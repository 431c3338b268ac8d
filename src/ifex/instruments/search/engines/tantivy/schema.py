"""How a document lies in tantivy.

Tokens come ready: every text field splits at spaces. `key` is stored (hits) and indexed (overwriting).
`entry` is a fast column of `<date><key><stamp>`, so that walking through all documents by date never opens
the document store. Facets lie twice: as one column for each facet (a JSON field, so that a new facet needs no
new schema) for filters and for counting a few, and all together in `values`, where counting all of them at
once takes half the time. The index is sorted newest first: among equal scores of a segment the newer document
comes first.
"""

from datetime import UTC, datetime

import tantivy

from ifex.instruments.search.analysed import EXACT, SPELLING, AnalysedDocument, all_fields
from ifex.instruments.search.documents import DocumentKey
from ifex.instruments.search.protocol import IndexEntry

KEY, KIND, AT, ENTRY, FACETS, VALUES = "key", "kind", "at", "entry", "facets", "values"
_TOKENISER = "spaces"
_EPOCH = datetime(1, 1, 1, tzinfo=UTC)
_DATE_DIGITS = 13
_PART = "\t"
VALUE_PART = "\t"


def field_name(name: str) -> str:
    """tantivy reads a dot as a path."""
    return name.replace(".", "_")


def make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in all_fields():
        option = "basic" if name == SPELLING else "freq" if name.startswith(EXACT) else "position"
        builder.add_text_field(field_name(name), tokenizer_name=_TOKENISER, index_option=option)
    builder.add_text_field(KEY, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(KIND, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(AT, fast=True)
    builder.add_text_field(ENTRY, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_json_field(FACETS, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(VALUES, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def prepare(index: tantivy.Index) -> tantivy.Index:
    """Give an opened index what it does not keep in its files."""
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENISER, spaces)
    return index


def moment_number(at: datetime) -> int:
    """Milliseconds since the year 1: never negative."""
    delta = at - _EPOCH
    return delta.days * 86_400_000 + delta.seconds * 1000 + delta.microseconds // 1000


def key_text(key: DocumentKey) -> str:
    return f"{key.kind}{_PART}{key.uid}"


def read_key(text: str) -> DocumentKey:
    kind, _, uid = text.partition(_PART)
    return DocumentKey(kind, uid)


def entry_text(document: AnalysedDocument) -> str:
    number = moment_number(document.at)
    return f"{number:0{_DATE_DIGITS}x}{key_text(document.key)}{_PART}{document.stamp}"


def entry_number(text: str) -> int:
    """The date of an entry as `moment_number` made it."""
    return int(text[:_DATE_DIGITS], 16)


def read_entry(text: str) -> IndexEntry:
    number = entry_number(text)
    kind, uid, stamp = text[_DATE_DIGITS:].split(_PART, 2)
    days, milliseconds = divmod(number, 86_400_000)
    at = datetime.fromordinal(days + 1).replace(tzinfo=UTC)
    seconds, rest = divmod(milliseconds, 1000)
    at = at.replace(
        hour=seconds // 3600, minute=seconds // 60 % 60, second=seconds % 60, microsecond=rest * 1000
    )
    return IndexEntry(DocumentKey(kind, uid), stamp, at)


def make_document(document: AnalysedDocument) -> tantivy.Document:
    made = tantivy.Document()
    for name, tokens in document.fields.items():
        made.add_text(field_name(name), tokens)
    made.add_text(KEY, key_text(document.key))
    made.add_text(KIND, document.key.kind)
    made.add_unsigned(AT, moment_number(document.at))
    made.add_text(ENTRY, entry_text(document))
    made.add_json(FACETS, document.facets)
    for facet, values in document.facets.items():
        for value in values:
            made.add_text(VALUES, f"{facet}{VALUE_PART}{value}")
    return made
