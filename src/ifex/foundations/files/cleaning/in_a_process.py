"""Cleaning in a process of its own: a small file can ask for gigabytes, and whoever reads it may be led to do anything.

The process answers with one word on a line, and where that is `cleaned` with the copy.
"""

import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from ifex.foundations.core.apart import TakesTooMuch, bound_this_process, read_apart
from ifex.foundations.core.turns import alone
from ifex.foundations.files.refusal import FileRefused

SECONDS = 60
LARGE = 1_000_000
"""Bytes, beyond which one at a time, in all processes."""
LARGE_FILE = "large-file"
UNREADABLE = "unreadable"
TAKES_TOO_MUCH = "takes-too-much"
_CLEANED = "cleaned"


class NotTaken(Exception):
    """Raised in the process; `why` is a word for which the other side has a sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def clean_in_a_process(module: str, source: Path, target: Path, *, refusals: Mapping[str, Any]) -> None:
    """Write what `python -m module` makes of `source`.

    `refusals` has a sentence for each word that it may say, and for TAKES_TOO_MUCH. Raises FileRefused.
    """
    try:
        with alone(LARGE_FILE) if source.stat().st_size > LARGE else nullcontext():
            told = read_apart(module, source.read_bytes(), seconds=SECONDS)
    except TakesTooMuch as refused:
        raise FileRefused(refusals[TAKES_TOO_MUCH]) from refused
    word, _line, content = told.partition(b"\n")
    if word != _CLEANED.encode():
        raise FileRefused(refusals[word.decode()])
    target.write_bytes(content)


def answer(clean: Callable[[bytes], bytes]) -> None:
    """The process itself: from standard input to standard output."""
    bound_this_process()
    sys.stdout.buffer.write(_answer_to(sys.stdin.buffer.read(), clean))


def _answer_to(content: bytes, clean: Callable[[bytes], bytes]) -> bytes:
    try:
        return f"{_CLEANED}\n".encode() + clean(content)
    except NotTaken as refused:
        return f"{refused.why}\n".encode()
    except MemoryError:
        raise
    except Exception:
        # Readers raise whatever a hostile file makes them raise.
        return f"{UNREADABLE}\n".encode()
