"""Real processes: an indexer killed at any instant loses nothing, and no question kills a reader."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("indexer_program.py")
pytestmark = pytest.mark.crash

Run = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Start the program in an installation of its own."""
    kept = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "IFEX_SEARCH_URL"}
    }
    environment = {**kept, "IFEX_DATA": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}

    def start(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(PROGRAM), *arguments], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    return start


def finished(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0, output
    return output


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def waiting(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "ifex.sqlite3", timeout=30)) as connection:
        return connection.execute("select count(*) from search_indexchange").fetchone()[0]


def test_indexer_killed_again_and_again_loses_nothing(run: Run, tmp_path: Path) -> None:
    finished(run("prepare"))
    finished(run("change", "0", "4000", "1"))
    draw = random.Random(1)
    counts = []
    for round_ in range(4):
        worker = run("work")
        begun = waiting(tmp_path)
        deadline = time.monotonic() + 60
        # Long enough to have begun, then at any instant.
        while waiting(tmp_path) == begun and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(draw.random() / 4)
        kill(worker)
        counts.append(waiting(tmp_path))
        finished(run("change", str(round_ * 500), str(round_ * 500 + 600), draw.choice(["2", "3", "-"])))
    worker = run("work")
    deadline = time.monotonic() + 120
    while waiting(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    kill(worker)

    assert counts[0] < 4000
    assert waiting(tmp_path) == 0
    assert "checked=" in finished(run("check"))


def test_rebuild_killed_in_the_middle_leaves_the_index_as_it_was(run: Run, tmp_path: Path) -> None:
    finished(run("prepare"))
    finished(run("change", "0", "3000", "1"))
    finished(run("rebuild"))
    rebuilding = run("rebuild")
    time.sleep(1.5)
    kill(rebuilding)

    finished(run("check"))
    finished(run("rebuild"))
    finished(run("check"))
    assert len(list((tmp_path / "search").glob("index-*"))) == 1


def test_full_disk_is_said_and_costs_nothing(run: Run, tmp_path: Path) -> None:
    finished(run("prepare"))
    finished(run("change", "0", "1000", "1"))
    output = finished(run("fill-the-disk"))

    assert "refused: " in output
    assert waiting(tmp_path) == 0
    finished(run("check"))


def test_no_question_kills_a_reader(run: Run) -> None:
    finished(run("prepare"))
    finished(run("change", "0", "2000", "1"))
    finished(run("rebuild"))
    count = 20_000 if os.environ.get("IFEX_TEST_ALL") == "1" else 1_000
    processes = [run("besiege", str(count), str(seed)) for seed in (1, 2)]
    outputs = [process.communicate()[0] for process in processes]
    crashes = sum(process.returncode != 0 for process in processes)

    assert crashes == 0, outputs
