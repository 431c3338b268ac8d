"""Whether a stored file gives a name: in its words, in those of a PDF or an office document, or in what stands
about it inside."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator

from pypdf import PdfReader

from ifex.foundations.core.html import unescape
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, sealed_path

from .replacing_names import NameReplacer

logger = logging.getLogger(__name__)

_CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
MOST_PAGES = 500
MOST_UNPACKED = 200 * 1024 * 1024
_TAG = re.compile(r"<[^<>]*+>")


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
        return bool(replacer.in_text(_words_of_pdf(content))[1])
    return content.startswith(b"PK") and any(
        replacer.in_text(words)[1] for words in _words_of_office(content)
    )


def _words_of_office(content: bytes) -> Iterator[str]:
    """Of every member of the archive; a program may part a word by tags anywhere."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for row in archive.infolist():
                with archive.open(row) as file:
                    text = file.read(left).decode("utf-8", "replace")
                left = max(left - len(text), 0)
                yield unescape(_TAG.sub("", text))
                yield unescape(_TAG.sub(" ", text))
    except Exception:
        # A damaged document: its bytes have been looked at.
        logger.info("an office document could not be read", exc_info=True)


def _words_of_pdf(content: bytes) -> str:
    try:
        pages = PdfReader(io.BytesIO(content)).pages[:MOST_PAGES]
        return "\n".join(page.extract_text() for page in pages)
    except Exception:
        # A damaged document: its bytes have been looked at.
        logger.info("a PDF could not be read", exc_info=True)
        return ""
