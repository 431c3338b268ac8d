"""Where the frame has room for links."""

from enum import StrEnum


class Place(StrEnum):
    MAIN = "main"
    TOOLS = "tools"
    FOOTER = "footer"
