"""Violations by the words that tell of them: the lists' own and the vocabulary's."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from ifex.instruments.search.analysis import get_analyser
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import vocabulary

from .told import ToldText
from .word_lists import read_list

MOST_BETWEEN = 5
MOST_SUGGESTED = 4
LEAST_SCORE = 2
LEAST_SHARE = 0.34
"""Of the best one's score."""

_TOLD_WITH = {
    "murder": ("attempted-killing", "killing"),
    "killed-in-crossfire": ("killing",),
    "death-in-custody": ("killing",),
    "death-threat": ("threat",),
    "death-sentence": ("conviction",),
    "edition-seized": ("equipment-seized",),
    "abduction": ("enforced-disappearance",),
    "civil-lawsuit": ("fine",),
    "restrictive-law-adopted": ("conviction", "false-news-charge", "fine"),
    "restrictive-law-proposed": ("conviction", "false-news-charge", "fine"),
}
"""Where the first is told, words of the others are part of the telling."""

Stems = tuple[str, ...]


@dataclass(frozen=True)
class Cue:
    """Words that tell of a violation: each group stands together, up to MOST_BETWEEN words between groups."""

    violation: str
    groups: tuple[Stems, ...]

    @property
    def length(self) -> int:
        return sum(map(len, self.groups))


@dataclass(frozen=True)
class Told:
    """Where a cue stands: from the first of its words to the last, as numbers of words."""

    cue: Cue
    first: int
    last: int


def suggest_violations(told: ToldText) -> list[str]:
    """Slugs, the likeliest first. What is told in the headline counts most, then the first paragraph."""
    scores: dict[str, float] = defaultdict(float)
    for found in _without_wider(list(_cues_in(told))):
        scores[found.cue.violation] += told.weight_at(told.words[found.first].start)
    for slug in [slug for slug in scores if scores[slug] >= LEAST_SCORE]:
        for part in _TOLD_WITH.get(slug, ()):
            scores.pop(part, None)
    best = max(scores.values(), default=0)
    least = max(LEAST_SCORE, best * LEAST_SHARE)
    likely = sorted((slug for slug, score in scores.items() if score >= least), key=lambda s: -scores[s])
    return likely[:MOST_SUGGESTED]


def violation_at(told: ToldText) -> list[int]:
    """Places in the text where something is told to have happened."""
    return [told.words[found.first].start for found in _cues_in(told)]


def _cues_in(told: ToldText) -> list[Told]:
    cues = _cues_by_first_stem(told.language, _vocabulary_now(told.language))
    found = []
    for first, stem in enumerate(told.stems):
        for cue in cues.get(stem, ()):
            last = _last_word(cue, told.stems, first)
            if last is not None:
                found.append(Told(cue, first, last))
    return found


def _last_word(cue: Cue, stems: list[str], first: int) -> int | None:
    at = first
    for number, group in enumerate(cue.groups):
        room = MOST_BETWEEN + 1 if number else 1
        start = next(
            (at + n for n in range(room) if tuple(stems[at + n : at + n + len(group)]) == group), None
        )
        if start is None:
            return None
        at = start + len(group)
    return at - 1


def _without_wider(found: list[Told]) -> list[Told]:
    """A threat that is told as a threat to kill is that alone: of cues that share words the longest counts."""
    kept: list[Told] = []
    for one in sorted(found, key=lambda each: (-each.cue.length, each.first)):
        others = [other for other in kept if other.first <= one.last and one.first <= other.last]
        if not any(
            other.cue.length > one.cue.length or other.cue.violation == one.cue.violation for other in others
        ):
            kept.append(one)
    return kept


def _vocabulary_now(language: str) -> tuple[tuple[str, str], ...]:
    rows = vocabulary(Vocabulary.VIOLATION_TYPES).values()
    return tuple((row.slug, row.name.get(language, "")) for row in rows if not row.is_retired)


@lru_cache(maxsize=16)
def _cues_by_first_stem(language: str, labels: tuple[tuple[str, str], ...]) -> dict[str, list[Cue]]:
    """`labels` are part of the key: an editor who renames a term changes what is found."""
    current = {slug for slug, _label in labels}
    lists: dict[str, list[str]] = read_list(language).get("violations", {})
    cues: dict[str, dict[Cue, None]] = defaultdict(dict)
    written = [(slug, line) for slug, lines in lists.items() if slug in current for line in lines]
    written += [(slug, label) for slug, label in labels if len(label.split()) > 1]
    for slug, line in written:
        groups = tuple(_stems_of(part, language) for part in line.split(" .. "))
        if all(groups):
            cues[groups[0][0]][Cue(slug, groups)] = None
    return {stem: list(group) for stem, group in cues.items()}


def _stems_of(words: str, language: str) -> Stems:
    return tuple(get_analyser(language).tokens(words))
