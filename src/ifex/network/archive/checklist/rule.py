"""One rule of the checklist, and what it finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise

from .drafts import Draft


@dataclass(frozen=True)
class Rule:
    """`slug` is stored where an editor overrules it: never rename one. `why` is what the rule is good for.

    `find` gives the passages that break it as they are written, each once; one empty passage for what is missing.
    """

    slug: str
    title: Promise
    why: Promise
    find: Callable[[Draft], Iterable[str]]


@dataclass(frozen=True)
class Finding:
    rule: Rule
    language: str
    passage: str

    @property
    def key(self) -> str:
        """The same finding has the same key for as long as its passage is written so."""
        return f"{self.rule.slug}:{self.language}:{self.passage}"

    @property
    def digest(self) -> str:
        """Of the key: 64 hexadecimal digits."""
        return sha256(f"checklist:{self.key}".encode()).hexdigest()
