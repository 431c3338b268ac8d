"""A source text and its translation side by side: sentences where they match, else blocks, else the whole field."""

from dataclasses import asdict, dataclass
from typing import Any

from ifex.foundations.core.html import plain_text_to_html
from ifex.instruments.translation.enums import Origin
from ifex.instruments.translation.kinds import TranslatableField, Words

from .blocks import read_blocks, without_marks, write_blocks
from .sentences import split_sentences

WHOLE_FIELD = -1


@dataclass
class Unit:
    """One pair. `was` is the source sentence from which `target` was translated, where the source has changed since."""

    field: str
    block: int
    source: str
    target: str = ""
    origin: str = Origin.PERSON.value
    is_approved: bool = False
    was: str = ""

    @property
    def is_open(self) -> bool:
        """Nothing is written, or nobody has approved what a machine wrote or what the source has outdated."""
        needs_approval = self.origin == Origin.MACHINE or bool(self.was)
        return bool(self.source.strip()) and (
            not self.target.strip() or (needs_approval and not self.is_approved)
        )

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def units_of(fields: tuple[TranslatableField, ...], source: Words, target: Words) -> list[Unit]:
    """In the order of the fields; fields without a source text have none."""
    units: list[Unit] = []
    for one in fields:
        if source.get(one.name, "").strip():
            units += _units_of_field(one, source[one.name], target.get(one.name, ""))
    return units


def _units_of_field(one: TranslatableField, source: str, target: str) -> list[Unit]:
    if not one.is_html:
        return _units_of_block(one.name, 0, source, target, whole=one.longest is not None)
    ours = [block.text for block in read_blocks(source).blocks]
    theirs = [block.text for block in read_blocks(target).blocks]
    if target.strip() and len(ours) != len(theirs):
        return [Unit(one.name, WHOLE_FIELD, "\n\n".join(ours), "\n\n".join(theirs))]
    units: list[Unit] = []
    for number, text in enumerate(ours):
        units += _units_of_block(one.name, number, text, theirs[number] if target.strip() else "")
    return units


def _units_of_block(name: str, block: int, source: str, target: str, *, whole: bool = False) -> list[Unit]:
    sources = [source.strip()] if whole else split_sentences(source)
    targets = (
        split_sentences(target) if not whole and target.strip() else [target.strip()] * bool(target.strip())
    )
    if not targets:
        return [Unit(name, block, sentence) for sentence in sources]
    if len(targets) == len(sources):
        return [Unit(name, block, *pair) for pair in zip(sources, targets, strict=True)]
    return [Unit(name, block, " ".join(sources), " ".join(targets))]


def words_of(fields: tuple[TranslatableField, ...], source: Words, units: list[Unit]) -> Words:
    """The translation as a whole, field by field; "" for a field without a source."""
    words: Words = {}
    for one in fields:
        mine = [unit for unit in units if unit.field == one.name]
        words[one.name] = _field_of(one, source.get(one.name, ""), mine) if mine else ""
    return words


def _field_of(one: TranslatableField, source: str, units: list[Unit]) -> str:
    if units[0].block == WHOLE_FIELD:
        text = without_marks_by_line(units[0].target)
        return plain_text_to_html(text) if one.is_html else text
    if not one.is_html:
        return " ".join(unit.target.strip() for unit in units if unit.target.strip())
    structure = read_blocks(source)
    texts = [""] * len(structure.blocks)
    for unit in units:
        if unit.block < len(texts) and unit.target.strip():
            texts[unit.block] = f"{texts[unit.block]} {unit.target.strip()}".strip()
    return write_blocks(structure, texts)


def without_marks_by_line(text: str) -> str:
    return "\n".join(without_marks(line) if "{" in line else line for line in text.split("\n"))
