"""Violations by the words that tell of them: the lists' own and the vocabulary's."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations

from ifex.instruments.search.analysis import get_analyser
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import vocabulary

from .told import ToldText
from .word_lists import read_list

MOST_BETWEEN = 5
MOST_SUGGESTED = 5
LEAST_SCORE = 2
LEAST_SHARE = 0.15
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
    "criminal-defamation": ("criminal-charge",),
    "blasphemy-charge": ("criminal-charge",),
    "security-charge": ("criminal-charge",),
    "false-news-charge": ("criminal-charge",),
    "leak-prosecution": ("criminal-charge",),
    "restrictive-law-adopted": ("conviction", "false-news-charge", "fine"),
    "restrictive-law-proposed": ("conviction", "false-news-charge", "fine"),
}
"""Where the first is told, words of the others are part of the telling."""

Stems = tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Words and phrases of which any will do."""

    phrases: frozenset[Stems]

    @cached_property
    def by_first(self) -> dict[str, list[list[str]]]:
        """The phrases that begin with a stem, the longest first."""
        found: dict[str, list[list[str]]] = defaultdict(list)
        for phrase in sorted(self.phrases, key=len, reverse=True):
            found[phrase[0]].append(list(phrase))
        return dict(found)

    def length_at(self, stems: list[str], at: int) -> int:
        """How many of `stems` from `at` on are one of its phrases: 0 for none."""
        for phrase in self.by_first.get(stems[at], ()):
            if len(phrase) == 1 or stems[at : at + len(phrase)] == phrase:
                return len(phrase)
        return 0


@dataclass(frozen=True)
class Cue:
    """Words that tell of a violation: one of each group, with up to MOST_BETWEEN words between groups."""

    violation: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Told:
    """Where a cue stands: the numbers of its first word and its last. `length` words are its own."""

    cue: Cue
    first: int
    last: int
    length: int

    @property
    def strength(self) -> int:
        """A word alone may say anything; words together mean what they say."""
        return 1 if self.length == 1 else 2


def suggest_violations(told: ToldText, cues: list[Told]) -> list[str]:
    """Slugs, the likeliest first, by what `cues_in` found. The headline counts most, then the first paragraph."""
    scores: dict[str, float] = defaultdict(float)
    for found in _without_wider(cues):
        scores[found.cue.violation] += found.strength * told.weight_of(found.first)
    for slug in [slug for slug in scores if scores[slug] >= LEAST_SCORE]:
        for part in _TOLD_WITH.get(slug, ()):
            scores.pop(part, None)
    best = max(scores.values(), default=0)
    least = max(LEAST_SCORE, best * LEAST_SHARE)
    likely = sorted((slug for slug, score in scores.items() if score >= least), key=lambda s: -scores[s])
    return likely[:MOST_SUGGESTED]


def cues_in(told: ToldText) -> list[Told]:
    """Wherever something is told to have happened."""
    cues = _cues_by_first_stem(told.language, _vocabulary_now(told.language))
    found = []
    for first, stem in enumerate(told.stems):
        for cue in cues.get(stem, ()):
            one = _told_at(cue, told, first)
            if one is not None:
                found.append(one)
    return found


def _told_at(cue: Cue, told: ToldText, first: int) -> Told | None:
    """Within one sentence."""
    stems, sentence = told.stems, told.sentences[first]
    at, length = first, 0
    for number, group in enumerate(cue.groups):
        room = MOST_BETWEEN + 1 if number else 1
        for start in range(at, min(at + room, len(stems))):
            if taken := group.length_at(stems, start):
                at, length = start + taken, length + taken
                break
        else:
            return None
    return Told(cue, first, at - 1, length) if told.sentences[at - 1] == sentence else None


def _without_wider(found: list[Told]) -> list[Told]:
    """A threat that is told as a threat to kill is that alone: of cues that share words the longest counts."""
    kept: list[Told] = []
    for one in sorted(found, key=lambda each: (-each.length, each.first)):
        others = [other for other in kept if other.first <= one.last and one.first <= other.last]
        if not any(other.length > one.length or other.cue.violation == one.cue.violation for other in others):
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
        for groups in _orders_of(line, language):
            for stems in groups[0].phrases:
                cues[stems[0]][Cue(slug, groups)] = None
    return {stem: list(group) for stem, group in cues.items()}


def _orders_of(line: str, language: str) -> list[tuple[Group, ...]]:
    """The groups of a line of the lists: `..` between them keeps their order, `<>` means any order."""
    sides = [tuple(_group_of(part, language) for part in side.split(" .. ")) for side in line.split(" <> ")]
    if not all(group.phrases for side in sides for group in side):
        return []
    return [sum(order, ()) for order in permutations(sides)]


def _group_of(part: str, language: str) -> Group:
    """`a|b c|{name}`: any of these; `{name}` stands for a list of the file's `words`."""
    words: dict[str, list[str]] = read_list(language).get("words", {})
    phrases: list[str] = []
    for one in part.split("|"):
        name = one.strip()
        phrases += words[name[1:-1]] if name.startswith("{") else [name]
    return Group(
        frozenset(stems for phrase in phrases if (stems := tuple(get_analyser(language).tokens(phrase))))
    )
