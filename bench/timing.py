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


def percentile_columns(times: list[float]) -> str:
    """p50, p95, p99 in milliseconds."""
    found = percentiles(times)
    return "".join(f"{found[name]:10.1f}" for name in ("p50", "p95", "p99")) if times else "-"


def peak_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def folder_mb(path: Path) -> float:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
