"""The ledger of what was erased or hidden for somebody's safety: repeated after a restore, which knows nothing of it.

It is a file of the data folder that no restore replaces. Its lines hold no personal value: an act, a moment, and a key
that only the row itself, where a backup brings it back, can be recognised by.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from . import clock

Repeat = Callable[[str], bool]

_repeats: dict[str, Repeat] = {}
_is_repeating: ContextVar[bool] = ContextVar("is_repeating", default=False)


def register_erasure(act: str, repeat: Repeat) -> None:
    """`repeat(key)` does the act again where a backup has undone it, and says whether there was anything to do."""
    _repeats[act] = repeat


def note_erasure(act: str, key: str) -> None:
    """Call it before the erasure is committed: one that is noted and fails has been asked for all the same."""
    if _is_repeating.get():
        return
    line = json.dumps({"at": clock.now().isoformat(timespec="seconds"), "act": act, "key": key})
    handle = os.open(ledger_path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "ab") as file:
        # A power cut may have left the beginning of a line.
        file.write(f"\n{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def repeat_erasures() -> int:
    """Do again what the ledger says last of each key. Returns how many acts a backup had undone. May be repeated."""
    token = _is_repeating.set(True)
    try:
        last = {key: act for act, key in _lines()}
        return sum(_repeats[act](key) for key, act in last.items() if act in _repeats)
    finally:
        _is_repeating.reset(token)


def key_of(pk: int, secret: str) -> str:
    """Of a row whose number another row may have after a restore: `secret` is something that this one alone has."""
    return f"{pk}-{sha256(f'{pk} {secret}'.encode()).hexdigest()[:32]}"


def pk_in(key: str) -> int:
    return int(key.partition("-")[0])


def ledger_path() -> Path:
    return Path(settings.IFEX_DATA) / "erasures.jsonl"


def _lines() -> Iterator[tuple[str, str]]:
    try:
        text = ledger_path().read_text("utf-8")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            row = json.loads(line)
            yield str(row["act"]), str(row["key"])
        except (ValueError, TypeError, KeyError):
            # Cut off, and then the act itself was not committed; or empty.
            continue
