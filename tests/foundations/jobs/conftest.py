import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import ifex

SOURCE = Path(ifex.__file__).parent.parent
SCRIPT = Path(__file__).parent / "worker_program.py"


class Installation:
    """A small installation of its own on SQLite, whose worker the tests kill."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen] = []

    def start(self, *arguments: str) -> subprocess.Popen:
        environment = {
            **os.environ,
            "PYTHONPATH": str(SOURCE),
            "IFEX_DATA": str(self.folder),
            "DATABASE_URL": "",
            "EMAIL_URL": "kept://",
        }
        process = subprocess.Popen(
            [sys.executable, str(SCRIPT), *arguments], env=environment, stderr=subprocess.PIPE, text=True
        )
        self.started.append(process)
        return process

    def run(self, *arguments: str) -> None:
        process = self.start(*arguments)
        _out, error = process.communicate(timeout=60)
        assert process.returncode == 0, error

    def rows(self, question: str) -> list[tuple]:
        database = sqlite3.connect(self.folder / "ifex.sqlite3", timeout=10)
        try:
            return database.execute(question).fetchall()
        finally:
            database.close()

    def lines(self, name: str) -> list[str]:
        path = self.folder / name
        return path.read_text().split() if path.exists() else []

    @staticmethod
    def wait_until(is_so: Callable[[], bool], seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < until, "waited in vain"
            time.sleep(0.02)

    def close(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path)
    made.run("prepare")
    yield made
    made.close()
