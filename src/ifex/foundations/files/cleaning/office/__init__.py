"""Office documents: written anew with what a page shows, and nothing of who made it, with what, and how.

Each is walked from its beginning. What is not on the lists of `ooxml_parts` and `odf` does not come along: remarks,
tracked changes and what they deleted, properties, macros, signatures, tables behind charts and pivot tables, paths.
"""

from contextlib import nullcontext
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.apart import TakesTooMuch, read_apart
from ifex.foundations.core.turns import alone
from ifex.foundations.files.refusal import FileRefused

from . import process
from .refused import Why

SECONDS = 60
LARGE = 1_000_000
"""Bytes, beyond which one at a time, in all processes."""
LARGE_DOCUMENT = "large-document"
_REFUSALS = {
    Why.BURSTS: _("This document unpacks to far more than its size and is not taken."),
    Why.UNREADABLE: _("This document is damaged and cannot be read."),
    Why.MACROS: _("This document contains macros. Save it without them and send it again."),
    Why.TELLS: _(
        "This document contains a film, a sound, another document or a picture from which hidden details cannot be"
        " taken. Save it without that and send it again."
    ),
}
_TAKES_TOO_MUCH = _("This document takes too long to read. Save it anew, or send it in parts.")


def clean_office(source: Path, target: Path) -> None:
    """Write the copy of a docx, xlsx or odt. Raises FileRefused, also for archives made to burst."""
    try:
        with alone(LARGE_DOCUMENT) if source.stat().st_size > LARGE else nullcontext():
            told = read_apart(process.__name__, source.read_bytes(), seconds=SECONDS)
    except TakesTooMuch as refused:
        raise FileRefused(_TAKES_TOO_MUCH) from refused
    word, _line, content = told.partition(b"\n")
    if word != process.CLEANED:
        raise FileRefused(_REFUSALS[Why(word.decode())])
    target.write_bytes(content)
