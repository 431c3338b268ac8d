"""The process in which a PDF is read: `python -m` this."""

import hashlib
import io

from pypdf import PdfReader

from ifex.foundations.files.cleaning.in_a_process import NotTaken, answer

from .walk import Copy

MOST_PAGES = 3000
LOCKED = "locked"
TOO_MANY_PAGES = "pages"


def clean_content(content: bytes) -> bytes:
    """Raises NotTaken, and whatever the reader raises."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        # One that only its owner's password protects opens without.
        raise NotTaken(LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise NotTaken(TOO_MANY_PAGES)
    return written_anew(reader)


def written_anew(reader: PdfReader) -> bytes:
    written = io.BytesIO()
    Copy(reader).written().write(written)
    return _identified(written.getvalue())


def _identified(content: bytes) -> bytes:
    """With an identifier of its own: the one it came with is the same in every copy its maker ever gave away."""
    identifier = hashlib.sha256(content).hexdigest()[:32].encode()
    head, trailer, tail = content.rpartition(b"trailer\n<<")
    return head + trailer + b"\n/ID [<%b> <%b>]" % (identifier, identifier) + tail


if __name__ == "__main__":
    answer(clean_content)
