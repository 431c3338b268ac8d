"""A full disk, recognised wherever it shows."""

import errno

FULL_DISK = (
    "The disk is full, or this user may write no more on it. Make room; nothing that was saved is lost."
)
_NUMBERS = {errno.ENOSPC, errno.EDQUOT}
# What SQLite and the index's own code say of it.
_WORDS = ("database or disk is full", "no space left on device")


def is_disk_full(raised: BaseException | None) -> bool:
    """Whether `raised`, or what it was raised from, is about a disk without room."""
    while raised is not None:
        if isinstance(raised, OSError) and raised.errno in _NUMBERS:
            return True
        if any(words in str(raised).lower() for words in _WORDS):
            return True
        raised = raised.__cause__ or raised.__context__
    return False
