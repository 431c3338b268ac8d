"""Finding phrases of a word list in a text, in any script."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_WORDS = Path(__file__).parent / "words"
_LETTER = "[\u0620-\u064a\u0671-\u06d3]"
_ARABIC = re.compile(_LETTER)
_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
# And, so, with, to, like and the article are written as one with the word, and say nothing of it.
_BEFORE_ARABIC = f"(?<!{_LETTER})[وف]?(?:لل|[بك]?ال|[بلك])?"
_AFTER_ARABIC = f"(?!{_LETTER})"


@cache
def words_of(language: str) -> dict[str, list[str]]:
    """The lists of a language by name; {} for one that has none: its rules are silent then."""
    path = _WORDS / f"{language}.yaml"
    if not path.exists():
        return {}
    read: Any = yaml.safe_load(path.read_text("utf-8"))
    return {name: [str(line) for line in lines] for name, lines in read.items()}


def listed_passages(text: str, language: str, name: str) -> Iterator[str]:
    """What stands in `text` and in the list, as it is written, each once, in order."""
    pattern = _pattern(language, name)
    if pattern is None:
        return
    seen = set()
    for found in pattern.finditer(_MARKS.sub("", text) if _ARABIC.search(text) else text):
        passage = " ".join(found[0].split())
        if passage.casefold() not in seen:
            seen.add(passage.casefold())
            yield passage


def has_listed(text: str, language: str, name: str) -> bool:
    return next(listed_passages(text, language, name), None) is not None


def knows(language: str, name: str) -> bool:
    return bool(words_of(language).get(name))


@cache
def _pattern(language: str, name: str) -> re.Pattern[str] | None:
    lines = words_of(language).get(name)
    if not lines:
        return None
    is_arabic = any(_ARABIC.search(line) for line in lines)
    # A space of the list stands for any white space, line ends too.
    parts = "|".join(line.replace(" ", r"\s+") for line in lines)
    if is_arabic:
        return re.compile(f"{_BEFORE_ARABIC}(?:{parts}){_AFTER_ARABIC}")
    return re.compile(rf"(?<!\w)(?:{parts})(?!\w)", re.IGNORECASE)
