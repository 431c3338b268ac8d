"""From a request to the trees that answer it. The one place that says what set a request speaks of."""

from dataclasses import dataclass
from functools import lru_cache

from .notices import Notice
from .protocol import Snapshot
from .query.compiling import CompiledQuery, compile_query, facet_node
from .query.parsing import ParsedQuery, parse
from .query.tree import Node, OfKind, all_of
from .requests import SearchRequest

ENOUGH = 5


@lru_cache(maxsize=1024)
def _understand(q: str, language: str) -> tuple[ParsedQuery, CompiledQuery]:
    parsed = parse(q)
    return parsed, compile_query(parsed, language=language)


@dataclass(frozen=True)
class Question:
    """A request, understood. `least` words are required (None: as many as the rules say)."""

    parsed: ParsedQuery
    compiled: CompiledQuery
    filters: tuple[tuple[str, Node], ...]
    kinds: Node
    least: int | None = None

    @property
    def node(self) -> Node:
        """The set of the answer."""
        return self.without_filter("")

    def without_filter(self, facet: str) -> Node:
        """The set as it would be without the choices of one facet."""
        others = [node for name, node in self.filters if name != facet]
        return all_of([self.compiled.tree(self.least), *others, self.kinds])

    @property
    def is_loosened(self) -> bool:
        return self.least is not None and self.least < self.compiled.levels[0]

    def loosened(self) -> "list[Question]":
        """The same with fewer and fewer words required."""
        return [
            Question(self.parsed, self.compiled, self.filters, self.kinds, least)
            for least in self.compiled.levels[1:]
        ]


def understand(request: SearchRequest) -> Question:
    """Never raises, whatever the request holds."""
    parsed, compiled = _understand(request.q, request.language)
    filters = tuple((name, facet_node(name, values)) for name, values in request.filters)
    return Question(parsed, compiled, filters, OfKind(request.kinds) if request.kinds else all_of([]))


def forget_questions() -> None:
    """Facets were declared anew (tests): what was understood may mean something else."""
    _understand.cache_clear()


def settle(question: Question, snapshot: Snapshot, *, strict_total: int | None = None) -> Question:
    """The question with as many words required as give enough; as asked where loosening finds nothing
    more.
    """
    if len(question.compiled.levels) == 1:
        return question
    total = snapshot.count(question.node) if strict_total is None else strict_total
    if total >= ENOUGH:
        return question
    for looser in question.loosened():
        found = snapshot.count(looser.node)
        if found >= ENOUGH or (looser.least == 1 and found > total):
            return looser
    return question


def notices_of(request: SearchRequest, question: Question) -> list[Notice]:
    """Everything that was not done as asked, once each."""
    notices = [*request.notices, *question.compiled.notices]
    if question.is_loosened:
        notices.append(Notice("loosened"))
    kept: list[Notice] = []
    for notice in notices:
        if notice not in kept:
            kept.append(notice)
    return kept
