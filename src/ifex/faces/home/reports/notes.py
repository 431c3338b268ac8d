"""Footnotes as editors write them: ((in double brackets)) in running text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ifex.foundations.core.html import clean_html, html_to_text

LONGEST_NOTE = 1_000
_NOTE = re.compile(rf"\(\((.{{1,{LONGEST_NOTE}}}?)\)\)", re.DOTALL)


@dataclass
class Notes:
    """Collects the notes of one text, numbered from 1."""

    texts: list[str] = field(default_factory=list)

    def take(self, html: str, mark: Callable[[int], str]) -> str:
        """`html` with `mark(number)` where a note stood."""

        def taken(found: re.Match[str]) -> str:
            self.texts.append(" ".join(html_to_text(clean_html(f"<p>{found[1]}</p>")).split()))
            return mark(len(self.texts))

        return _NOTE.sub(taken, html)
