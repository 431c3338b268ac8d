"""Files as numbered lines, each with the objects it holds or the reason why it holds none. Nothing here can raise
because of what a file contains: a line is cut, not read whole, when it is too long; a bomb is not unpacked.
"""

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

LONGEST_LINE = 4_000_000
MOST_INFLATED = 200
FREE_OF_SUSPICION = 100_000_000

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class SourceRefused(Exception):
    """The file as a whole cannot be read; the message says why."""


@dataclass
class Line:
    """One line (or CSV row). `raw` is the line as it came, for the rejects file."""

    number: int
    raw: bytes
    items: list[dict[str, Any]] = field(default_factory=list)
    problem: str = ""


class _Measured(io.RawIOBase):
    """Stops reading when what comes out is absurdly more than what went in."""

    def __init__(self, inner: Any, size_on_disk: int) -> None:
        self._inner, self._limit = inner, max(size_on_disk * MOST_INFLATED, FREE_OF_SUSPICION)
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            chunk = self._inner.read(len(buffer))
        except (OSError, EOFError, zipfile.BadZipFile, RuntimeError) as broken:
            raise SourceRefused(f"the compressed file is damaged: {broken}") from broken
        self._read += len(chunk)
        if self._read > self._limit:
            raise SourceRefused(f"it inflates to more than {MOST_INFLATED} times its size: refused as a bomb")
        buffer[: len(chunk)] = chunk
        return len(chunk)


def open_source(path: Path) -> IO[bytes]:
    """A plain, .gz or one-member .zip file. Raises SourceRefused."""
    try:
        size = path.stat().st_size
        if path.suffix == ".gz":
            return io.BufferedReader(_Measured(gzip.open(path), size), 1 << 20)
        if path.suffix == ".zip":
            return io.BufferedReader(_Measured(_open_member(path), size), 1 << 20)
        return path.open("rb", buffering=1 << 20)
    except OSError as missing:
        raise SourceRefused(f"{path}: {missing.strerror or missing}") from missing


def _open_member(path: Path) -> IO[bytes]:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as broken:
        raise SourceRefused(f"{path} is no zip file: {broken}") from broken
    names = [name for name in archive.namelist() if not name.endswith("/")]
    if len(names) != 1:
        raise SourceRefused(f"{path} holds {len(names)} files; one is read")
    return archive.open(names[0])


def raw_lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Number, content, and whether it was cut at LONGEST_LINE."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        is_cut = len(line) == LONGEST_LINE and not line.endswith(b"\n")
        if is_cut:
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(LONGEST_LINE)
        yield number, line, is_cut


def jsonl_lines(stream: IO[bytes]) -> Iterator[Line]:
    for number, raw, is_cut in raw_lines(stream):
        if not raw.strip():
            continue
        if is_cut:
            yield Line(number, raw, problem=f"the line is longer than {LONGEST_LINE:,} bytes")
            continue
        try:
            yield Line(number, raw, [parse_json(raw.decode("utf-8-sig" if number == 1 else "utf-8"))])
        except UnicodeDecodeError as wrong:
            yield Line(number, raw, problem=f"not UTF-8 at byte {wrong.start}")
        except (ValueError, RecursionError) as wrong:
            yield Line(number, raw, problem=f"not JSON: {wrong}")


def parse_json(text: str) -> Any:
    """JSON without NaN, lone surrogates and NUL, which no database keeps. Raises ValueError, RecursionError."""
    value = json.loads(text, parse_constant=_refuse_constant)
    if _ESCAPED_SURROGATE.search(text):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("half a surrogate pair") from None
    return _without_nul(value) if "\\u0000" in text else value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(item) for key, item in value.items()}
    return value
