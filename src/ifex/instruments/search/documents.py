"""What can be found: a document as the room that owns the thing describes it. Plain text only, safe to
show.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True)
class Texts:
    """The words of one language, as plain text (no HTML; see `core.html.html_to_text`)."""

    title: str = ""
    summary: str = ""
    body: str = ""


class DocumentKey(NamedTuple):
    """Names one document in the index."""

    kind: str
    uid: str


@dataclass(frozen=True)
class Document:
    """One thing that can be found, with all its languages. Holds only what every reader may see.

    `texts` by language code. `labels` are names in all languages of its countries, issues, violations,
    targets, members … as `{language: [names]}`, so that a query in one language finds a text in another.
    `names` are names of people, outlets and works in any script; they find each other across scripts.
    `facets` maps a facet's name to the document's values (canonical values; parents are added by the facet
    itself). `at` (aware) is when it was published: sorting. `day` is when it happened, as far as known;
    `year` its year (the histogram). `stamp` says which state of the thing this is (say, the publication's
    id): `ifex search check` compares it with the declaration's, so it changes whenever the document would.
    """

    kind: str
    uid: str
    at: datetime
    stamp: str
    texts: dict[str, Texts] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    facets: dict[str, list[str]] = field(default_factory=dict)
    day: date | None = None
    year: int | None = None

    @property
    def key(self) -> DocumentKey:
        return DocumentKey(self.kind, self.uid)
