"""Pictures in the sizes and formats that pages ask for: made when first asked for, made again when lost.

They lie outside what is backed up. Only still pictures have them: what moves is served as it is.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image

from ifex.foundations.core.turns import alone
from ifex.foundations.files.cleaning.images import LARGE_PICTURE
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, put_in_place, spare_file
from ifex.foundations.files.sniffing import AVIF, JPEG, PNG, WEBP

WIDTHS = (400, 800, 1200)
_SIZED_TYPES = {kind.media_type for kind in (JPEG, PNG, WEBP, AVIF)}


@dataclass(frozen=True)
class Format:
    media_type: str
    ending: str
    encoding: dict[str, Any]


# In the order in which a browser is offered them.
FORMATS = (
    Format("image/avif", "avif", {"quality": 60, "speed": 7}),
    Format("image/webp", "webp", {"quality": 78}),
    Format("image/jpeg", "jpg", {"quality": 80, "optimize": True, "progressive": True}),
)


def widths_of(width: int) -> list[int]:
    """The widths in pixels that a picture of this width is served in: never more than its own."""
    return sorted({min(width, each) for each in WIDTHS})


def sized_copy(stored: StoredFile, *, width: int, ending: str) -> tuple[Path, Format] | None:
    """The copy in a width and format, made now if it is not there; None for one that pages do not ask for.

    Raises FileNotFoundError where the cleaned copy is lost.
    """
    wanted = next((row for row in FORMATS if row.ending == ending), None)
    if wanted is None or stored.media_type not in _SIZED_TYPES or width not in widths_of(stored.width or 0):
        return None
    path = _folder(stored) / f"{width}.{ending}"
    if not path.exists():
        with alone(LARGE_PICTURE):
            if not path.exists():
                _make(cleaned_path(stored.cleaned_sha256), path, width, wanted)
                _demand_still_served(stored)
    return path, wanted


def forget_sizes(stored: StoredFile) -> None:
    shutil.rmtree(_folder(stored), ignore_errors=True)


def _demand_still_served(stored: StoredFile) -> None:
    """It may have been withdrawn or destroyed, and its sizes forgotten, while this one was made."""
    gone = (FileState.WITHDRAWN, FileState.DESTROYED)
    if StoredFile.objects.filter(pk=stored.pk, state__in=gone).exists():
        forget_sizes(stored)
        raise FileNotFoundError(stored.sha256)


def _folder(stored: StoredFile) -> Path:
    return Path(settings.IFEX_DATA) / "sizes" / stored.cleaned_sha256


def _make(source: Path, target: Path, width: int, wanted: Format) -> None:
    with spare_file() as spare:
        with Image.open(source) as picture:
            height = max(1, round(picture.height * width / picture.width))
            picture.draft("RGB", (width, height))
            small = _on_white(picture).resize((width, height), Image.Resampling.LANCZOS)
            small.save(spare, wanted.media_type.removeprefix("image/"), **wanted.encoding)
        put_in_place(spare, target, mode=0o640)


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency, which JPEG has not: a drawing with black lines would be black all over."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    shown = picture.convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(paper, shown).convert("RGB")
