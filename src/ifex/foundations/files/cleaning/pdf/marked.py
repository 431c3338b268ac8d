"""Words about the words that draw a page: what a voice reads out stays, the rest is blanked where it stands."""

import re

from ifex.foundations.files.cleaning.paths import tells_a_path

from .drawing_kept import DRAWING

# Each part is bounded: what never ends is not read again from every beginning.
_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,500}+\)){0,2000}+\)|<[0-9A-Fa-f\s]{0,4000}+>"
_MARKED = re.compile(
    rb"<<((?:[^<>()]|" + _STRING + rb"){0,2000}+)>>(?=[\s\0]*+(?:BDC|DP)(?![^\s\0/<\[(%]))", re.DOTALL
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
            if token[1] and (before not in _KEPT or tells_a_path(_unescaped(token[1]))):
                blanked[token.start() + 1 : token.end() - 1] = b" " * (len(token[1]) - 2)
            before = token[0]
    return drawn if blanked == drawn else bytes(blanked)


def _unescaped(string: bytes) -> str:
    """Enough to see a path in it: its strokes are written twice, and it may be in two bytes a letter."""
    if string.startswith(b"<"):
        digits = bytes(each for each in string if each in b"0123456789abcdefABCDEF")
        string = b"(" + bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()) + b")"
    return (
        string[1:-1].replace(b"\0", b"").replace(b"\xfe\xff", b"").replace(b"\\\\", b"\\").decode("latin-1")
    )
