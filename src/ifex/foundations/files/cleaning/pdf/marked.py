"""Words about the words that draw a page: what a voice reads out stays, the rest is blanked where it stands."""

import re

from .drawing_kept import DRAWING

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)|<[0-9A-Fa-f\s]*+>"
_MARKED = re.compile(
    rb"<<((?:[^<>()]|" + _STRING + rb")*+)>>(?=[\s\0]*+(?:BDC|DP)(?![^\s\0/<\[(%]))", re.DOTALL
)
_TOKEN = re.compile(rb"(" + _STRING + rb")|/[^\s\0/\[\]<>()%]++|[^\s\0]", re.DOTALL)
_KEPT = frozenset(key.encode() for key, kinds in DRAWING["marked content"].items() if "text" in kinds)


def blank_marks(drawn: bytes) -> bytes:
    """The same object where there is nothing to blank."""
    if b">>" not in drawn:
        return drawn
    blanked = bytearray(drawn)
    for marked in _MARKED.finditer(drawn):
        before = b""
        for token in _TOKEN.finditer(drawn, marked.start(1), marked.end(1)):
            if token[1] and before not in _KEPT:
                blanked[token.start() + 1 : token.end() - 1] = b" " * (len(token[1]) - 2)
            before = token[0]
    return drawn if blanked == drawn else bytes(blanked)
