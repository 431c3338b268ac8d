"""Objects as JSON Lines."""

import json
from collections.abc import Iterable
from typing import IO, Any

from ifex.foundations.core.progress import Bar


def line_of(item: dict[str, Any]) -> bytes:
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def write_lines(objects: Iterable[dict[str, Any]], file: IO[bytes], bar: Bar) -> int:
    """Returns how many were written; they are on the disk then."""
    count = 0
    for item in objects:
        file.write(line_of(item))
        bar.advance()
        count += 1
    file.flush()
    return count
