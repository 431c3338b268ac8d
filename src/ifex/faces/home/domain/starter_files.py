"""The starter pages as files: read, checked, and turned into the raw bodies of pages, one for each language.

The format is docs/reference/starter-pages.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.utils.html import escape

from ifex.foundations.core.languages import LANGUAGE_CODES

FOLDER = Path(__file__).resolve().parent.parent / "starter"
_NAMESPACE = UUID("5f0c1a2e-6f0b-4f55-9d3c-6b1b1b8f7a10")

Words = dict[str, str]
PageIds = dict[str, int]
"""The key of a starter page to the id of its page in the source language."""


class StarterUnreadable(Exception):
    """A file of the starter pages is not as its format says."""


@dataclass(frozen=True)
class StarterPage:
    """`key` is its place in the tree, `what-we-do/work`; the front page's is "". `content` is the file."""

    key: str
    content: dict[str, Any]

    @property
    def about(self) -> str:
        return str(self.content.get("about", ""))

    @property
    def menu(self) -> tuple[str, int]:
        place, _space, order = str(self.content.get("menu", "")).partition(" ")
        return place, int(order or 100)

    def words(self, name: str, language: str) -> str:
        return pick(self.content.get(name) or {}, language)

    def slug(self, language: str) -> str:
        own = self.key.rpartition("/")[2]
        return (self.content.get("slug") or {}).get(language) or own

    def body(self, language: str, ids: PageIds) -> list[dict[str, Any]]:
        """Raw blocks. The ids of blocks and items are the same in every language: so translations find each other."""
        maker = _BodyMaker(self.key, language, ids)
        return [maker.block(str(place), item) for place, item in enumerate(self.content.get("body") or [])]


def read_starter_pages(folder: Path = FOLDER) -> list[StarterPage]:
    """In the order of the tree: a page comes after the one above it. Raises StarterUnreadable."""
    pages = []
    for path in sorted(folder.rglob("*.yaml"), key=lambda path: (len(path.relative_to(folder).parts), path)):
        key = str(path.relative_to(folder).with_suffix("")).replace("\\", "/")
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as broken:
            raise StarterUnreadable(f"{path.name}: {broken}") from broken
        pages.append(StarterPage("" if key == "home" else key, content))
    return pages


def pick(words: Words | str, language: str) -> str:
    """A fifth language takes the words of the first until it has its own. A bare number stands for itself."""
    if not isinstance(words, dict):
        return str(words)
    return str(words.get(language) or words.get(LANGUAGE_CODES[0]) or "")


class _BodyMaker:
    """The blocks of one page in one language."""

    def __init__(self, key: str, language: str, ids: PageIds) -> None:
        self.key, self.language, self.ids = key, language, ids

    def block(self, place: str, item: dict[str, Any]) -> dict[str, Any]:
        [(name, content)] = item.items()
        return {"type": name, "value": self._value(name, content, place), "id": self._id(place)}

    def _id(self, place: str) -> str:
        return str(uuid5(_NAMESPACE, f"{self.key}#{place}"))

    def _value(self, name: str, content: Any, place: str) -> Any:
        if name == "heading":
            return self._words(content)
        if name == "text":
            return self._prose(content)
        makers: dict[str, Callable[[Any, str], Any]] = {
            "cards": lambda c, p: self._struct(c, p, cards=("title", "words", "link")),
            "questions": lambda c, p: self._struct(c, p, questions=("question", "answer")),
            "facts": lambda c, p: self._struct(c, p, facts=("name", "value")),
            "timeline": lambda c, p: self._struct(c, p, moments=("when", "words")),
            "table": self._table,
        }
        return makers.get(name, self._struct)(content or {}, place)

    def _struct(self, content: dict[str, Any], place: str, **lists: tuple[str, ...]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, value in content.items():
            if name in lists:
                made[name] = list(self._items(f"{place}/{name}", value, lists[name]))
            else:
                made[name] = self._leaf(name, value)
        return made

    def _items(
        self, place: str, rows: list[dict[str, Any]], names: tuple[str, ...]
    ) -> Iterator[dict[str, Any]]:
        for number, row in enumerate(rows):
            if set(row) - set(names):
                raise StarterUnreadable(f"{self.key}: {sorted(set(row) - set(names))} in {place}")
            value = {name: self._leaf(name, row[name]) for name in names if name in row}
            yield self._item(f"{place}/{number}", value)

    def _item(self, place: str, value: Any) -> dict[str, Any]:
        return {"type": "item", "value": value, "id": self._id(place)}

    def _leaf(self, name: str, value: Any) -> Any:
        if name == "link":
            return self._link(value)
        if name == "answer":
            return self._prose(value)
        return self._words(value) if isinstance(value, dict) else value

    def _table(self, content: dict[str, Any], place: str) -> dict[str, Any]:
        columns = [self._item(f"{place}/c{n}", self._words(one)) for n, one in enumerate(content["columns"])]
        rows = []
        for number, row in enumerate(content["rows"]):
            cells = [self._item(f"{place}/r{number}/{n}", self._words(one)) for n, one in enumerate(row)]
            rows.append(self._item(f"{place}/r{number}", {"cells": cells}))
        return {"title": self._words(content["title"]), "columns": columns, "rows": rows}

    def _words(self, words: Words | str) -> str:
        return pick(words, self.language)

    def _link(self, target: str) -> dict[str, Any]:
        if target.startswith("page:"):
            return {"page": self._page_id(target), "address": ""}
        return {"page": None, "address": target}

    def _page_id(self, target: str) -> int:
        try:
            return self.ids[target.removeprefix("page:")]
        except KeyError:
            raise StarterUnreadable(f"{self.key}: there is no {target}") from None

    def _prose(self, paragraphs: list[Any]) -> str:
        return "".join(self._paragraph(one) for one in paragraphs)

    def _paragraph(self, one: Any) -> str:
        if "list" in one:
            return f"<ul>{''.join(f'<li>{self._inline(words)}</li>' for words in one['list'])}</ul>"
        return f"<p>{self._inline(one)}</p>"

    def _inline(self, words: Words | str) -> str:
        """`<a href>` as Wagtail stores it; addresses of the site get the language of the page."""
        text = self._words(words)
        for link in _hrefs(text):
            if link.startswith("page:"):
                text = text.replace(f'href="{link}"', f'linktype="page" id="{self._page_id(link)}"')
            elif link.startswith("/"):
                text = text.replace(f'href="{link}"', f'href="/{self.language}{escape(link)}"')
        return text


def _hrefs(text: str) -> set[str]:
    return {part.split('"', 1)[0] for part in text.split('href="')[1:]}
