"""Words that tell of a disk: where a file lay, and what its camera or its owner called it."""

import re

_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_PATH = re.compile(
    r"^\s*(?:/|\w:[\\/])|\\\\|\bfile:|\.(?:jpe?g|jfif|jp2|png|gif|bmp|tiff?|webp|heic|avif|emf|wmf|svg|psd|ai|docx?|pdf)\s*$"
    r"|^\s*(?:IMG|DSC|PXL|VID|WA|MVIMG|Screenshot|WhatsApp Image|Signal)[ _-]?\w*\d{3}",
    re.IGNORECASE | re.MULTILINE,
)


def leaves_safely(target: str) -> bool:
    """Whether a link leads into the web or to somebody's mail, and not to a disk."""
    return bool(_LINK.match(target.strip()))


def tells_a_path(words: str) -> bool:
    """Programs put the name of a picture's file where its description belongs."""
    return bool(_PATH.search(words.strip()))
