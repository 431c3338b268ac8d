"""The file that lists what an import refused or did not take as it stood: line number, reason, and the line."""

import json
import os
from pathlib import Path

from django.conf import settings

from .sources import Line

REJECTED = "rejected"
LONGEST_TEXT = 1_000_000
LONGEST_HINT = 2_000


class RejectsFile:
    """JSON Lines: `{"line", "level", "reason", "text"}`; `level` is rejected, draft or note.

    `text` is the whole line of what was rejected, up to LONGEST_TEXT bytes: mended it can be imported. What is in the
    archive is only hinted at. A line that does not fit has `cut_at`, the bytes that were kept.
    Its size moves with the run's transactions: what a killed run wrote beyond its last commit is cut off again.
    """

    def __init__(self, name: str, run: int, *, size: int) -> None:
        folder = Path(settings.IFEX_DATA) / "rejects"
        folder.mkdir(parents=True, exist_ok=True)
        safe = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)[:80]
        self.path = folder / f"{run:05d}-{safe}.jsonl"
        self._file = self.path.open("ab")
        os.truncate(self.path, min(size, self.path.stat().st_size))
        self._file.seek(0, os.SEEK_END)

    def write(self, line: Line, level: str, reason: str) -> None:
        most = LONGEST_TEXT if level == REJECTED else LONGEST_HINT
        row = {"line": line.number, "level": level, "reason": reason}
        if len(line.raw) > most:
            row["cut_at"] = most
        row["text"] = line.raw[:most].decode("utf-8", "replace").rstrip("\r\n")
        self._file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")

    def flush(self) -> int:
        """Size in bytes, on the disk."""
        self._file.flush()
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        if self.path.stat().st_size == 0:
            self.path.unlink()
