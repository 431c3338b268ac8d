"""The one stylesheet: plain files, joined in order, squeezed, and served under the hash of what they say.

There is no build step. The first page asks for the address; the text is made then and kept for as long as the
process lives (with IFEX_DEBUG=1 it is read again whenever a file changes).
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

FOLDER = Path(__file__).resolve().parent / "static" / "cms" / "css"
ORDER = ("tokens", "base", "layout", "components", "forms", "search", "article", "charts", "print")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,>]) ?")

_sheets: list[Path] = [FOLDER / f"{name}.css" for name in ORDER]
_made: dict[tuple[int, ...], "Stylesheet"] = {}


@dataclass(frozen=True)
class Stylesheet:
    """`digest` is part of the address."""

    text: str
    digest: str


def register_sheet(path: Path) -> None:
    """Add a room's own plain file, before the print rules. Call it in `ready()`; keep to the tokens."""
    if path not in _sheets:
        _sheets.insert(len(_sheets) - 1, path)
        _made.clear()


def squeeze(css: str) -> str:
    """Without comments and needless spaces. Strings in our files hold neither."""
    return (
        _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css)))
        .replace(";}", "}")
        .replace(": ", ":")
        .strip()
    )


def stylesheet() -> Stylesheet:
    key = tuple(path.stat().st_mtime_ns for path in _sheets) if settings.DEBUG else ()
    if key not in _made:
        text = squeeze("\n".join(path.read_text(encoding="utf-8") for path in _sheets))
        _made.clear()
        _made[key] = Stylesheet(text, hashlib.sha256(text.encode()).hexdigest()[:16])
    return _made[key]


def stylesheet_url() -> str:
    return reverse("cms:stylesheet", args=[stylesheet().digest])


def icon_url() -> str:
    return static("cms/icon.svg")
