"""Why a document is not taken, as the process that reads it says it."""

from enum import StrEnum


class Why(StrEnum):
    BURSTS = "bursts"
    UNREADABLE = "unreadable"
    MACROS = "macros"
    TELLS = "tells"


class DocumentRefused(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
