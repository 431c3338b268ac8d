"""SQLite FTS5 and PostgreSQL full text, as well as each can honestly be done, on the same documents and
questions.

Both are given our analysed tokens (so that all three look for the same words), one row for each document, and
its facet values in an indexed table beside it. Hits are ranked by BM25 (FTS5) and ts_rank (PostgreSQL), with
the total.
"""

import os
import pwd
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import psycopg

from bench.drawn_questions import Asked
from bench.synthetic import World
from ifex.foundations.core.progress import progress
from ifex.instruments.search.analysed import EXACT, NAMES, SPELLING, AnalysedDocument, analyse_document
from ifex.instruments.search.analysis import get_analyser
from ifex.instruments.search.query.parsing import ClauseKind, parse

LONGEST_SECONDS = 20
_BATCH = 2_000
_BINARIES = Path("/usr/lib/postgresql")


Row = tuple[int, str, list[str], int, str]


class Rival(Protocol):
    name: str

    def count(self) -> int:
        """How many documents it has: always the first ones."""

    def add(self, rows: list[Row]) -> None: ...

    def finish(self) -> None:
        """What is done once, after the last document."""

    def size_mb(self) -> float: ...

    def ask(self, asked: Asked, *, with_facets: bool) -> bool:
        """False where it took too long and was stopped."""


def fill(rivals: list[Rival], world: World, count: int) -> None:
    """Goes on where it stopped; the documents are drawn and analysed once for all."""
    done = {rival.name: rival.count() for rival in rivals}
    start = min(done.values())
    with progress("Filling the rivals", total=count) as bar:
        bar.advance(start)
        for first in range(start, count, _BATCH):
            rows = list(rows_of(world, first, min(first + _BATCH, count)))
            for rival in rivals:
                rival.add([row for row in rows if row[0] >= done[rival.name]])
            bar.advance(len(rows))
    for rival in rivals:
        if done[rival.name] < count:
            rival.finish()


def rows_of(world: World, start: int, end: int) -> Iterator[Row]:
    """Number, all tokens, facet values, date, and the uid."""
    for number in range(start, end):
        made = analyse_document(world.document(number))
        values = [f"{facet}={value}" for facet, found in made.facets.items() for value in found]
        yield number, _all_tokens(made), values, int(made.at.timestamp()), made.key.uid


def _all_tokens(made: AnalysedDocument) -> str:
    skipped = (EXACT, SPELLING, NAMES)
    return " ".join(text for name, text in made.fields.items() if not name.startswith(skipped)).replace(
        "¶", " "
    )


def alternatives(asked: Asked) -> list[list[list[str]]]:
    """Of each word or phrase: its tokens in every language."""
    units = []
    for unit in parse(asked.q).units:
        tokens = [get_analyser(code).tokens(unit[0].text) for code in ("en", "fr", "es", "ar")]
        distinct = [list(t) for t in dict.fromkeys(map(tuple, tokens)) if t]
        units.append(distinct if unit[0].kind == ClauseKind.PHRASE else [t[:1] for t in distinct])
    return units


class SqliteRival:
    """A contentless FTS5 table."""

    name = "SQLite FTS5"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = sqlite3.connect(path)
        self._connection.executescript(
            "pragma journal_mode=wal; pragma synchronous=off; pragma cache_size=-500000; pragma mmap_size=8000000000;"
            "create virtual table if not exists docs using fts5(tokens, content='', tokenize='unicode61');"
            "create table if not exists meta(id integer primary key, at integer, uid text);"
            "create table if not exists value(id integer primary key, name text unique);"
            "create table if not exists facet(value integer, doc integer, primary key(value, doc)) without rowid;"
        )
        self._values = dict(self._connection.execute("select name, id from value"))

    def count(self) -> int:
        return int(self._connection.execute("select coalesce(max(id) + 1, 0) from meta").fetchone()[0])

    def add(self, rows: list[Row]) -> None:
        with self._connection as connection:
            for number, tokens, names, at, uid in rows:
                connection.execute("insert into docs(rowid, tokens) values (?, ?)", (number, tokens))
                connection.execute("insert into meta values (?, ?, ?)", (number, at, uid))
                for name in names:
                    if name not in self._values:
                        self._values[name] = len(self._values)
                        connection.execute("insert into value values (?, ?)", (self._values[name], name))
                    connection.execute("insert into facet values (?, ?)", (self._values[name], number))

    def finish(self) -> None:
        self._connection.execute("insert into docs(docs) values('optimize')")
        self._connection.executescript("create index if not exists facet_doc on facet(doc); analyze;")
        self._connection.commit()

    def size_mb(self) -> float:
        return self._path.stat().st_size / 1e6

    def ask(self, asked: Asked, *, with_facets: bool) -> bool:
        until = time.monotonic() + LONGEST_SECONDS
        self._connection.set_progress_handler(lambda: int(time.monotonic() > until), 10_000)
        try:
            self._ask(asked, with_facets=with_facets)
        except sqlite3.OperationalError as stopped:
            if "interrupted" not in str(stopped):
                raise
            return False
        return True

    def _ask(self, asked: Asked, *, with_facets: bool) -> None:
        """Words first, then facets of what they found: left to itself SQLite asks the words for each row of a facet."""
        arguments: list[str] = []
        found = "select id as doc, -at as rank from meta"
        if asked.q:
            found = "select rowid as doc, bm25(docs) as rank from docs where docs match ?"
            arguments.append(self._match(asked))
        where = []
        for names in _chosen(asked):
            marks = ",".join("?" * len(names))
            where.append(
                f"doc in (select doc from facet join value on value = value.id where name in ({marks}))"
            )
            arguments += names
        condition = f" where {' and '.join(where)}" if where else ""
        execute = self._connection.execute
        if where and not asked.q:
            found = f"{found} where {' and '.join(where).replace('doc in', 'id in')}"
        elif where:
            found = f"with found as materialized ({found}) select doc, rank from found{condition}"
        execute(f"select doc from ({found}) order by rank limit 20", arguments).fetchall()
        execute(f"select count(*) from ({found})", arguments).fetchone()
        if with_facets:
            execute(
                f"with chosen as materialized ({found})"
                " select facet.value, count(*) from chosen join facet on facet.doc = chosen.doc group by 1",
                arguments,
            ).fetchall()

    @staticmethod
    def _match(asked: Asked) -> str:
        groups = ["(" + " OR ".join(f'"{" ".join(t)}"' for t in unit) + ")" for unit in alternatives(asked)]
        return " AND ".join(groups)


class PostgresqlRival:
    """A private cluster on a socket; tsvector with GIN, facet values as an array with GIN."""

    name = "PostgreSQL GIN"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._binaries = max(_BINARIES.iterdir()) / "bin"
        self._start()
        self._connection = psycopg.connect(
            host=str(folder / "run"), user="postgres", dbname="postgres", autocommit=True
        )
        self._connection.execute(
            "create table if not exists docs(id int primary key, at bigint, uid text, words tsvector, facets text[])"
        )
        self._connection.execute("create temp table incoming(id int, at bigint, uid text, t text, f text[])")

    def _start(self) -> None:
        data = self._folder / "data"
        (self._folder / "run").mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            for path in (self._folder, self._folder / "run"):
                os.chown(path, user.pw_uid, user.pw_gid)
        if not data.exists():
            self._run(
                "initdb", "-D", str(data), "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"
            )
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={self._folder / 'run'} -c shared_buffers=1GB"
            " -c work_mem=128MB -c maintenance_work_mem=1GB -c fsync=off -c max_wal_size=4GB"
            " -c gin_fuzzy_search_limit=0 -c jit=off -c max_parallel_workers_per_gather=2"
        )
        self._run("pg_ctl", "-D", str(data), "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        if os.geteuid() == 0:
            command = [shutil.which("runuser") or "runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def close(self) -> None:
        self._connection.close()
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "fast", "stop")

    def count(self) -> int:
        row = self._connection.execute("select coalesce(max(id) + 1, 0) from docs").fetchone()
        return int(row[0]) if row else 0

    def add(self, rows: list[Row]) -> None:
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute("truncate incoming")
            with cursor.copy("copy incoming from stdin") as copy:
                for number, tokens, names, at, uid in rows:
                    copy.write_row((number, at, uid, tokens, names))
            cursor.execute("insert into docs select id, at, uid, to_tsvector('simple', t), f from incoming")

    def finish(self) -> None:
        for statement in (
            "create index if not exists docs_words on docs using gin(words)",
            "create index if not exists docs_facets on docs using gin(facets)",
            "create index if not exists docs_at on docs(at)",
            "vacuum analyze docs",
        ):
            self._connection.execute(statement)

    def size_mb(self) -> float:
        row = self._connection.execute("select pg_total_relation_size('docs')").fetchone()
        return float(row[0]) / 1e6 if row else 0.0

    def ask(self, asked: Asked, *, with_facets: bool) -> bool:
        self._connection.execute(f"set statement_timeout = {LONGEST_SECONDS * 1000}")
        try:
            self._ask(asked, with_facets=with_facets)
        except psycopg.errors.QueryCanceled:
            return False
        return True

    def _ask(self, asked: Asked, *, with_facets: bool) -> None:
        where, arguments = [], []
        query = self._tsquery(asked)
        if query:
            where.append("words @@ %s::tsquery")
            arguments.append(query)
        for names in _chosen(asked):
            where.append("facets && %s")
            arguments.append(names)
        condition = f" where {' and '.join(where)}" if where else ""
        order, extra = ("ts_rank(words, %s::tsquery) desc", [query]) if query else ("at desc", [])
        execute: Any = self._connection.execute
        execute(f"select id from docs{condition} order by {order} limit 20", [*arguments, *extra]).fetchall()
        execute(f"select count(*) from docs{condition}", arguments).fetchone()
        if with_facets:
            execute(
                f"select value, count(*) from docs, unnest(facets) value{condition} group by 1",
                arguments,
            ).fetchall()

    @staticmethod
    def _tsquery(asked: Asked) -> str:
        def quoted(tokens: list[str]) -> str:
            return "(" + " <-> ".join(f"'{token}'" for token in tokens) + ")"

        return " & ".join("(" + " | ".join(map(quoted, unit)) + ")" for unit in alternatives(asked))


def _chosen(asked: Asked) -> list[list[str]]:
    chosen = []
    if asked.country:
        chosen.append([f"country={asked.country}"])
    if asked.years:
        chosen.append([f"year={year}" for year in range(asked.years[0], asked.years[1] + 1)])
    return chosen
