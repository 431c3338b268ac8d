"""An import that is killed."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.network.archive.interchange_samples import ALERT, ORGANISATION, write_lines

from ifex.network.archive.models import (
    ImportRun,
)

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.mark.crash
def test_import_killed_half_way_goes_on_without_gap_or_double(tmp_path):
    items = [ALERT | {"uid": f"a-{n:05d}", "case": None, "targets": []} for n in range(4_000)]
    path = write_lines(tmp_path / "many.jsonl", ORGANISATION, b"broken\n", *items, b"broken too\n")
    data = tmp_path / "other"
    ifex = [sys.executable, "-m", "ifex.config.program"]
    environment = {**os.environ, "IFEX_DATA": str(data), "DATABASE_URL": ""}
    subprocess.run([*ifex, "migrate", "-v0"], env=environment, check=True, capture_output=True)

    for _ in range(2):
        process = start([*ifex, "import", str(path)], environment)
        assert kill_once_it_has_moved(process, data)
    process = start([*ifex, "import", str(path)], environment)
    output = process.communicate(timeout=120)[0]

    assert process.returncode == 0, output
    exported = subprocess.run(
        [*ifex, "export", "--full", "-"], env=environment, check=True, capture_output=True
    )
    uids = [json.loads(line)["uid"] for line in exported.stdout.splitlines()]
    assert uids == ["org-lpw", *(item["uid"] for item in items)]
    [rejects] = list((data / "rejects").iterdir())
    assert [json.loads(line)["line"] for line in rejects.read_text().splitlines()] == [2, 4003]


def start(command, environment):
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def kill_once_it_has_moved(process, data: Path) -> bool:
    """Kill -9 after some more lines are in; False when it ended by itself."""
    started = _lines_done(data)
    for _ in range(6_000):
        if process.poll() is not None:
            return False
        if _lines_done(data) > started + 150:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            return True
        time.sleep(0.01)
    return False


def _lines_done(data: Path) -> int:
    database = sqlite3.connect(data / "ifex.sqlite3", timeout=5)
    try:
        row = database.execute(f"SELECT max(lines_done) FROM {ImportRun._meta.db_table}").fetchone()
        return row[0] or 0
    finally:
        database.close()
