"""Cleaned HTML as blocks of marked text, and back.

A paragraph, heading, list item or quotation is a block. What stands inside a line (links, strong, em, line breaks)
becomes a mark: `{1}words{/1}`, `{2/}`. Whoever translates moves the marks along; the tags themselves are never typed.
"""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ifex.foundations.core.html import clean_html

_BLOCKS = frozenset(["p", "h2", "h3", "h4", "li", "blockquote"])
_AROUND = frozenset(["ul", "ol", "hr"])
_MARK = re.compile(r"\{(?P<close>/)?(?P<number>\d{1,3})(?P<alone>/)?\}")


@dataclass
class Block:
    """`text` is plain with marks; `tags` gives for each mark the tag that opens and the one that closes, or ""."""

    text: str = ""
    tags: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Structure:
    """`frame` holds what stands around the blocks: a string, or the number of a block."""

    frame: list[str | int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.structure = Structure()
        self._block: Block | None = None
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag in _AROUND:
            self._end_block()
            self.structure.frame.append(self.get_starttag_text() or f"<{tag}>")
            return
        block = self._this_block()
        number = len(block.tags) + 1
        if tag == "br":
            block.tags[number] = ("<br>", "")
            block.text += f" {{{number}/}} "
            return
        block.tags[number] = (self.get_starttag_text() or f"<{tag}>", f"</{tag}>")
        block.text += f"{{{number}}}"
        self._open.append((tag, number))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag in _AROUND:
            self._end_block()
            self.structure.frame.append(f"</{tag}>")
            return
        place = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), None)
        if place is not None and self._block is not None:
            self._block.text += f"{{/{self._open.pop(place)[1]}}}"

    def handle_data(self, data: str) -> None:
        if data.strip() or self._block is not None:
            self._this_block().text += data

    def _this_block(self) -> Block:
        if self._block is None:
            self._block = Block()
            self.structure.frame.append(len(self.structure.blocks))
            self.structure.blocks.append(self._block)
        return self._block

    def _end_block(self) -> None:
        if self._block is not None:
            self._block.text = " ".join(self._block.text.split())
        self._block, self._open = None, []

    def close(self) -> None:
        super().close()
        self._end_block()


def read_blocks(text: str) -> Structure:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.structure


def write_blocks(structure: Structure, texts: list[str]) -> str:
    """The same frame with other words, a text for each block; cleaned, so that a lost mark breaks nothing."""
    parts = [
        piece if isinstance(piece, str) else _with_tags(texts[piece], structure.blocks[piece])
        for piece in structure.frame
    ]
    return clean_html("".join(parts))


def marks_in(text: str) -> list[str]:
    """Each mark as it is written, sorted: what a translation must have too."""
    return sorted(found[0] for found in _MARK.finditer(text))


def without_marks(text: str) -> str:
    return " ".join(_MARK.sub(" ", text).split()) if "{" in text else text


def _with_tags(text: str, block: Block) -> str:
    def tag(found: re.Match[str]) -> str:
        opens, closes = block.tags.get(int(found["number"]), (found[0], found[0]))
        return closes if found["close"] else opens

    return _MARK.sub(tag, html.escape(text, quote=False))
