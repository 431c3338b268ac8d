"""Figures as the reports show them."""

from pathlib import Path


def percentiles(values: list[float]) -> dict[str, float]:
    """p50, p95, p99 and the largest, rounded; and how many there were."""
    if not values:
        return {"n": 0}
    ordered = sorted(values)
    shares = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
    figures = {
        name: round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)
        for name, share in shares.items()
    }
    return {**figures, "max": round(ordered[-1], 1), "n": len(ordered)}


def resident_megabytes(pid: int) -> float:
    """What the process itself holds in memory, 0 when it is gone (Linux). Pages of files that it maps (the database,
    the index) are the system's cache and are not counted.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((round(int(line.split()[1]) / 1000, 1) for line in lines if line.startswith("RssAnon")), 0.0)
