"""Everything a page, a feed, an export or the API asks of search."""

import time
from collections.abc import Iterator, Sequence

from .analysed import analyse_document
from .counting import count_choices
from .documents import Document
from .engines import get_engine
from .named import names_within
from .protocol import EngineAnswer, EngineQuery, Snapshot
from .query.evaluating import TokenTable, matches
from .questions import ENOUGH, Question, notices_of, settle, understand
from .requests import DEEPEST_OFFSET, NEWEST, OLDEST, RELEVANCE, Hit, SearchRequest, SearchResult
from .spelling import better_query, complete
from .telling import telling_words

_OFFSET_MARK = "r"


def find(request: SearchRequest) -> SearchResult:
    """The answer to `request`. Never raises for what is in the request; raises SearchUnavailable without an
    index.
    """
    started = time.perf_counter()
    snapshot = get_engine().snapshot()
    question = understand(request)
    answer = _ask(snapshot, question, request)
    if answer.total < ENOUGH:
        settled = settle(question, snapshot, strict_total=answer.total)
        if settled is not question:
            question, answer = settled, _ask(snapshot, settled, request)
    facets, histogram = count_choices(snapshot, question, request)
    is_poor = answer.total < ENOUGH or question.is_loosened
    return SearchResult(
        hits=[Hit(hit.key.kind, hit.key.uid, hit.score) for hit in answer.hits],
        total=answer.total,
        facets=facets,
        histogram=histogram,
        notices=notices_of(request, question),
        loosened=question.is_loosened,
        did_you_mean=better_query(request.q, question.parsed, snapshot, language=request.language)
        if is_poor
        else "",
        next_cursor=_next_cursor(request, question, answer),
        took_ms=(time.perf_counter() - started) * 1000,
        generation=snapshot.generation,
    )


def count(request: SearchRequest) -> int:
    """How many documents `find` would give, without anything else."""
    snapshot = get_engine().snapshot()
    return snapshot.count(settle(understand(request), snapshot).node)


def find_strictly(request: SearchRequest) -> SearchResult:
    """The hits that have all that was asked for, and their number: no facets, nothing loosened, nothing suggested.

    Nothing where no word was asked for. Raises SearchUnavailable without an index.
    """
    snapshot = get_engine().snapshot()
    question = understand(request)
    if not question.compiled.has_words:
        return SearchResult(hits=[], total=0, generation=snapshot.generation)
    answer = _ask(snapshot, question, request)
    hits = [Hit(hit.key.kind, hit.key.uid, hit.score) for hit in answer.hits]
    return SearchResult(hits=hits, total=answer.total, generation=snapshot.generation)


def walk(request: SearchRequest) -> Iterator[Hit]:
    """Every match of `request`, newest first (oldest first if so sorted), with flat memory; pages are
    ignored.

    The set is that of `find(request).total` at the moment of the call.
    """
    snapshot = get_engine().snapshot()
    node = settle(understand(request), snapshot).node
    entries = snapshot.walk(node, oldest_first=request.sort == OLDEST)
    return (Hit(entry.key.kind, entry.key.uid) for entry in entries)


def uids_of(request: SearchRequest) -> Iterator[str]:
    """As `walk`, the uids alone. Meant for requests of one kind."""
    return (hit.uid for hit in walk(request))


def suggest(text: str, *, language: str, limit: int = 8) -> list[str]:
    """Completions of the last word of `text`, as whole queries, most frequent first. Empty below two
    letters.
    """
    return complete(text, get_engine().snapshot(), limit=limit)


def more_like(kind: str, uid: str, *, limit: int = 5) -> list[Hit]:
    """Documents of the same kind that share the most telling words and labels with this one; [] if it is
    unknown.
    """
    snapshot = get_engine().snapshot()
    node = telling_words(kind, uid, snapshot)
    answer = snapshot.search(EngineQuery(node, limit=limit + 1))
    hits = [Hit(hit.key.kind, hit.key.uid, hit.score) for hit in answer.hits if hit.key != (kind, uid)]
    return hits[:limit]


def named_in(text: str, *, kind: str, limit: int = 20) -> list[Hit]:
    """Documents of `kind` one of whose names `text` has, loosely: in any script, by the consonants of two neighbouring
    words. Whoever shows them compares the names themselves. Raises SearchUnavailable without an index.
    """
    snapshot = get_engine().snapshot()
    answer = snapshot.search(EngineQuery(names_within(text, kind, snapshot), limit=limit))
    return [Hit(hit.key.kind, hit.key.uid, hit.score) for hit in answer.hits]


def match(document: Document, requests: Sequence[SearchRequest]) -> list[int]:
    """The places in `requests` of those that `document` answers (saved searches): the same set as `find`,
    unloosened.
    """
    table = TokenTable(analyse_document(document))
    return [place for place, request in enumerate(requests) if matches(understand(request).node, table)]


def is_being_rebuilt() -> bool:
    """Whether a new index is being made now: what is not available will be soon."""
    return get_engine().is_rebuilding()


def _ask(snapshot: Snapshot, question: Question, request: SearchRequest) -> EngineAnswer:
    by = _order(question, request)
    offset, cursor = request.offset, ""
    if request.cursor:
        offset, cursor = _read_cursor(request.cursor, by)
    return snapshot.search(
        EngineQuery(question.node, by=by, offset=offset, limit=request.limit, cursor=cursor)
    )


def _order(question: Question, request: SearchRequest) -> str:
    """Where no word gives a score, relevance means newest first."""
    if request.sort == RELEVANCE and not question.compiled.has_words:
        return NEWEST
    return request.sort


def _read_cursor(cursor: str, by: str) -> tuple[int, str]:
    if by != RELEVANCE:
        return 0, "" if cursor.startswith(_OFFSET_MARK) else cursor
    digits = cursor.removeprefix(_OFFSET_MARK)
    is_ours = cursor.startswith(_OFFSET_MARK) and digits.isdecimal() and len(digits) < 8
    return min(int(digits), DEEPEST_OFFSET) if is_ours else 0, ""


def _next_cursor(request: SearchRequest, question: Question, answer: EngineAnswer) -> str:
    if _order(question, request) != RELEVANCE:
        return answer.next_cursor
    offset = _read_cursor(request.cursor, RELEVANCE)[0] if request.cursor else request.offset
    following = offset + request.limit
    is_reachable = following < min(answer.total, DEEPEST_OFFSET)
    return f"{_OFFSET_MARK}{following}" if is_reachable else ""
