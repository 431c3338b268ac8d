"""The process in which a document is read: `python -m` this."""

import io

from ifex.foundations.files.cleaning.in_a_process import answer

from .archives import Archive
from .odf import write_odf
from .ooxml import write_ooxml


def clean_document(content: bytes) -> bytes:
    """Raises NotTaken, and whatever its readers raise."""
    out = io.BytesIO()
    with Archive(content) as archive:
        write = write_odf if "mimetype" in archive else write_ooxml
        write(archive, out)
    return out.getvalue()


if __name__ == "__main__":
    answer(clean_document)
