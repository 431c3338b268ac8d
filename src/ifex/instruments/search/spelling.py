"""Completions, and "did you mean": words of the index that are spelt almost like one that nothing has."""

from .analysed import LABELS, NAMES, SPELLING, text_field
from .analysis import get_analyser
from .analysis.names import other_scripts, skeleton
from .analysis.spelling import NAME_MARK, SEPARATOR, folded_form, spelling_of
from .analysis.words import WORD
from .protocol import Snapshot
from .query.compiling import guess_language
from .query.parsing import Clause, ClauseKind, ParsedQuery
from .query.tree import Word

_MOST_WORDS = 4
_SHORTEST = 4
_CANDIDATES = 2_000
_LONGEST_TEXT = 200
_MOST_ALIKE = 8


def complete(text: str, snapshot: Snapshot, *, limit: int) -> list[str]:
    """`text` with its last word completed, most frequent first."""
    safe = text[-_LONGEST_TEXT:].encode("utf-8", "replace").decode()
    words = list(WORD.finditer(safe))
    if not words or words[-1].end() != len(safe):
        return []
    prefix = folded_form(words[-1].group())
    if len(prefix) < 2:
        return []
    before = safe[: words[-1].start()]
    found: dict[str, None] = {}
    for token, _ in snapshot.completions(SPELLING, prefix, limit * 4):
        text = before + spelling_of(token)
        if text not in found and _is_alive(token, snapshot):
            found[text] = None
        if len(found) == limit:
            break
    return list(found)


def _is_alive(token: str, snapshot: Snapshot) -> bool:
    """Whether a document has it today: an index keeps the words of what has left it (a name taken back) for a while,
    and they are nobody's to hear.
    """
    return snapshot.count(Word(SPELLING, token)) > 0


def better_query(q: str, parsed: ParsedQuery, snapshot: Snapshot, *, language: str) -> str:
    """`q` with each word that no document has replaced by the likeliest that some have; "" where nothing is
    better. `language` is the reader's.
    """
    better = q
    clauses = [clause for unit in parsed.units for clause in unit]
    for clause in clauses[: _MOST_WORDS * 2]:
        for word in _unknown_words(clause, snapshot, language)[:_MOST_WORDS]:
            found = nearest_word(word, snapshot)
            if found:
                better = _with_word(better, word, found)
    return better if better != q else ""


def _with_word(text: str, word: str, other: str) -> str:
    """`text` with its first whole `word` replaced."""
    place = next((found for found in WORD.finditer(text) if found.group() == word), None)
    return text if place is None else text[: place.start()] + other + text[place.end() :]


def nearest_word(word: str, snapshot: Snapshot) -> str:
    """The most frequent spelling within one or two changes of `word`, else a name that sounds alike; "" if
    none.
    """
    folded = folded_form(word)
    if len(folded) < _SHORTEST:
        return ""
    most_changes = 1 if len(folded) < 6 else 2
    found: dict[str, tuple[int, int, str]] = {}
    for prefix in _prefixes(folded):
        for token, frequency in snapshot.completions(SPELLING, prefix, _CANDIDATES):
            other = token.partition(SEPARATOR)[0]
            if abs(len(other) - len(folded)) > most_changes or other == folded:
                continue
            changes = distance(folded, other, most_changes)
            if changes <= most_changes:
                found[token] = (changes, -frequency, spelling_of(token))
    best = next((token for token in sorted(found, key=found.__getitem__) if _is_alive(token, snapshot)), "")
    return spelling_of(best) if best else _alike_name(word, snapshot)


def distance(first: str, second: str, most: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours between two words; `most + 1` where there are
    more.
    """
    previous: list[int] = []
    current = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        before, previous, current = previous, current, [i]
        for j, b in enumerate(second, 1):
            cost = min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
    return min(current[-1], most + 1)


def _unknown_words(clause: Clause, snapshot: Snapshot, language: str) -> list[str]:
    if clause.kind not in {ClauseKind.WORD, ClauseKind.PHRASE}:
        return []
    return [word for word in WORD.findall(clause.text) if not _is_known(word, snapshot, language)]


def _is_known(word: str, snapshot: Snapshot, language: str) -> bool:
    """Whether any document has the word: as it is spelt, in another form, or as a name of another script.

    Forms are those of the query's language: French cuts `tunisai` to `tunis`, which would hide that it is misspelt.
    """
    folded = folded_form(word)
    if snapshot.frequency(SPELLING, folded) or snapshot.completions(SPELLING, f"{folded}{SEPARATOR}", 1):
        return True
    code = guess_language([word], language)
    for token in get_analyser(code).tokens(word):
        if snapshot.frequency(text_field(code), token) or snapshot.frequency(LABELS, token):
            return True
    bones = skeleton(word)
    return len(bones) >= _SHORTEST and any(snapshot.frequency(NAMES, other) for other in other_scripts(bones))


def _prefixes(word: str) -> list[str]:
    """Beginnings that a misspelt word may have had: as it is, with one change in its first two letters, and
    whatever else is frequent with its first letter.
    """
    found = [word[:2], word[1] + word[0], word[1:3], word[0] + word[2], word[0]]
    return list(dict.fromkeys(found))


def _alike_name(word: str, snapshot: Snapshot) -> str:
    bones = skeleton(word)
    if len(bones) < 4:
        return ""
    for candidate in [bones, *other_scripts(bones)]:
        for token, _ in snapshot.completions(SPELLING, f"{NAME_MARK}{candidate}{SEPARATOR}", _MOST_ALIKE):
            if _is_alive(token, snapshot):
                return spelling_of(token)
    return ""
