"""Two wordings of the same text, with what went and what came marked."""

import difflib
import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .html import html_to_text

MOST_WORDS = 6_000
_WORD = re.compile(r"\s+|[^\s]+")


def mark_words(old: str, new: str) -> SafeString:
    """One text with what went struck out and what came underlined. Tags are left out: words are compared."""
    before, after = (_WORD.findall(html_to_text(text)) for text in (old, new))
    if len(before) + len(after) > MOST_WORDS:
        return mark_lines(["".join(before)], ["".join(after)])
    return format_html_join("", "{}", ((piece,) for piece in _pieces(before, after, joint="")))


def mark_lines(old: list[str], new: list[str]) -> SafeString:
    """Whole lines as they went and came."""
    return format_html_join("", "{}", ((piece,) for piece in _pieces(old, new, joint="\n")))


def _pieces(old: list[str], new: list[str], *, joint: str) -> Iterator[SafeString]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield format_html("{}{}", joint.join(old[i1:i2]), joint)
        if kind in ("delete", "replace"):
            yield format_html("<del>{}</del>{}", joint.join(old[i1:i2]), joint)
        if kind in ("insert", "replace"):
            yield format_html("<ins>{}</ins>{}", joint.join(new[j1:j2]), joint)
