"""How quick search is: `python -m bench.search_speed DATA_FOLDER [--documents 100000] [--each 200]
[--no-rivals]`.

The index (and the rivals') stays in `bench-data/`; a stopped run goes on where it was. The times are those of
`finding.find`, which the page calls: hits and total alone; with all facets and the histogram, cold (nothing
remembered); the same again, warm.
"""

import argparse
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from bench.installation import set_up

FOLDER = set_up("speed")

from bench.drawn_questions import KINDS, Asked, draw_questions  # noqa: E402
from bench.rivals import LONGEST_SECONDS, PostgresqlRival, Rival, SqliteRival  # noqa: E402
from bench.rivals import fill as fill_rivals  # noqa: E402
from bench.synthetic import FACETS, World, read_sentences  # noqa: E402
from bench.timing import folder_mb, milliseconds, peak_memory_mb, percentile_columns  # noqa: E402
from ifex.foundations.core.progress import progress  # noqa: E402
from ifex.instruments.search import counting  # noqa: E402
from ifex.instruments.search.analysed import analyse_document  # noqa: E402
from ifex.instruments.search.engines import connect  # noqa: E402
from ifex.instruments.search.facets import Facet, register_facet  # noqa: E402
from ifex.instruments.search.finding import find  # noqa: E402
from ifex.instruments.search.highlight import best_passages, mark_text  # noqa: E402
from ifex.instruments.search.protocol import Engine, SearchUnavailable  # noqa: E402
from ifex.instruments.search.query.tree import Everything  # noqa: E402
from ifex.instruments.search.requests import SearchRequest  # noqa: E402

Ask = Callable[[Asked], object]
_WARMING = 20
_COMMIT_EVERY = 50_000
# A rival may take its full time for each.
_RIVALS_ASKED = 20


def declare_facets() -> None:
    """Twelve, as the archive has."""
    for name in [*FACETS, "language"]:
        register_facet(Facet(name, name, clean=lambda value: value))
    register_facet(Facet("year", "year", is_number=True))


def fill(engine: Engine, world: World, count: int) -> None:
    """Goes on after the last commit; documents are written in the order of their numbers."""
    try:
        done = engine.snapshot().count(Everything())
    except SearchUnavailable:
        done = 0
    started = time.perf_counter()
    with progress("Indexing", total=count) as bar:
        bar.advance(done)
        for start in range(done, count, _COMMIT_EVERY):
            with engine.writer() as writer:
                for number in range(start, min(start + _COMMIT_EVERY, count)):
                    writer.index([analyse_document(world.document(number))])
                    bar.advance()
                writer.commit()
    seconds = time.perf_counter() - started
    if done < count:
        sample = min(5_000, count)
        drawing = (
            milliseconds(lambda: [world.document(n) for n in range(sample)]) / 1000 / sample * (count - done)
        )
        rate = (count - done) / (seconds - drawing)
        print(
            f"indexed {count - done:,} documents: {rate:,.0f} a second (drawing them, {drawing:.0f} s, not counted)"
        )


def request_of(asked: Asked, *, with_facets: bool) -> SearchRequest:
    return SearchRequest.from_params(
        asked.params, language=asked.language, with_facets=with_facets, with_histogram=with_facets
    )


def measure_ours(questions: list[Asked], world: World) -> None:
    modes: dict[str, Ask] = {
        "hits": lambda asked: find(request_of(asked, with_facets=False)),
        "facets cold": lambda asked: find(request_of(asked, with_facets=True)),
        "facets warm": lambda asked: find(request_of(asked, with_facets=True)),
    }
    for asked in questions[:_WARMING]:
        modes["hits"](asked)
    print(f"\nours{'':24}        p50       p95       p99   (ms)")
    for mode, ask in modes.items():
        times: dict[str, list[float]] = defaultdict(list)
        for asked in questions:
            if mode == "facets cold":
                counting.memory.forget()
            if mode == "facets warm":
                ask(asked)
            repeats = 5 if asked.kind == "match-all" else 1
            for _ in range(repeats):
                if mode == "facets cold":
                    counting.memory.forget()
                times[asked.kind].append(milliseconds(lambda asked=asked, ask=ask: ask(asked)))
        print_times(f"{mode}", times)
    measure_highlights(questions, world)


def measure_highlights(questions: list[Asked], world: World) -> None:
    """Twenty hits: titles marked, one passage each."""
    times = []
    for asked in [asked for asked in questions if asked.q][:200]:
        hits = find(request_of(asked, with_facets=False)).hits
        texts = [world.document(int(hit.uid[1:])).texts for hit in hits]
        shown = [(found.get(asked.language) or next(iter(found.values()))) for found in texts]

        def highlight(asked: Asked = asked, shown: list = shown) -> None:  # type: ignore[type-arg]
            for text in shown:
                mark_text(text.title, asked.q, language=asked.language)
                best_passages(f"{text.summary} {text.body}", asked.q, language=asked.language)

        times.append(milliseconds(highlight))
    print(f"  {'20 highlighted hits':<28}{percentile_columns(times)}")


def print_times(title: str, times: dict[str, list[float]]) -> None:
    for kind in KINDS:
        if times.get(kind):
            print(f"  {title + ', ' + kind:<28}{percentile_columns(times[kind])}")
    every = [t for kind, found in times.items() if kind != "match-all" for t in found]
    print(f"  {title + ', all but match-all':<28}{percentile_columns(every)}")


def measure_two_at_once(questions: list[Asked]) -> None:
    """Two threads, as a web process has: searches release the interpreter lock."""
    halves = [questions[0::2], questions[1::2]]

    def ask(half: list[Asked]) -> None:
        for asked in half:
            find(request_of(asked, with_facets=False))

    alone = milliseconds(lambda: [ask(half) for half in halves])
    threads = [threading.Thread(target=ask, args=(half,)) for half in halves]
    together = milliseconds(lambda: ([t.start() for t in threads], [t.join() for t in threads]))
    rates = [len(questions) / took * 1000 for took in (alone, together)]
    print(f"  searches a second: {rates[0]:,.0f} in one thread, {rates[1]:,.0f} in two")


def measure_rival(rival: Rival, questions: list[Asked]) -> None:
    few: dict[str, list[Asked]] = defaultdict(list)
    for asked in questions:
        if len(few[asked.kind]) < _RIVALS_ASKED:
            few[asked.kind].append(asked)
    chosen = [asked for found in few.values() for asked in found]
    for asked in chosen[:_WARMING]:
        rival.ask(asked, with_facets=False)
    print(f"\n{rival.name}, {rival.size_mb():,.0f} MB; stopped after {LONGEST_SECONDS} s")
    for with_facets in (False, True):
        times: dict[str, list[float]] = defaultdict(list)
        for asked in chosen:
            took = milliseconds(lambda asked=asked, all_=with_facets: rival.ask(asked, with_facets=all_))
            times[asked.kind].append(took)
        print_times("facets" if with_facets else "hits", times)


def main(given: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with sentences/")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--each", type=int, default=200, help="questions of each kind")
    parser.add_argument("--no-rivals", action="store_true")
    arguments = parser.parse_args(given)
    declare_facets()
    sentences = read_sentences(arguments.data)
    world = World(sentences)
    place = FOLDER / str(arguments.documents)
    place.mkdir(exist_ok=True)
    engine = use_index(place / "tantivy")
    fill(engine, world, arguments.documents)
    print(f"{arguments.documents:,} documents, index {folder_mb(place / 'tantivy'):,.0f} MB")
    questions = draw_questions(sentences, arguments.each)
    measure_ours(questions, world)
    measure_two_at_once(questions)
    print(f"  peak memory of the process: {peak_memory_mb():,.0f} MB; counts remembered: {hit_rate()}")
    if not arguments.no_rivals:
        measure_rivals(place, world, arguments.documents, questions)


def use_index(folder: Path) -> Engine:
    from django.conf import settings  # noqa: PLC0415 -- only here, after set_up

    settings.IFEX_SEARCH_URL = f"tantivy://{folder}"
    return connect(settings.IFEX_SEARCH_URL)


def hit_rate() -> str:
    hits, misses = counting.memory.hits, counting.memory.misses
    return f"{hits / max(hits + misses, 1):.0%} of {hits + misses:,}"


def measure_rivals(place: Path, world: World, count: int, questions: list[Asked]) -> None:
    rivals: list[Rival] = [SqliteRival(place / "fts5.sqlite3")]
    postgresql = None
    try:
        postgresql = PostgresqlRival(place / "postgresql")
        rivals.append(postgresql)
    except (OSError, subprocess.CalledProcessError, ValueError) as missing:
        print(f"\nPostgreSQL left out: {missing}", file=sys.stderr)
    try:
        fill_rivals(rivals, world, count)
        for rival in rivals:
            measure_rival(rival, questions)
    finally:
        if postgresql is not None:
            postgresql.close()


if __name__ == "__main__":
    main()
