"""tantivy, embedded: readers map the files, the worker writes.

current          the name of the folder that is read and written
index-<stamp>/   an index; a rebuild makes another one and then changes `current`
lock             held while someone writes; has the writer's process id
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from .engine import TantivyEngine

__all__ = ["TantivyEngine", "connect"]


def connect(url: str) -> TantivyEngine:
    """`tantivy:///folder`."""
    parts = urlsplit(url)
    if parts.netloc or not parts.path.startswith("/"):
        raise ImproperlyConfigured(
            f"IFEX_SEARCH_URL is {url!r}: set it to tantivy:/// and an absolute folder."
        )
    return TantivyEngine(Path(unquote(parts.path)))
