"""Office documents: written anew with what a page shows, and nothing of who made it, with what, and how.

Each is walked from its beginning. What is not on the lists of `ooxml_parts` and `odf_parts` does not come along:
remarks, tracked changes and what they deleted, properties, signatures, tables behind charts, pivot tables, paths.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ifex.foundations.files.cleaning.in_a_process import TAKES_TOO_MUCH, UNREADABLE, clean_in_a_process

from . import process
from .refused import BURSTS, MACROS, TELLS

_REFUSALS = {
    BURSTS: _("This document unpacks to far more than its size and is not taken."),
    MACROS: _("This document contains macros. Save it without them and send it again."),
    TELLS: _(
        "This document contains a film, a sound, another document or a picture from which hidden details cannot be"
        " taken. Save it without that and send it again."
    ),
    UNREADABLE: _("This document is damaged and cannot be read."),
    TAKES_TOO_MUCH: _("This document takes too long to read. Save it anew, or send it in parts."),
}


def clean_office(source: Path, target: Path) -> None:
    """Write the copy of a docx, xlsx or odt. Raises FileRefused, also for archives made to burst."""
    clean_in_a_process(process.__name__, source, target, refusals=_REFUSALS)
