"""Where a name stands, in the database and in the data folder: as a reader, or a program, could find it."""

import gzip
import io
import re
import zipfile
from email import message_from_bytes
from pathlib import Path
from urllib.parse import unquote

from django.apps import apps
from django.db import connection
from wagtail.blocks import StreamValue

_ESCAPED = re.compile(r"\\+u([0-9a-f]{4})")
# What SQLite's full-text index keeps of deleted words stands in tables of its own.
_INDEX_WORDS = {
    "sqlite": "SELECT block FROM wagtailsearch_indexentry_fts_data",
    "postgresql": "SELECT concat(title, body, autocomplete)::bytea FROM wagtailsearch_indexentry",
}


def as_text(value):
    if isinstance(value, StreamValue):
        value = value.get_prep_value()
    if not isinstance(value, bytes | memoryview):
        plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
        return f"{plain} {unquote(plain).replace('-', ' ').title()}"
    parts = [part.get_payload(decode=True) or b"" for part in message_from_bytes(bytes(value)).walk()]
    return b"\n".join([bytes(value), *parts]).decode("utf-8", "replace")


def dump_of_the_database():
    """Every value of every table as text, whatever its type."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            found += map(as_text, row)
    return "\n".join(found)


def words_of_the_desk_index():
    """The terms as bytes: SQLite keeps each without the beginning that it shares with the one before."""
    with connection.cursor() as cursor:
        cursor.execute(_INDEX_WORDS[connection.vendor])
        return b"".join(bytes(block) for (block,) in cursor.fetchall())


def files_of(folder):
    for path in Path(folder).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            yield path, content
            if content.startswith(b"\x1f\x8b"):
                yield path, gzip.GzipFile(fileobj=io.BytesIO(content)).read()
            if content.startswith(b"PK"):
                members = zipfile.ZipFile(io.BytesIO(content))
                yield path, re.sub(rb"<[^>]*>", b"", b"".join(map(members.read, members.namelist())))


def where_it_stands(folder, needles):
    """The needles that the database holds; of the folder, files with them in their content or their name."""
    dump = dump_of_the_database()
    found = [needle for needle in needles if needle in dump]
    found += [
        f"{path.name}: {needle}"
        for path, content in files_of(folder)
        for needle in needles
        if needle.encode() in content or needle in as_text(path.name)
    ]
    return found
