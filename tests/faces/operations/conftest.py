import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

import ifex


class Operator:
    """Somebody at the keyboard of an installation of its own, on SQLite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen] = []

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen:
        folder = Path(ifex.__file__).parent.parent
        whole = {
            **os.environ,
            "PYTHONPATH": str(folder),
            "IFEX_DATA": str(self.folder),
            "DATABASE_URL": "",
            "EMAIL_URL": "kept://",
            **environment,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "ifex.config.program", *arguments],
            env=whole, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def run(self, *arguments: str) -> tuple[int, str]:
        process = self.start(*arguments)
        output, _ = process.communicate(timeout=240)
        return process.returncode, output

    @staticmethod
    def wait_until(is_so: Callable[[], object], seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < until, "waited in vain"
            time.sleep(0.05)

    @staticmethod
    def get(address: str) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read()
        except OSError:
            return 0, b""

    def close(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.terminate()
            try:
                process.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()


@pytest.fixture(scope="session")
def migrated_folder(tmp_path_factory):
    """An installation with its tables, made once: the tests copy it."""
    folder = tmp_path_factory.mktemp("installation")
    code, output = Operator(folder).run("migrate", "--verbosity", "0")
    assert code == 0, output
    return folder


@pytest.fixture
def operator(tmp_path, migrated_folder):
    made = Operator(tmp_path / "first")
    shutil.copytree(migrated_folder, made.folder)
    yield made
    made.close()


@pytest.fixture
def newcomer(tmp_path):
    """A second installation, with nothing in it."""
    made = Operator(tmp_path / "second")
    made.folder.mkdir()
    yield made
    made.close()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]
