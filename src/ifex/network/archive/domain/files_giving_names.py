"""Whether a stored file gives a name: in its words, in those of a PDF or an office document, or in what stands
about it inside."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject

from ifex.foundations.core.html import unescape
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, sealed_path

from .replacing_names import NameReplacer

logger = logging.getLogger(__name__)

_CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
MOST_PAGES = 500
DEEPEST = 2
"""Of documents within documents."""
MOST_UNPACKED = 200 * 1024 * 1024
_TAG = re.compile(r"<[^<>]*+>")
_SIGNS = re.compile(r"[<>\"=]")


def gives_name(stored: StoredFile, replacer: NameReplacer) -> bool:
    """The original is read as well as the copy. What only a picture shows, no program sees."""
    for path in (sealed_path(stored.sha256), cleaned_path(stored.cleaned_sha256)):
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        if content_gives_name(content, replacer):
            return True
    return False


def content_gives_name(content: bytes, replacer: NameReplacer) -> bool:
    if any(replacer.in_text(content.decode(coding, "replace"))[1] for coding in _CODINGS):
        return True
    if content.startswith(b"%PDF"):
        return any(replacer.in_text(words)[1] for words in _words_of_pdf(content))
    return content.startswith(b"PK") and any(
        replacer.in_text(words)[1] for words in _words_of_office(content)
    )


def _words_of_office(content: bytes, *, deeper: int = DEEPEST) -> Iterator[str]:
    """Of every member of the archive, with what its tags tell; a program may part a word by tags anywhere."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for row in archive.infolist():
                with archive.open(row) as file:
                    member = file.read(left)
                left = max(left - len(member), 0)
                if member.startswith(b"PK") and deeper:
                    yield from _words_of_office(member, deeper=deeper - 1)
                for coding in _codings_of(member):
                    text = member.decode(coding, "replace")
                    yield unescape(_SIGNS.sub(" ", text))
                    yield unescape(_TAG.sub("", text))
                    yield unescape(_TAG.sub(" ", text))
    except Exception:
        # A damaged document: its bytes have been looked at.
        logger.info("an office document could not be read", exc_info=True)


def _codings_of(member: bytes) -> tuple[str, ...]:
    """XML in letters of one byte says so by its beginning; in anything else a program may write as it likes."""
    begins_as_xml = re.match(rb"(?:\xef\xbb\xbf)?\s*<[^\0]", member)
    return _CODINGS[:1] if begins_as_xml else _CODINGS[:3]


def _words_of_pdf(content: bytes) -> Iterator[str]:
    """Of its pages, and whatever else is written in it: notes, names of fields, who made it."""
    try:
        reader = PdfReader(io.BytesIO(content))
        yield "\n".join(page.extract_text() for page in reader.pages[:MOST_PAGES])
        yield "\n".join(str(value) for value in (reader.metadata or {}).values())
        for thing in PdfWriter(clone_from=reader)._objects:
            yield "\n".join(_strings_in(thing))
    except Exception:
        # A damaged document: its bytes have been looked at.
        logger.info("a PDF could not be read", exc_info=True)


def _strings_in(thing: Any) -> Iterator[str]:
    """What is pointed to is an object of its own."""
    if isinstance(thing, DictionaryObject):
        for value in thing.values():
            yield from _strings_in(value)
    elif isinstance(thing, ArrayObject):
        for value in thing:
            yield from _strings_in(value)
    elif isinstance(thing, str):
        yield str(thing)
