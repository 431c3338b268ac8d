"""Percentiles, memory, sizes: what the tables of the measures are made of."""

import resource
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import percentiles


def milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def yardstick() -> float:
    """Milliseconds that this processor takes for a fixed piece of Python, now: half a million multiplications.

    Virtual machines are not equally quick at all times; two runs compare only as far as their yardsticks do.
    """
    return round(min(milliseconds(lambda: [n * n for n in range(500_000)]) for _ in range(5)), 1)


def percentile_columns(times: list[float]) -> str:
    """p50, p95, p99 in milliseconds."""
    found = percentiles(times)
    return "".join(f"{found[name]:10.1f}" for name in ("p50", "p95", "p99")) if times else "-"


def peak_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def folder_mb(path: Path) -> float:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
