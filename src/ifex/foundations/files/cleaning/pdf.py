"""PDF: written anew, of what `pdf_kept` names: pages, links, forms, bookmarks; nothing of author, program, scripts,
attachments, remarks. In a process of its own, for a small file can ask for gigabytes.
"""

import hashlib
import io
import sys
from contextlib import nullcontext
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader

from ifex.foundations.core.apart import TakesTooMuch, bound_this_process, read_apart
from ifex.foundations.core.turns import alone
from ifex.foundations.files.refusal import FileRefused

from .pdf_walk import Copy

MOST_PAGES = 3000
SECONDS = 60
LARGE = 1_000_000
"""Bytes, beyond which one at a time, in all processes."""
LARGE_PDF = "large-pdf"
_CLEANED = b"cleaned"
_REFUSALS = {
    b"locked": _("This PDF is locked with a password. Send it unlocked."),
    b"pages": _("This PDF has too many pages."),
    b"unreadable": _("This PDF is damaged and cannot be read."),
}
_TAKES_TOO_MUCH = _("This PDF takes too long to read. Save it anew, or send its pages as pictures.")


def clean_pdf(source: Path, target: Path) -> None:
    """Write the PDF without metadata. Raises FileRefused."""
    try:
        with alone(LARGE_PDF) if source.stat().st_size > LARGE else nullcontext():
            told = read_apart(__name__, source.read_bytes(), seconds=SECONDS)
    except TakesTooMuch as refused:
        raise FileRefused(_TAKES_TOO_MUCH) from refused
    word, _line, content = told.partition(b"\n")
    if word != _CLEANED:
        raise FileRefused(_REFUSALS[word])
    target.write_bytes(content)


def _clean_input() -> None:
    """What `clean_pdf` reads, on standard output: one word, and where it is `cleaned` the PDF."""
    bound_this_process()
    try:
        told = _cleaned(sys.stdin.buffer.read())
    except MemoryError:
        raise
    except Exception:
        # The reader raises whatever a hostile file makes it raise.
        told = b"unreadable\n"
    sys.stdout.buffer.write(told)


def _cleaned(content: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        return b"locked\n"
    if len(reader.pages) > MOST_PAGES:
        return b"pages\n"
    return _CLEANED + b"\n" + written_anew(reader)


def written_anew(reader: PdfReader) -> bytes:
    """Whatever `reader` raises, it raises."""
    written = io.BytesIO()
    Copy(reader).written().write(written)
    return _identified(written.getvalue())


def _identified(content: bytes) -> bytes:
    """With an identifier of its own: the one it came with is the same in every copy its maker ever gave away."""
    identifier = hashlib.sha256(content).hexdigest()[:32].encode()
    head, trailer, tail = content.rpartition(b"trailer\n<<")
    return head + trailer + b"\n/ID [<%b> <%b>]" % (identifier, identifier) + tail


if __name__ == "__main__":
    _clean_input()
