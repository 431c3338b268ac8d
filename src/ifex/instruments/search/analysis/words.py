"""What all languages share: where words begin and end, folding, digits, scripts without spaces."""

import re
import unicodedata
from functools import cache

LONGEST_TOKEN = 40
_ELISIONS = frozenset(
    ["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"]
)
# Letters that Unicode does not take apart into a base letter and a mark.
_INSEPARABLE = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


def _character_class(wanted: set[str], last: int = 0x1FFFF) -> str:
    """The inside of a regular expression's class with every character of these general categories."""
    ranges: list[tuple[int, int]] = []
    for code in range(0x300, last):
        if unicodedata.category(chr(code)) in wanted:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1] = (ranges[-1][0], code)
            else:
                ranges.append((code, code))
    return "".join(f"{chr(first)}-{chr(end)}" for first, end in ranges)


_MARKS = _character_class({"Mn", "Mc"})
# Letters and digits, marks that stand on them, apostrophes between them. (Written for speed: most words are
# one run.)
WORD = re.compile(rf"\w+(?:(?:[{_MARKS}\u200c\u200d]+|['’ʼ＇](?=\w))\w*)*")
_APOSTROPHE = re.compile("['’ʼ＇]")
_NOT_LETTERS = re.compile(r"[\W_]+")
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003134f]+"
)
ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]")


def fold(word: str) -> str:
    """Lower case, without diacritics, digits of every script as 0–9, compatibility forms resolved."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(_ascii_digit(c) for c in decomposed if not unicodedata.combining(c))
    return bare.casefold().translate(_INSEPARABLE)


@cache
def _ascii_digit(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return character if digit is None or character.isascii() else str(digit)


def without_apostrophes(word: str) -> str:
    """`l'arrestation` is `arrestation`, `journalist's` is `journalist`, `O'Brien` is `OBrien`."""
    parts = _APOSTROPHE.split(word)
    if len(parts) == 1:
        return word
    if len(parts) > 1 and parts[-1] in {"s", "S"}:
        parts.pop()
    while len(parts) > 1 and parts[0].casefold() in _ELISIONS:
        parts.pop(0)
    return "".join(parts)


def split_unspaced(word: str) -> list[str]:
    """Scripts written without spaces become overlapping pairs of characters; what stands around them stays
    whole.
    """
    pieces: list[str] = []
    at = 0
    for run in UNSPACED.finditer(word):
        if run.start() > at:
            pieces.append(word[at : run.start()])
        text = run.group()
        pieces += [text[i : i + 2] for i in range(len(text) - 1)] if len(text) > 1 else [text]
        at = run.end()
    if at < len(word):
        pieces.append(word[at:])
    return pieces


def clean_token(token: str) -> str:
    """Only letters and digits, cut at LONGEST_TOKEN: what an engine may store."""
    if len(token) > LONGEST_TOKEN:
        token = token[:LONGEST_TOKEN]
    return token if token.isalnum() else _NOT_LETTERS.sub("", token)
