"""Pictures are decoded and encoded anew: what is not a pixel does not come along."""

import io
import logging
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, ImageSequence

from ifex.foundations.core.turns import alone
from ifex.foundations.files.refusal import FileRefused
from ifex.foundations.files.sniffing import AVIF, GIF, JPEG, PNG, WEBP, Kind

logger = logging.getLogger(__name__)

MOST_PIXELS = 50_000_000
"""Of all frames; encoding them takes 500 MB."""
MOST_PIXELS_OF_HEAVY = 16_000_000
"""Their encoders take as much for a third of them."""
MOST_PIXELS_AT_ONCE = 4_000_000
"""Beyond this one at a time, in all processes: the largest takes some hundred megabytes."""
LARGE_PICTURE = "large-picture"
MOST_FRAMES = 500

_FORMATS = {JPEG: "JPEG", PNG: "PNG", GIF: "GIF", WEBP: "WEBP", AVIF: "AVIF"}
_ENCODINGS: dict[Kind, dict[str, Any]] = {
    JPEG: {"quality": 90, "optimize": True},
    PNG: {"optimize": True},
    GIF: {},
    WEBP: {"quality": 90},
    AVIF: {"quality": 80},
}
_TOO_LARGE = _("This picture has too many pixels. Send it smaller: at most %(most)s million pixels.")
_UNREADABLE = _("This picture is damaged and cannot be read.")


def clean_image(source: Path, target: Path, kind: Kind) -> tuple[int, int]:
    """Write the picture without EXIF, GPS, XMP, comments and thumbnails. Returns its width and height."""
    try:
        with Image.open(source, formats=[_FORMATS[kind]]) as picture:
            pixels = _bearable_pixels(picture, kind)
            with alone(LARGE_PICTURE) if pixels > MOST_PIXELS_AT_ONCE else nullcontext():
                _write(picture, target, kind)
        with Image.open(target, formats=[_FORMATS[kind]]) as written:
            return written.size
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as refused:
        raise _too_large(kind) from refused
    except Exception as refused:
        # Decoders raise whatever a hostile file makes them raise.
        logger.info("refused", exc_info=True)
        raise FileRefused(_UNREADABLE) from refused


def _too_large(kind: Kind) -> FileRefused:
    return FileRefused(_TOO_LARGE % {"most": _most_pixels(kind) // 1_000_000})


def _most_pixels(kind: Kind) -> int:
    return MOST_PIXELS_OF_HEAVY if kind in (AVIF, WEBP) else MOST_PIXELS


def _bearable_pixels(picture: Image.Image, kind: Kind) -> int:
    width, height = picture.size
    frames = getattr(picture, "n_frames", 1)
    pixels: int = width * height * frames
    if frames > MOST_FRAMES or pixels > _most_pixels(kind):
        raise _too_large(kind)
    return pixels


def _write(picture: Image.Image, target: Path, kind: Kind) -> None:
    if getattr(picture, "is_animated", False):
        _write_frames(picture, target, kind)
    else:
        _write_still(picture, target, kind)


def _write_still(picture: Image.Image, target: Path, kind: Kind) -> None:
    profile = picture.info.get("icc_profile")
    # In its own place: a copy of the largest picture takes 150 MB.
    ImageOps.exif_transpose(picture, in_place=True)
    plain = _fit_mode(_in_srgb(picture, profile), kind)
    transparency = plain.info.get("transparency")
    plain.info = {} if transparency is None else {"transparency": transparency}
    plain.save(target, _FORMATS[kind], **_ENCODINGS[kind])


def _write_frames(picture: Image.Image, target: Path, kind: Kind) -> None:
    frames, durations = [], []
    for frame in ImageSequence.Iterator(picture):
        durations.append(frame.info.get("duration", 100))
        plain = frame.convert("RGBA")
        plain.info = {}
        frames.append(plain)
    loop = picture.info.get("loop", 0)
    frames[0].save(
        target,
        _FORMATS[kind],
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=loop,
        **(_ENCODINGS[kind] if kind == AVIF else {}),
    )


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """A colour profile names the device: the colours are turned into sRGB, and it goes."""
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return turned or picture


def _fit_mode(picture: Image.Image, kind: Kind) -> Image.Image:
    if kind == JPEG and picture.mode not in ("RGB", "L"):
        return picture.convert("RGB")
    if kind in (WEBP, AVIF) and picture.mode not in ("RGB", "RGBA"):
        return picture.convert("RGBA")
    return picture
