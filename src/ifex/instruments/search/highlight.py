"""Highlighted passages: where the words of a query stand in a text, and the passages that show most of them.

The caller escapes each piece and marks it: `for piece, is_match in passage.pieces: …`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .analysis import Analyser, Span, find_exacter, get_analyser
from .analysis.spelling import folded_form
from .query.parsing import Clause, ClauseKind, parse

_MOST_EXAMINED = 200_000
_MOST_MATCHES = 500
_WIDTH = 240


@dataclass(frozen=True)
class Passage:
    """A piece of a text. `matches` are places in `text`; the cut flags say whether more stands before and
    after.
    """

    text: str
    matches: tuple[tuple[int, int], ...]
    is_cut_before: bool = False
    is_cut_after: bool = False

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in order, each piece with whether it is a match."""
        at = 0
        for start, end in self.matches:
            if start > at:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


@dataclass(frozen=True)
class _Wanted:
    """What to mark in texts of one language: single tokens, phrases of them, and beginnings of words."""

    words: frozenset[str]
    exact_words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    prefixes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases or self.prefixes)


def mark_text(text: str, q: str, *, language: str) -> Passage:
    """The whole of a short text (a title) with the matches in it. `language` is the text's."""
    return Passage(text, tuple(_merge(_find(text[:_MOST_EXAMINED], q, language))))


def best_passages(text: str, q: str, *, language: str, most: int = 1, width: int = _WIDTH) -> list[Passage]:
    """The passages of about `width` characters that show most different words of `q`, in the order of the
    text. A further passage shows a word that the others do not.

    Without any match (the document was found by a label, or in another language) it is the beginning of the
    text. Only the first 200,000 characters are looked at. `language` is the text's.
    """
    examined = text[:_MOST_EXAMINED]
    matches = _merge(_find(examined, q, language))
    if not matches:
        return [_cut(text, 0, width, [])] if text.strip() else []
    chosen: list[tuple[int, int]] = []
    shown: set[str] = set()
    for begin, _number in sorted(_candidates(examined, matches, width), key=lambda c: (-c[1], c[0])):
        window = (begin, begin + width)
        words = {text[s:e].casefold() for s, e in matches if s >= begin and e <= begin + width}
        is_apart = all(window[1] <= other[0] or window[0] >= other[1] for other in chosen)
        if is_apart and (not chosen or words - shown):
            chosen.append(window)
            shown |= words
        if len(chosen) == most:
            break
    return [_cut(text, start, width, matches) for start, _ in sorted(chosen)]


@lru_cache(maxsize=512)
def _wanted(q: str, language: str) -> _Wanted:
    parsed = parse(q)
    analyser, exacter = get_analyser(language), find_exacter(language)
    words: set[str] = set()
    exact_words: set[str] = set()
    phrases: list[tuple[str, ...]] = []
    prefixes: list[str] = []
    for clause in (clause for unit in parsed.units for clause in unit):
        _collect(clause, analyser, words, phrases, prefixes)
        if exacter is not None and clause.kind == ClauseKind.WORD:
            exact_words.update(exacter.tokens(clause.text))
    content = words - analyser.stopwords
    return _Wanted(frozenset(content or words), frozenset(exact_words), tuple(phrases), tuple(prefixes))


def _collect(
    clause: Clause, analyser: Analyser, words: set[str], phrases: list[tuple[str, ...]], prefixes: list[str]
) -> None:
    if clause.kind == ClauseKind.FACET:
        return
    tokens = tuple(analyser.tokens(clause.text))
    if len(tokens) > 1:
        phrases.append(tokens)
    elif tokens:
        words.add(tokens[0])
    if clause.kind == ClauseKind.PREFIX:
        prefixes.append(folded_form(clause.text))


def _find(text: str, q: str, language: str) -> list[tuple[int, int]]:
    """Places of all matches, in order."""
    wanted = _wanted(q, language)
    if wanted.is_empty:
        return []
    spans = list(get_analyser(language).spans(text))
    found = [(span.start, span.end) for span in spans if _is_wanted(span, text, wanted, language)]
    for phrase in wanted.phrases:
        found += _find_phrase(spans, phrase)
    return sorted(set(found))[:_MOST_MATCHES]


def _is_wanted(span: Span, text: str, wanted: _Wanted, language: str) -> bool:
    if not wanted.words.isdisjoint(span.tokens):
        return True
    if wanted.exact_words:
        exacter = find_exacter(language)
        word = text[span.start : span.end]
        if exacter is not None and not wanted.exact_words.isdisjoint(exacter.tokens(word)):
            return True
    return bool(wanted.prefixes) and folded_form(text[span.start : span.end]).startswith(wanted.prefixes)


def _find_phrase(spans: list[Span], phrase: tuple[str, ...]) -> list[tuple[int, int]]:
    """Each word of each occurrence; pairs of characters in scripts without spaces share their place."""
    flat = [(token, span) for span in spans for token in span.tokens]
    found = []
    for start in range(len(flat) - len(phrase) + 1):
        if flat[start][0] == phrase[0] and all(
            flat[start + step][0] == token for step, token in enumerate(phrase)
        ):
            found += [(span.start, span.end) for _, span in flat[start : start + len(phrase)]]
    return found


def _merge(matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in matches:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _candidates(text: str, matches: list[tuple[int, int]], width: int) -> Iterator[tuple[int, int]]:
    """For each match a window that begins a little before it, and how much it shows: different words count
    most.
    """
    for place, (start, _) in enumerate(matches):
        # At the end of a text the window reaches back, or a stub would be shown.
        begin = max(0, min(start - width // 5, len(text) - width))
        inside = [text[s:e].casefold() for s, e in matches[place:] if e <= begin + width]
        yield begin, 10 * len(set(inside)) + min(len(inside), 9)


def _cut(text: str, start: int, width: int, matches: list[tuple[int, int]]) -> Passage:
    """From `start`, moved to the borders of words, with the matches that lie in it."""
    end = min(len(text), start + width)
    if start > 0:
        space = text.find(" ", start, start + width // 5)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", start + width // 2, end + 1)
        end = space if space > start else end
    inside = tuple((s - start, e - start) for s, e in matches if s >= start and e <= end)
    return Passage(text[start:end], inside, start > 0, end < len(text))
