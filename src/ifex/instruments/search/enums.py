"""How soon a change must be found."""

from enum import IntEnum


class Priority(IntEnum):
    """The smaller goes first."""

    FRESH = 0  # one thing was published, corrected, withdrawn: found within a second
    BULK = 10  # part of an import: found when its turn comes
    LATER = 20  # follows from an import: once, when its backlog has been quiet for a while
    PARKED = 90  # its document could not be made: tried again now and then
