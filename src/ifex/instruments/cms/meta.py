"""What a page says of itself to search engines and to those who share it: Open Graph, and JSON-LD of schema.org."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


@dataclass(frozen=True)
class Picture:
    """`url` is whole."""

    url: str
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class PageMeta:
    """`path` is the canonical one; `language` that of the words. `data` is one thing of schema.org."""

    title: str
    path: str
    language: str
    description: str = ""
    kind: str = "website"
    picture: Picture | None = None
    published: datetime | None = None
    modified: datetime | None = None
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{settings.IFEX_BASE_URL}{self.path}"

    @property
    def json_ld(self) -> SafeString:
        """Safe within a script element, which ends at the first `</`."""
        text = json.dumps({"@context": "https://schema.org", **self.data}, ensure_ascii=False)
        return mark_safe(text.translate(_ESCAPES))  # noqa: S308  what could end the element is escaped


def network_itself() -> dict[str, Any]:
    """The publisher of all pages."""
    return {"@type": "Organization", "name": settings.IFEX_NAME, "url": settings.IFEX_BASE_URL}
