"""Documents that have been made, kept for the next reader. What is on the shelf can always be made again."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from django.conf import settings

KEPT_SECONDS = 7 * 24 * 3600


def kept_document(key: str, ending: str, make: Callable[[], bytes]) -> Path:
    """The document of `key`, made by `make` where it is not on the shelf. `key` names every state that matters."""
    path = _shelf() / f"{sha256(key.encode()).hexdigest()}.{ending}"
    if not path.exists():
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".making")
        with os.fdopen(handle, "wb") as file:
            file.write(make())
        Path(name).replace(path)
    return path


def empty_shelf() -> None:
    """Something that stands in one of them must not stand there any more."""
    shutil.rmtree(_shelf(), ignore_errors=True)


def clear_old_documents() -> int:
    """Returns how many that nobody has asked for anew were taken away, and what killed processes left."""
    old = [path for path in _shelf().glob("*") if path.stat().st_mtime < time.time() - KEPT_SECONDS]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _shelf() -> Path:
    return Path(settings.IFEX_DATA) / "documents"
