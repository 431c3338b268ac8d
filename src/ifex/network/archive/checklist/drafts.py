"""A text on its way to publication, as the rules of the checklist see it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*")


@dataclass(frozen=True)
class Name:
    """Somebody or something that the text names: as it is written, and the other ways of writing it."""

    written: str
    variants: tuple[str, ...] = ()
    is_person: bool = True

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.written, *self.variants)


@dataclass(frozen=True)
class Draft:
    """One language of a text. `summary` and `body` are plain words, a line for each paragraph."""

    language: str
    title: str = ""
    summary: str = ""
    body: str = ""
    names: tuple[Name, ...] = ()
    organisations: tuple[str, ...] = ()
    has_perpetrator: bool = False
    has_source: bool = False
    has_expression_link: bool = False
    has_stance: bool = False
    has_action: bool = False
    closes_on: date | None = None
    contradictions: tuple[str, ...] = ()
    """What was issued before and is told otherwise now, in words."""
    asks_for_facts: bool = True
    """Whether who did it, sources and the link to expression are expected: not of a statement."""

    @cached_property
    def text(self) -> str:
        return "\n".join(part for part in (self.title, self.summary, self.body) if part)

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)
