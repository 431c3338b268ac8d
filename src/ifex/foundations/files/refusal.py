"""What an upload can be refused for."""

from typing import Any


class FileRefused(Exception):
    """The upload is not taken. `reason` is a translatable sentence for the one who sent it."""

    def __init__(self, reason: Any) -> None:
        super().__init__(str(reason))
        self.reason = reason
