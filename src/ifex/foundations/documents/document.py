"""What a document is made of, before it is a PDF or an EPUB."""

from dataclasses import dataclass, field
from datetime import datetime

from ifex.foundations.core.languages import Language


@dataclass(frozen=True)
class Picture:
    """`content` is a JPEG; `alternative` says what it shows."""

    content: bytes
    alternative: str


@dataclass(frozen=True)
class Chapter:
    """`html` holds only p, h3, h4, ul, ol, li, blockquote, table (tr, th, td), img and, inside them, strong, em, a, br.

    An image's `src` is a key of `Document.pictures`. A number in square brackets such as [1] refers to a note.
    """

    title: str
    html: str


@dataclass(frozen=True)
class Document:
    """`about` are the lines of the title page: who, when, the licence. `notes` are plain, numbered from 1."""

    identifier: str
    title: str
    subtitle: str
    language: Language
    about: list[str]
    chapters: list[Chapter]
    notes: list[str] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    contents_title: str = ""
    notes_title: str = ""
    author: str = ""
    modified: datetime | None = None
