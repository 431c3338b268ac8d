"""Copies without what a file says of its maker: who, where, with what. One module for each family of
files.
"""

from dataclasses import dataclass
from pathlib import Path

from ifex.foundations.files.sniffing import IMAGES, OFFICE, PDF, Kind

from .images import clean_image
from .office import clean_office
from .pdf import clean_pdf

RULES = {PDF: 2, **dict.fromkeys(OFFICE, 2)}
"""Counted up when more is taken out of a kind: what was cleaned by fewer is cleaned anew (`domain.cleaning_anew`)."""
FIRST_RULES = 1


@dataclass(frozen=True)
class Cleaned:
    width: int | None = None
    height: int | None = None


def clean_file(source: Path, target: Path, kind: Kind) -> Cleaned:
    """Write the copy of `source` that may be shown to `target`. Raises FileRefused."""
    if kind in IMAGES:
        return Cleaned(*clean_image(source, target, kind))
    if kind == PDF:
        clean_pdf(source, target)
    elif kind in OFFICE:
        clean_office(source, target)
    else:
        # Plain text has nothing beside itself.
        target.write_bytes(source.read_bytes())
    return Cleaned()
