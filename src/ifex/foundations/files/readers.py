"""Who may see a file before it is public: each room says it of the files that belong to its own records."""

from collections.abc import Callable
from typing import Any

from .models import StoredFile

MayRead = Callable[[Any, StoredFile], bool]
_rooms: list[MayRead] = []


def register_readers(may_read: MayRead) -> None:
    """`may_read(user, file)`: whether the file belongs to something of the room that the user may see."""
    _rooms.append(may_read)


def may_read_unpublished(user: Any, file: StoredFile) -> bool:
    return bool(user.is_authenticated) and any(may_read(user, file) for may_read in _rooms)
