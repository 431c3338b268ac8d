"""PDF: written anew, of what `kept` names: pages, links, forms, bookmarks; nothing of author, program, scripts,
attachments, remarks.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ifex.foundations.files.cleaning.in_a_process import TAKES_TOO_MUCH, UNREADABLE, clean_in_a_process

from . import process

_REFUSALS = {
    process.LOCKED: _("This PDF is locked with a password. Send it unlocked."),
    process.TOO_MANY_PAGES: _("This PDF has too many pages."),
    UNREADABLE: _("This PDF is damaged and cannot be read."),
    TAKES_TOO_MUCH: _("This PDF takes too long to read. Save it anew, or send its pages as pictures."),
}


def clean_pdf(source: Path, target: Path) -> None:
    """Raises FileRefused."""
    clean_in_a_process(process.__name__, source, target, refusals=_REFUSALS)
