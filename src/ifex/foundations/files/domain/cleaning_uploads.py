"""Uploads that a library keeps (Wagtail's pictures and documents): what it gets is the cleaned copy."""

import re
import unicodedata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from ifex.foundations.files.cleaning import clean_file
from ifex.foundations.files.domain.destroying import is_destroyed
from ifex.foundations.files.places import hash_file, spare_file, write_chunks
from ifex.foundations.files.refusal import FileRefused
from ifex.foundations.files.sniffing import Kind, sniff

MOST_IN_NAME = 80


def clean_upload(file: Any, *, allowed: tuple[Kind, ...]) -> ContentFile[bytes]:
    """A file like `file`, of one of the kinds `allowed`, without its metadata. Raises FileRefused, also of what was
    destroyed.
    """
    with spare_file() as original, spare_file() as copy:
        if write_chunks(original, file.chunks(), most=settings.IFEX_UPLOAD_MEGABYTES * 1024 * 1024) is None:
            raise FileRefused(
                _("This file is too large: at most %(megabytes)s MB are taken.")
                % {"megabytes": settings.IFEX_UPLOAD_MEGABYTES}
            )
        name = str(file.name or "")
        kind = sniff(original, name=name)
        if kind not in allowed:
            raise FileRefused(_("This kind of file is not taken here."))
        clean_file(original, copy, kind)
        if is_destroyed(hash_file(original)) or is_destroyed(hash_file(copy)):
            raise FileRefused(_("This very file was destroyed for somebody’s safety. It is not taken again."))
        return ContentFile(copy.read_bytes(), name=safe_name(name, kind))


def safe_name(name: str, kind: Kind) -> str:
    """A name for disks and headers: letters and digits of any script, and the ending of what it is."""
    stem = Path(name.replace("\\", "/")).name.rpartition(".")[0] or Path(name).name
    stem = unicodedata.normalize("NFC", stem)
    stem = re.sub(r"[^\w-]+", "-", stem).strip("-_")[:MOST_IN_NAME]
    return (stem or "file") + kind.ending
