"""The process in which a document is read: `python -m` this, the document on standard input.

It answers with one word on a line, and where that is `cleaned` with the copy.
"""

import io
import sys

from ifex.foundations.core.apart import bound_this_process

from .archives import Archive
from .odf import write_odf
from .ooxml import write_ooxml
from .refused import DocumentRefused, Why

CLEANED = b"cleaned"


def _answer(content: bytes) -> bytes:
    try:
        return CLEANED + b"\n" + clean_document(content)
    except DocumentRefused as refused:
        return refused.why.encode() + b"\n"
    except MemoryError:
        raise
    except Exception:
        # Readers raise whatever a hostile file makes them raise.
        return Why.UNREADABLE.encode() + b"\n"


def clean_document(content: bytes) -> bytes:
    """Raises DocumentRefused, and whatever its readers raise."""
    out = io.BytesIO()
    with Archive(content) as archive:
        write = write_odf if "mimetype" in archive else write_ooxml
        write(archive, out)
    return out.getvalue()


if __name__ == "__main__":
    bound_this_process()
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))
