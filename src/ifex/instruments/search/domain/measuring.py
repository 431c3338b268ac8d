"""How quick search is on this installation: questions made of its own documents, asked one after another."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from statistics import quantiles

from ifex.instruments.search.analysis import get_analyser
from ifex.instruments.search.analysis.words import WORD
from ifex.instruments.search.declarations import all_kinds, get_kind
from ifex.instruments.search.documents import Document
from ifex.instruments.search.engines import get_engine
from ifex.instruments.search.facets import all_facets
from ifex.instruments.search.finding import find
from ifex.instruments.search.query.tree import Everything
from ifex.instruments.search.requests import SearchRequest

SAMPLE = 500
_LONG_WORD = 4


@dataclass
class Timing:
    """Milliseconds of one kind of question: the hits alone, and the whole answer with facets and histogram."""

    hits: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


def measure(*, each: int, seed: int = 1, advance: Callable[[], None] = lambda: None) -> dict[str, Timing]:
    """Ask `each` questions of every kind. Empty where no document has words. Raises SearchUnavailable."""
    timings: dict[str, Timing] = defaultdict(Timing)
    for kind, request in draw_questions(each, seed):
        timings[kind].hits.append(find(replace(request, with_facets=False, with_histogram=False)).took_ms)
        timings[kind].whole.append(find(request).took_ms)
        advance()
    return dict(timings)


def draw_questions(each: int, seed: int) -> Iterator[tuple[str, SearchRequest]]:
    """Words and values of documents drawn from the index. The same seed asks the same of the same archive."""
    dice = random.Random(seed)  # noqa: S311 nothing here is a secret
    documents = [one for one in _sample_documents(dice) if _words_of(one)]
    for _ in range(each if documents else 0):
        document = dice.choice(documents)
        words = _words_of(document)
        place = dice.randrange(len(words))
        filters = _filters_of(document, dice)
        yield "one word", _request(words[place])
        yield "two words", _request(f"{words[place]} {dice.choice(words)}")
        yield "phrase", _request(f'"{_pair_of(document, dice)}"')
        yield "word and filter", _request(words[place], **filters)
        yield "filter alone", _request("", **filters)
        yield "everything", _request("")


def percentile(times: list[float], hundredth: int) -> float:
    return times[0] if len(times) == 1 else quantiles(times, n=100, method="inclusive")[hundredth - 1]


def _sample_documents(dice: random.Random) -> list[Document]:
    snapshot = get_engine().snapshot()
    step = max(snapshot.count(Everything()) // SAMPLE, 1)
    start = dice.randrange(step)
    drawn: dict[str, list[str]] = defaultdict(list)
    for entry in islice(snapshot.walk(Everything()), start, None, step):
        drawn[entry.key.kind].append(entry.key.uid)
    known = {kind.slug for kind in all_kinds()}
    return [one for kind, uids in drawn.items() if kind in known for one in get_kind(kind).load(uids)]


def _words_of(document: Document) -> list[str]:
    return [
        word
        for language, texts in document.texts.items()
        for word in WORD.findall(f"{texts.title} {texts.summary}")
        if len(word) >= _LONG_WORD and word.lower() not in get_analyser(language).stopwords
    ]


def _pair_of(document: Document, dice: random.Random) -> str:
    """Two words that stand beside each other."""
    texts = [f"{one.title} {one.summary}" for one in document.texts.values()]
    words = WORD.findall(dice.choice([text for text in texts if text.strip()]))
    place = dice.randrange(max(len(words) - 1, 1))
    return " ".join(words[place : place + 2])


def _filters_of(document: Document, dice: random.Random) -> dict[str, str]:
    """One value of the document's own."""
    names = [facet.name for facet in all_facets() if facet.is_counted and document.facets.get(facet.name)]
    if not names:
        return {}
    name = dice.choice(names)
    return {name: dice.choice(document.facets[name])}


def _request(q: str, **filters: str) -> SearchRequest:
    return SearchRequest.from_params({"q": q, **filters})
