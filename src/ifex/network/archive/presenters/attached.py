"""Files attached to an alert: the lead photograph above its text, the others below."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ifex.foundations.core.labels import pick_label
from ifex.foundations.files.domain.sizes import FORMATS, widths_of

_WITH_SIZES = ("image/jpeg", "image/png", "image/webp", "image/avif")


@dataclass(frozen=True)
class ShownAttachment:
    """`url` is that of the whole file. Of a picture: its size in pixels, 0 where that is not known."""

    sha256: str
    name: str
    url: str
    media_type: str
    caption: str
    alternative_text: str
    credit: str
    licence: str
    width: int
    height: int
    is_lead: bool

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def has_sizes(self) -> bool:
        return bool(self.width) and self.media_type in _WITH_SIZES

    @property
    def formats(self) -> list[tuple[str, str]]:
        """For each `<source>`: its type and its `srcset`."""
        if not self.has_sizes:
            return []
        widths = widths_of(self.width)
        return [
            (row.media_type, ", ".join(f"{self.size_url(width, row.ending)} {width}w" for width in widths))
            for row in FORMATS
        ]

    @property
    def plain_url(self) -> str:
        """One that every browser and every site shows, and not too large."""
        return self.size_url(widths_of(self.width)[-1], FORMATS[-1].ending) if self.has_sizes else self.url

    def size_url(self, width: int, ending: str) -> str:
        return reverse("files:size-serve", args=[self.sha256, width, ending])


def attachments_of(facts: dict[str, Any]) -> list[ShownAttachment]:
    """In the reader's language; the lead photograph first."""
    rows = [_shown(row) for row in facts.get("attachments", [])]
    return sorted(rows, key=lambda row: not row.is_lead)


def _shown(row: dict[str, Any]) -> ShownAttachment:
    caption = pick_label(row.get("caption"))
    return ShownAttachment(
        sha256=row["sha256"],
        name=row["name"],
        url=reverse("files:file-serve", args=[row["sha256"], row["name"]]),
        media_type=str(row.get("type", "")),
        caption=caption,
        alternative_text=pick_label(row.get("alternative_text")) or caption,
        credit=row.get("credit") or "",
        licence=row.get("licence") or "",
        width=row.get("width") or 0,
        height=row.get("height") or 0,
        is_lead=bool(row.get("is_lead")),
    )
