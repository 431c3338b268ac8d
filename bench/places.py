"""Where data sets are kept between runs: bench-data in the project, or BENCH_DATA."""

import os
from pathlib import Path


def bench_folder() -> Path:
    default = Path(__file__).resolve().parent.parent / "bench-data"
    folder = Path(os.environ.get("BENCH_DATA", default)).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
