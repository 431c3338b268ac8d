"""What a sentence's translation lacks: said beside it, and in nobody's way."""

import re
from enum import StrEnum

from ifex.instruments.translation.segments.blocks import marks_in, without_marks
from ifex.instruments.translation.segments.units import Unit

_NUMBER = re.compile(r"\d+")


class Lack(StrEnum):
    MARKS = "marks"
    NUMBERS = "numbers"
    SAME = "same"


def lacks_of(unit: Unit) -> list[Lack]:
    """Marks or numbers that differ; words that are the source's own."""
    if not unit.target.strip():
        return []
    lacks = []
    if marks_in(unit.source) != marks_in(unit.target):
        lacks.append(Lack.MARKS)
    if _numbers(unit.source) != _numbers(unit.target):
        lacks.append(Lack.NUMBERS)
    if len(unit.source.split()) > 3 and unit.source.strip() == unit.target.strip():
        lacks.append(Lack.SAME)
    return lacks


def _numbers(text: str) -> list[int]:
    """Digits of any script; thousands may be parted otherwise."""
    bare = re.sub(r"(?<=\d)[.,\u00a0\u202f\u066c](?=\d{3}(?!\d))", "", without_marks(text))
    return sorted(int(found[0]) for found in _NUMBER.finditer(bare))
