"""Putting other words in the place of a name, in any text, HTML or JSON."""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from ifex.foundations.core.html import unescape, with_strange_tags_open
from ifex.instruments.search.analysis.arabic_stem import normalise
from ifex.instruments.search.analysis.words import ARABIC, WORD, fold

from .naming import Word, end_of_name, is_telling, name_of, word_of

_TAG = re.compile(r"<[^<>]{0,500}>")
_ADDRESS = re.compile(r"""(?:https?://|mailto:)[^\s<>"']+""", re.IGNORECASE)

_JSON = re.compile(r"\s*[\[{]")
_SITE = re.compile(r"https?://[\w.:-]+", re.IGNORECASE)


class NameReplacer:
    """Knows the spellings of one name, and what stands in their place."""

    def __init__(self, spellings: Iterable[str], other: str) -> None:
        names = set(spellings)
        self.spellings, self.other = frozenset(names), other
        self._names = [name for name in map(name_of, names) if name.together]
        self._telling = frozenset(form for name in self._names for form in name.telling)
        self._particles = frozenset(
            found[0] for name in names for found in WORD.finditer(name) if not is_telling(word_of(found[0]))
        )
        self._any = frozenset(self._telling | {name.together for name in self._names if name.is_one_word})

    def may_stand_in(self, text: str) -> bool:
        """Quick, and never wrong when it says no."""
        text = unquote(text) if "%" in text else text
        folded = f"{fold(text)} {normalise(text)}" if ARABIC.search(text) else fold(text)
        return any(form in folded for form in self._any)

    def in_text(self, text: str, *, with_parts: bool = False) -> tuple[str, int]:
        """The text with the whole names replaced, and how many. `with_parts`: single words of the name too, where the
        text is about the person.
        """
        if not text or not self.may_stand_in(text):
            return text, 0
        text, in_addresses = self._in_addresses(text, with_parts=with_parts)
        # A tag in the midst of a name parts it for a program alone: it goes with the name.
        masked = _TAG.sub(lambda found: " " * len(found[0]), with_strange_tags_open(text))
        places = [
            (found.start(), found.end(), word_of(found[0]))
            for found in WORD.finditer(masked.replace("_", " "))
        ]
        words = [word for _start, _end, word in places]
        spans = self._whole(words)
        if with_parts:
            taken = {place for first, last in spans for place in range(first, last + 1)}
            spans += [(at, at) for at, word in enumerate(words) if at not in taken and self._is_part(word)]
        for first, last in sorted(self._with_particles(spans, words), reverse=True):
            start, end, before = places[first][0], places[last][1], self._before(places[first][2])
            text = text[: start + before] + self.other + text[end:]
        return text, len(spans) + in_addresses

    def _in_addresses(self, text: str, *, with_parts: bool) -> tuple[str, int]:
        """An address that gives the name leads to its site alone from now on; a mail address nowhere."""
        count = 0

        def shortened(found: re.Match[str]) -> str:
            nonlocal count
            address = found[0]
            if not self._gives(unquote(unescape(address)), with_parts=with_parts):
                return address
            count += 1
            site = _SITE.match(address)
            is_safe = site is not None and not self._gives(unquote(site[0]), with_parts=with_parts)
            return f"{site[0]}/" if site and is_safe else ""

        return _ADDRESS.sub(shortened, text), count

    def _gives(self, text: str, *, with_parts: bool) -> bool:
        words = [word_of(found[0]) for found in WORD.finditer(text.replace("_", " "))]
        parts = with_parts and any(is_telling(word) and word.forms & self._telling for word in words)
        return bool(self._whole(words)) or parts

    def in_value(self, value: Any, *, with_parts: bool = False) -> tuple[Any, int]:
        """As `in_text`, for whatever a JSON column holds; lists of words hold each once."""
        if isinstance(value, str):
            return self._in_string(value, with_parts=with_parts)
        if isinstance(value, list):
            done = [self.in_value(item, with_parts=with_parts) for item in value]
            count, items = sum(number for _item, number in done), [item for item, _number in done]
            is_words = count and all(isinstance(item, str) for item in items)
            return (list(dict.fromkeys(items)) if is_words else items), count
        if isinstance(value, dict):
            return self._in_object(value, with_parts=with_parts)
        return value, 0

    def _in_string(self, text: str, *, with_parts: bool) -> tuple[str, int]:
        """It may be JSON itself, as Wagtail keeps bodies in revisions: there letters are escaped, and quotes count."""
        if not _JSON.match(text):
            return self.in_text(text, with_parts=with_parts)
        try:
            replaced, count = self.in_value(json.loads(text), with_parts=with_parts)
        except (ValueError, RecursionError):
            return self.in_text(text, with_parts=with_parts)
        return (json.dumps(replaced) if count else text), count

    def _in_object(self, value: dict[str, Any], *, with_parts: bool) -> tuple[dict[str, Any], int]:
        """Keys too; where two become one they are numbered."""
        replaced: dict[str, Any] = {}
        count = 0
        for key, item in value.items():
            new_key, in_key = self.in_text(key, with_parts=with_parts)
            new_item, in_item = self.in_value(item, with_parts=with_parts)
            same = sum(1 for taken in replaced if taken == new_key or taken.startswith(f"{new_key} ("))
            replaced[f"{new_key} ({same + 1})" if in_key and same else new_key] = new_item
            count += in_key + in_item
        return replaced, count

    def _whole(self, words: list[Word]) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        at = 0
        while at < len(words):
            end = max((end for name in self._names if (end := self._end(name, words, at))), default=0)
            if end:
                spans.append((at, end - 1))
            at = end or at + 1
        return spans

    def _with_particles(self, spans: list[tuple[int, int]], words: list[Word]) -> list[tuple[int, int]]:
        """“Ben” before a family name goes with it."""
        taken = {place for first, last in spans for place in range(first, last + 1)}
        wider = []
        for first, last in spans:
            while first > 0 and first - 1 not in taken and words[first - 1].raw in self._particles:
                first -= 1
            wider.append((first, last))
        return wider

    @staticmethod
    def _end(name: Any, words: list[Word], at: int) -> int | None:
        """Word for word, or the same words in another order."""
        if end := end_of_name(name, words, at):
            return end
        size = len(name.telling)
        if size < 2 or at + size > len(words):
            return None
        left = list(name.telling)
        for word in words[at : at + size]:
            met = next((form for form in left if form in word.forms), None)
            if met is None:
                return None
            left.remove(met)
        return at + size

    def _is_part(self, word: Word) -> bool:
        is_name = word.raw[0].isupper() or not word.raw[0].isascii()
        return is_name and is_telling(word) and bool(word.forms & self._telling)

    def _before(self, word: Word) -> int:
        """Letters of a conjunction or preposition that are written together with the name stay."""
        if word.folded in self._any or any(name.together.startswith(word.folded) for name in self._names):
            return 0
        shorter = [len(word.raw) - len(form) for form in word.forms if form in self._any]
        return min((cut for cut in shorter if 0 < cut <= 2), default=0)
