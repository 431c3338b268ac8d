"""Import, freshness and small writes, all at once: what an editor feels while an archive is being taken in.

    make bench ARGS="import --alerts 100000"

Makes the file (cached), an empty installation, starts `ifex work` and `ifex import`, and beside them a probe
that publishes one alert a second and waits until search finds it, and a probe that makes a small write twenty
times a second. The installation stays in bench-data/archive-N for `bench pages`.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from .figures import percentiles, resident_megabytes
from .places import bench_folder
from .timing import yardstick

IFEX = [sys.executable, "-m", "ifex.config.program"]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench import")
    parser.add_argument("--alerts", type=int, default=100_000)
    options = parser.parse_args(arguments)
    source = world_file(options.alerts)
    data = bench_folder() / f"archive-{options.alerts}"
    shutil.rmtree(data, ignore_errors=True)
    environment = {**os.environ, "IFEX_DATA": str(data), "DATABASE_URL": "", "IFEX_DEMO": "1"}
    subprocess.run([*IFEX, "migrate", "-v0"], env=environment, check=True)
    report = measure(source, data, environment, options.alerts)
    print(json.dumps(report, indent=1))
    (bench_folder() / f"import-{options.alerts}.json").write_text(json.dumps(report, indent=1))


def world_file(alerts: int) -> Path:
    """The demonstration world as a file, made once."""
    path = bench_folder() / f"world-{alerts}.jsonl"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        environment = {**os.environ, "IFEX_DATA": str(bench_folder() / "inventing")}
        command = [*IFEX, "demo", "--alerts", str(alerts), "--to-file", str(unfinished)]
        subprocess.run(command, env=environment, check=True)
        unfinished.rename(path)
    return path


def measure(source: Path, data: Path, environment: dict[str, str], alerts: int) -> dict[str, object]:
    quick = yardstick()
    worker = subprocess.Popen([*IFEX, "work"], env=environment)
    probe = subprocess.Popen(
        [sys.executable, "-m", "bench.probes"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    started = time.monotonic()
    importer = subprocess.Popen([*IFEX, "import", str(source)], env=environment, stderr=subprocess.DEVNULL)
    samples = _watch(importer, data, started)
    import_seconds = time.monotonic() - started
    found = json.loads(probe.communicate("stop\n", timeout=60)[0])
    index_seconds = _wait_for_index(data, started)
    worker.terminate()
    worker.wait(60)
    tenth = max(1, len(samples) // 10)
    return {
        "alerts": alerts,
        "yardstick before and after, ms": [quick, yardstick()],
        "seconds": round(import_seconds, 1),
        "alerts a second": round(alerts / import_seconds),
        "first tenth, lines a second": _rate(samples[: tenth + 1]),
        "last tenth, lines a second": _rate(samples[-tenth - 1 :]),
        "import memory MB, early and late": [samples[min(2, len(samples) - 1)][2], samples[-1][2]],
        "everything found after seconds": round(index_seconds, 1),
        "found after commit, ms": percentiles(found["found_ms"]),
        "small write waits, ms": percentiles(found["write_ms"]),
        "database MB": round((data / "ifex.sqlite3").stat().st_size / 1e6),
        "index MB": round(sum(f.stat().st_size for f in (data / "search").rglob("*") if f.is_file()) / 1e6),
    }


Sample = tuple[float, int, float]


def _watch(importer: "subprocess.Popen[bytes]", data: Path, started: float) -> list[Sample]:
    """(seconds, lines done, resident MB) every second until the import ends."""
    samples: list[Sample] = []
    while importer.poll() is None:
        samples.append((time.monotonic() - started, _query(data, "SELECT max(lines_done) FROM archive_importrun"),
                        resident_megabytes(importer.pid)))  # fmt: skip
        time.sleep(1)
    if importer.returncode:
        raise SystemExit(f"the import failed with {importer.returncode}")
    return [sample for sample in samples if sample[1]]


def _rate(samples: list[Sample]) -> int:
    seconds = samples[-1][0] - samples[0][0]
    return round((samples[-1][1] - samples[0][1]) / seconds) if seconds else 0


def _wait_for_index(data: Path, started: float) -> float:
    while _query(data, "SELECT count(*) FROM search_indexchange"):
        time.sleep(0.5)
    return time.monotonic() - started


def _query(data: Path, sql: str) -> int:
    database = sqlite3.connect(f"file:{data / 'ifex.sqlite3'}?mode=ro", uri=True, timeout=30)
    try:
        return database.execute(sql).fetchone()[0] or 0
    finally:
        database.close()
