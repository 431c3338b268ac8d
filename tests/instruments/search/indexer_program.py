"""A program of its own for the tests that kill an indexer or besiege an index.

prepare | change FIRST LAST STAMP | work | fill-the-disk | rebuild | check | besiege COUNT SEED
"""

import os
import random
import resource
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ifex.config.settings")

# Only what it needs: it is started often.
settings.INSTALLED_APPS = [
    *(f"ifex.foundations.{room}" for room in ("core", "audit", "jobs")),
    "ifex.instruments.search",
]
django.setup()

from django.core.management import call_command  # noqa: E402

from ifex.foundations.jobs.loops import all_loops  # noqa: E402
from ifex.foundations.jobs.worker import run_loops  # noqa: E402
from ifex.instruments.search.declarations import SearchKind, Stamp, register_kind  # noqa: E402
from ifex.instruments.search.documents import Document, Texts  # noqa: E402
from ifex.instruments.search.domain.changes import enqueue_index_change  # noqa: E402
from ifex.instruments.search.domain.checking import check_index  # noqa: E402
from ifex.instruments.search.domain.indexing import index_pending  # noqa: E402
from ifex.instruments.search.domain.rebuilding import rebuild_index  # noqa: E402
from ifex.instruments.search.enums import Priority  # noqa: E402
from ifex.instruments.search.facets import Facet, register_facet  # noqa: E402
from ifex.instruments.search.finding import find, suggest, walk  # noqa: E402
from ifex.instruments.search.highlight import best_passages, mark_text  # noqa: E402
from ifex.instruments.search.protocol import IndexNotWritten  # noqa: E402
from ifex.instruments.search.requests import SearchRequest  # noqa: E402

WORDS = [
    "press",
    "freedom",
    "journalist",
    "arrested",
    "presse",
    "liberté",
    "prensa",
    "libertad",
    "صحفيين",
    "تونس",
    "حرية",
    "北京",
]
THINGS = settings.IFEX_DATA / "things"


def stamps() -> dict[str, str]:
    """The database of this test: lines of uid and stamp, the last one counts, `-` is deleted."""
    rows = dict(line.split() for line in THINGS.read_text().splitlines())
    return {uid: stamp for uid, stamp in rows.items() if stamp != "-"}


def document(uid: str, stamp: str) -> Document:
    draw = random.Random(f"{uid}{stamp}")
    text = Texts(" ".join(draw.choices(WORDS, k=5)), "", " ".join(draw.choices(WORDS, k=60)))
    at = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=draw.randrange(9000))
    facets = {"country": [draw.choice(["TN", "EG"])]}
    return Document("thing", uid, at, stamp, {"en": text}, facets=facets, year=at.year)


def load(uids: list[str]) -> list[Document]:
    there = stamps()
    return [document(uid, there[uid]) for uid in uids if uid in there]


def iterate(after: str) -> Iterator[Document]:
    return (document(uid, stamp) for uid, stamp in sorted(stamps().items()) if uid > after)


register_kind(
    SearchKind("thing", load, iterate, lambda after: (Stamp(*row) for row in sorted(stamps().items())))
)
register_facet(Facet("country", "Country", clean=lambda raw: raw.upper() if raw.isalpha() else None))
register_facet(Facet("year", "Year", is_number=True))


def change(first: int, last: int, stamp: str) -> None:
    with THINGS.open("a") as file:
        file.writelines(f"t{number:06} {stamp}\n" for number in range(first, last))
    enqueue_index_change("thing", [f"t{n:06}" for n in range(first, last)], priority=Priority.BULK)


def work() -> None:
    loops = [loop for loop in all_loops() if loop.name == "search"]
    run_loops(loops, stop=threading.Event())


def check() -> None:
    report = check_index()
    print(report)  # noqa: T201
    sys.exit(not report.is_equal)


HOSTILE = [
    *'()"«»-* :،^~\\\'é', "OR", "AND NOT", "\0", "\ud800", "\udfff", "\u0301", "\u202e", "\U0001f9ff", "..", "%00",
    "country:", "country:tn", "year:", "year:2000..2010", "pr*", "pre*", "press", "journalist", "صحفيين", "北京市",
    "[a TO b]", "/.*/", "a" * 300, "l'", "١٩",
]  # fmt: skip


def hostile(draw: random.Random) -> str:
    match draw.randrange(5):
        case 0:
            return draw.randbytes(draw.randrange(400)).decode("utf-8", "surrogateescape")
        case 1:
            return draw.choice(HOSTILE) * draw.choice([1, 3, 50, 3_000])
        case 2:
            return "".join(chr(draw.randrange(0x110000)) for _ in range(draw.randrange(60)))
        case _:
            return draw.choice(["", " "]).join(draw.choices(HOSTILE, k=draw.randrange(1, 40)))


def limit_files(most_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))


def fill_the_disk() -> None:
    """Write the index under a limit on the size of files, then without: as near to a full disk as a test may go."""

    def load_and_limit(uids: list[str]) -> list[Document]:
        limit_files(30_000)
        return load(uids)

    register_kind(SearchKind("thing", load_and_limit, iterate, lambda after: iter(())))
    try:
        index_pending()
    except IndexNotWritten as refused:
        print(f"refused: {refused}")  # noqa: T201
    limit_files(resource.RLIM_INFINITY)
    register_kind(SearchKind("thing", load, iterate, lambda after: iter(())))
    while index_pending():
        pass


def besiege(count: int, seed: int) -> None:
    """Ask `count` hostile questions of the real index; whatever is raised ends the program."""
    draw = random.Random(seed)
    slowest = 0.0
    for number in range(count):
        q = hostile(draw)
        params = {
            "q": q, "country": hostile(draw), "year": hostile(draw), "sort": draw.choice(["newest", "x", "oldest", ""]),
            "page": draw.choice(["1", "0", "-1", "99999999999999999999", "٣", hostile(draw)]),
            "cursor": draw.choice(["", "", hostile(draw), "r5", "ff.2"]),
        }  # fmt: skip
        request = SearchRequest.from_params(params, language=draw.choice(["en", "ar", "xx", ""]))
        result = find(request)
        slowest = max(slowest, result.took_ms)
        assert all(notice.message for notice in [*result.notices, *request.notices])
        if number % 10 == 0:
            suggest(q, language="en")
            next(walk(request), None)
            best_passages(q + " press", q, language="en")
            mark_text(q, q, language="ar")
    print(f"{count} asked, the slowest took {slowest:.0f} ms")  # noqa: T201


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["prepare"]:
            call_command("migrate", verbosity=0)
            THINGS.touch()
        case ["change", first, last, stamp]:
            change(int(first), int(last), stamp)
        case ["work"]:
            work()
        case ["fill-the-disk"]:
            fill_the_disk()
        case ["rebuild"]:
            rebuild_index()
        case ["check"]:
            check()
        case ["besiege", count, seed]:
            besiege(int(count), int(seed))
