"""How many may do a long thing at the same moment, on this machine, in all its processes together.

A turn is a locked file: the system unlocks it with the process that held it, however that ended. How often one may
do a thing is another question: `limits`.
"""

import fcntl
import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.crypto import salted_hmac

_IPV6_PREFIX = 64


class NoTurnFree(Exception):
    """As many as may do it at once are doing it; or this one does it already."""


class Turn:
    """Held until it is given back; giving it back again is harmless."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def give_back(self) -> None:
        self._file.close()


def take_turn(act: str, key: str, *, at_most: int, at_most_each: int) -> Turn:
    """A turn at `act` for `key`, of which a keyed hash alone is written. Raises NoTurnFree without waiting."""
    hashed = salted_hmac("ifex.turns", f"{act}\0{key}", algorithm="sha256").hexdigest().encode()
    folder = _folder_of(act)
    free: IO[bytes] | None = None
    own = 0
    with _one_at_the_door(folder):
        for number in range(at_most):
            file = (folder / str(number)).open("a+b")
            if not _lock(file):
                file.seek(0)
                own += file.read() == hashed
                file.close()
            elif free is None:
                free = file
            else:
                file.close()
        if free is not None and own < at_most_each:
            free.truncate(0)
            free.write(hashed)
            free.flush()
            return Turn(free)
    if free is not None:
        free.close()
    raise NoTurnFree(act)


@contextmanager
def alone(act: str) -> Iterator[None]:
    """Nobody else does `act` meanwhile, in whatever process; waits for whoever does."""
    with _one_at_the_door(_folder_of(act)):
        yield


def _folder_of(act: str) -> Path:
    folder = Path(settings.IFEX_DATA) / "run" / "turns" / act
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def network_of(address: str) -> str:
    """Who counts as one: an IPv4 address, the /64 of an IPv6 address (a household has as many as it likes)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(parsed), _IPV6_PREFIX), strict=False))
    return str(parsed)


@contextmanager
def _one_at_the_door(folder: Path) -> Iterator[None]:
    """Counting and taking are one step."""
    with (folder / "door").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _lock(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
