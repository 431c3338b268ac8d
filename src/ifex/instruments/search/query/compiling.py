"""Clauses become a tree: each word is looked for in every language, in the labels, and among names of other
scripts.
"""

from dataclasses import dataclass

from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_CODES
from ifex.instruments.search.analysed import LABELS, NAMES, SPELLING, exact_field, text_field
from ifex.instruments.search.analysis import find_exacter, get_analyser
from ifex.instruments.search.analysis.names import other_scripts, skeleton
from ifex.instruments.search.analysis.spelling import folded_form
from ifex.instruments.search.analysis.words import ARABIC
from ifex.instruments.search.facets import find_facet
from ifex.instruments.search.notices import Notice

from .parsing import Clause, ClauseKind, ParsedQuery
from .tree import (
    AllOf,
    AtLeast,
    InFacet,
    Node,
    Nothing,
    Phrase,
    Preferred,
    Prefix,
    Sum,
    Without,
    Word,
    all_of,
    any_of,
)  # fmt: skip

LABEL_WEIGHT = 0.6
NAME_WEIGHT = 0.5
NAME_PAIR_WEIGHT = 0.8
PREFIX_WEIGHT = 0.5
EXACT_WEIGHT = 0.6
READER_WEIGHT = 1.1
MOST_REQUIRED_WORDS = 4
MOST_OF = 0.7
# Of those that are not very common; each is looked for in every language.
MOST_WORDS = 16
# Mark, and at least three consonants: shorter skeletons meet too many strangers.
_SHORTEST_ALONE = 4


@dataclass(frozen=True)
class CompiledQuery:
    """`fixed` parts are always required (phrases, facets); of `words` all or most are, by `levels`."""

    fixed: tuple[Node, ...] = ()
    words: tuple[Node, ...] = ()
    excluded: tuple[Node, ...] = ()
    notices: tuple[Notice, ...] = ()
    # Prefixes are dear: a query that has any is asked once.
    may_loosen: bool = True

    @property
    def has_words(self) -> bool:
        """Whether anything gives a score: else results are sorted by date."""
        return bool(self.words) or any(not isinstance(part, InFacet) for part in self.fixed)

    @property
    def levels(self) -> list[int]:
        """How many words to require: first as asked, then fewer and fewer, while too little is found."""
        count = len(self.words)
        first = count if count <= MOST_REQUIRED_WORDS else max(MOST_REQUIRED_WORDS, round(count * MOST_OF))
        if not self.may_loosen:
            return [first]
        later = [least for least in (-(-count // 2), 1) if least < first]
        return [first, *dict.fromkeys(later)]

    def tree(self, least: int | None = None) -> Node:
        """The set with at least `least` of the words, those with as many as asked for first."""
        strict = self.levels[0]
        wanted = strict if least is None else least
        if not self.words or wanted >= len(self.words):
            node = all_of([*self.fixed, *self.words])
        else:
            node = all_of([*self.fixed, self._some(wanted)])
        if wanted < strict:
            node = Preferred(node, AllOf(self.words) if strict == len(self.words) else self._some(strict))
        return Without(node, self.excluded) if self.excluded else node

    def _some(self, least: int) -> Node:
        return AtLeast(self.words, least) if least > 1 else Sum(self.words)


def compile_query(parsed: ParsedQuery, *, language: str) -> CompiledQuery:
    """The tree's parts. `language` is the reader's."""
    units, dropped = _without_stopwords(parsed.units, language)
    notices = list(parsed.notices)
    if dropped:
        notices.append(Notice("common_words", {"words": " ".join(dropped)}))
    if sum(map(_is_counted, units)) > MOST_WORDS:
        notices = [notice for notice in notices if notice.code != "words_cut"]
        notices.append(Notice("words_cut", {"most": MOST_WORDS}))
        units = _first_words(units)
    pairs = _name_pairs(units)
    fixed: list[Node] = []
    words: list[Node] = []
    for place, unit in enumerate(units):
        node = any_of([_clause_node(clause, language, pairs.get(place, ())) for clause in unit])
        (words if _is_counted(unit) else fixed).append(node)
    has_prefix = any(clause.kind == ClauseKind.PREFIX for unit in units for clause in unit)
    excluded = tuple(_excluded_node(clause, language) for clause in parsed.excluded)
    return CompiledQuery(tuple(fixed), tuple(words), excluded, tuple(notices), may_loosen=not has_prefix)


def guess_language(words: list[str], language: str) -> str:
    """The language of a query: Arabic by its letters, else whose common words it has most of, else the
    reader's.
    """
    if sum(bool(ARABIC.search(word)) for word in words) * 2 > len(words):
        return "ar"
    folded = [folded_form(word) for word in words]
    scores = {code: sum(word in get_analyser(code).stopwords for word in folded) for code in LANGUAGE_CODES}
    best = max(scores.values(), default=0)
    if scores.get(language, 0) == best:
        return language if language in LANGUAGE_CODES else DEFAULT_LANGUAGE
    return next(code for code, score in scores.items() if score == best)


def _without_stopwords(
    units: tuple[tuple[Clause, ...], ...], language: str
) -> tuple[list[tuple[Clause, ...]], list[str]]:
    """The units but for very common words, and those words; everything where nothing else would be left."""
    plain = [unit[0].text for unit in units if len(unit) == 1 and unit[0].kind == ClauseKind.WORD]
    stopwords = get_analyser(guess_language(plain, language)).stopwords
    common = {text for text in plain if folded_form(text) in stopwords}
    kept = [unit for unit in units if not (len(unit) == 1 and _is_word(unit[0]) and unit[0].text in common)]
    if not any(clause.kind != ClauseKind.FACET for unit in kept for clause in unit):
        return list(units), []
    return kept, [text for text in dict.fromkeys(plain) if text in common]


def _is_counted(unit: tuple[Clause, ...]) -> bool:
    """Whether the unit is one of the words of which all or most are required."""
    return any(clause.kind in {ClauseKind.WORD, ClauseKind.PREFIX} for clause in unit)


def _first_words(units: list[tuple[Clause, ...]]) -> list[tuple[Clause, ...]]:
    """Without the words beyond MOST_WORDS; phrases and facets stay."""
    counted = [unit for unit in units if _is_counted(unit)]
    kept = set(map(id, counted[:MOST_WORDS]))
    return [unit for unit in units if not _is_counted(unit) or id(unit) in kept]


def _is_word(clause: Clause) -> bool:
    return clause.kind == ClauseKind.WORD


def _name_pairs(units: list[tuple[Clause, ...]]) -> dict[int, tuple[Node, ...]]:
    """For each place, the phrases of skeletons that it forms with its neighbours, in each script."""
    bones = [skeleton(unit[0].text) if len(unit) == 1 and _is_word(unit[0]) else "" for unit in units]
    pairs: dict[int, tuple[Node, ...]] = {}
    for place in range(len(bones) - 1):
        first, second = bones[place], bones[place + 1]
        if not first or not second:
            continue
        firsts, seconds = [first, *other_scripts(first)], [second, *other_scripts(second)]
        seconds = [next(s for s in seconds if s[0] == one[0]) for one in firsts]
        phrases = tuple(Phrase(NAMES, pair, NAME_PAIR_WEIGHT) for pair in zip(firsts, seconds, strict=True))
        pairs[place] = (*pairs.get(place, ()), *phrases)
        pairs[place + 1] = (*pairs.get(place + 1, ()), *phrases)
    return pairs


def _clause_node(clause: Clause, language: str, name_pairs: tuple[Node, ...]) -> Node:
    match clause.kind:
        case ClauseKind.FACET:
            return _facet_node(clause)
        case ClauseKind.PHRASE:
            return any_of(_phrase_nodes(clause.text, language))
        case ClauseKind.PREFIX:
            return any_of(_prefix_nodes(clause.text, language))
        case _:
            return any_of([*_word_nodes(clause.text, language), *_name_nodes(clause.text), *name_pairs])


def _excluded_node(clause: Clause, language: str) -> Node:
    return _clause_node(clause, language, ())


def _facet_node(clause: Clause) -> Node:
    return facet_node(clause.facet, clause.values)


def facet_node(name: str, values: tuple[str, ...]) -> Node:
    """Documents with any of the chosen values; ranges are spelt out."""
    facet = find_facet(name)
    if facet is None:
        return InFacet(name, values)
    return InFacet(name, tuple(dict.fromkeys(term for value in values for term in facet.terms_of(value))))


def _word_nodes(text: str, language: str) -> list[Node]:
    """One word (or several that hang together, as in Abu-Ghraib) in every language's text and in the
    labels.
    """
    nodes: list[Node] = []
    labels: dict[tuple[str, ...], None] = {}
    for code in LANGUAGE_CODES:
        weight = READER_WEIGHT if code == language else 1.0
        tokens = tuple(get_analyser(code).tokens(text))
        node = _tokens_node(text_field(code), tokens, weight)
        exacter = find_exacter(code)
        if exacter is not None and ARABIC.search(text):
            exact = exacter.tokens(text)
            if len(exact) == 1 == len(tokens):
                node = Sum((node, Word(exact_field(code), exact[0], EXACT_WEIGHT * weight)))
        nodes.append(node)
        labels[tokens] = None
    nodes += [_tokens_node(LABELS, tokens, LABEL_WEIGHT) for tokens in labels]
    return nodes


def _tokens_node(field: str, tokens: tuple[str, ...], weight: float) -> Node:
    if not tokens:
        return Nothing()
    return Word(field, tokens[0], weight) if len(tokens) == 1 else Phrase(field, tokens, weight)


def _phrase_nodes(text: str, language: str) -> list[Node]:
    return [node for node in _word_nodes(text, language) if not isinstance(node, Sum)] + [
        node.parts[0] for node in _word_nodes(text, language) if isinstance(node, Sum)
    ]


def _prefix_nodes(text: str, language: str) -> list[Node]:
    """Words as spelt are kept in a field of their own; the text fields, which hold stems, have the word
    itself.
    """
    return [Prefix(SPELLING, folded_form(text), PREFIX_WEIGHT), *_word_nodes(text, language)]


def _name_nodes(text: str) -> list[Node]:
    bones = skeleton(text) if " " not in text else ""
    if len(bones) < _SHORTEST_ALONE:
        return []
    return [Word(NAMES, other, NAME_WEIGHT) for other in other_scripts(bones)]
