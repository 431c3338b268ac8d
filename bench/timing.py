"""Percentiles, memory, sizes: what the tables of the measures are made of."""

import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path


def milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def percentiles(times: list[float]) -> str:
    """p50, p95, p99 in milliseconds."""
    if not times:
        return "-"
    ordered = sorted(times)

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    return f"{statistics.median(ordered):9.1f} {at(0.95):9.1f} {at(0.99):9.1f}"


def peak_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def folder_mb(path: Path) -> float:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
