"""How a document lies in tantivy.

Tokens come ready: every text field splits at spaces. `key` overwrites and deletes; `entry` is stored (`<kind>
<uid> <stamp>`), for hits and for walking. `order` is the date with a few bits of the key beneath it, so that
sorting by date is one sorting by numbers, the same before and after a merge.
Facets lie twice: as one column for each facet (a JSON field, so that a new facet needs no new schema) for
filters and for counting a few, and all together in `values`, where counting all of them at once takes half
the time. The index is sorted newest first: among equal scores of a segment the newer document comes first,
and walking reads the store from its beginning to its end.
"""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import tantivy

from ifex.instruments.search.analysed import EXACT, SPELLING, AnalysedDocument, all_fields
from ifex.instruments.search.documents import DocumentKey
from ifex.instruments.search.protocol import IndexEntry

KEY, KIND, ORDER, ENTRY, FACETS, VALUES = "key", "kind", "order", "entry", "facets", "values"
_TOKENISER = "spaces"
_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
# Microseconds up to the year 2185, and what tells apart the documents of one microsecond.
_DATE_BITS, _KEY_BITS = 53, 10
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
    builder.add_text_field(KEY, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(KIND, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(ORDER, fast=True)
    builder.add_bytes_field(ENTRY, stored=True)
    builder.add_json_field(FACETS, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(VALUES, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def prepare(index: tantivy.Index) -> tantivy.Index:
    """Give an opened index what it does not keep in its files."""
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENISER, spaces)
    return index


def order_number(at: datetime, key: DocumentKey) -> int:
    """Sorts as the date does; dates before 1900 and after 2185 sort as these."""
    microseconds = (at - _EPOCH) // timedelta(microseconds=1)
    digest = int.from_bytes(blake2b(key_text(key).encode(), digest_size=4).digest(), "big")
    return min(max(microseconds, 0), (1 << _DATE_BITS) - 1) << _KEY_BITS | digest & ((1 << _KEY_BITS) - 1)


def key_text(key: DocumentKey) -> str:
    return f"{key.kind}{_PART}{key.uid}"


def entry_bytes(document: AnalysedDocument) -> bytes:
    return f"{key_text(document.key)}{_PART}{document.stamp}".encode()


def read_entry(stored: bytes, order: int) -> IndexEntry:
    """What `make_document` stored, and the date out of its order."""
    kind, uid, stamp = bytes(stored).decode().split(_PART, 2)
    return IndexEntry(DocumentKey(kind, uid), stamp, _EPOCH + timedelta(microseconds=order >> _KEY_BITS))


def make_document(document: AnalysedDocument) -> tantivy.Document:
    made = tantivy.Document()
    for name, tokens in document.fields.items():
        made.add_text(field_name(name), tokens)
    made.add_text(KEY, key_text(document.key))
    made.add_text(KIND, document.key.kind)
    made.add_unsigned(ORDER, order_number(document.at, document.key))
    made.add_bytes(ENTRY, entry_bytes(document))
    made.add_json(FACETS, document.facets)
    for facet, values in document.facets.items():
        for value in values:
            made.add_text(VALUES, f"{facet}{VALUE_PART}{value}")
    return made
