"""Whether a stored file gives a name: in its words, in the words of a PDF, or in what stands about it inside."""

import io
import logging

from pypdf import PdfReader

from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, sealed_path

from .replacing_names import NameReplacer

logger = logging.getLogger(__name__)

_CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
MOST_PAGES = 500


def gives_name(stored: StoredFile, replacer: NameReplacer) -> bool:
    """The original is read as well as the copy. What only a picture shows, no program sees."""
    for path in (sealed_path(stored.sha256), cleaned_path(stored.cleaned_sha256)):
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        if any(replacer.in_text(content.decode(coding, "replace"))[1] for coding in _CODINGS):
            return True
        if content.startswith(b"%PDF") and replacer.in_text(_words_of_pdf(content))[1]:
            return True
    return False


def _words_of_pdf(content: bytes) -> str:
    try:
        pages = PdfReader(io.BytesIO(content)).pages[:MOST_PAGES]
        return "\n".join(page.extract_text() for page in pages)
    except Exception:
        # A damaged document: its bytes have been looked at.
        logger.info("a PDF could not be read", exc_info=True)
        return ""
