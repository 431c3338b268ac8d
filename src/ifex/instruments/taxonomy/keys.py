"""The form in which names are compared: "CÔTE-D’IVOIRE", "Cote d'Ivoire" and "cote divoire" are one."""

import re
import unicodedata

LONGEST_KEY = 200
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"}
    # Arabic forms that people exchange freely: hamza carriers are handled by decomposition.
    | {"ى": "ي", "ة": "ه", "ٱ": "ا", "ـ": ""}
)
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_NO_WORD = re.compile(r"[^\w]+|_+")


def match_key(text: str) -> str:
    """Without case, accents, Arabic vowel signs and punctuation; "&" is "and"; at most LONGEST_KEY
    characters.
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text[: 4 * LONGEST_KEY])
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    lowered = _APOSTROPHES.sub("", text[: 4 * LONGEST_KEY].casefold().translate(_LETTERS)).replace(
        "&", " and "
    )
    return _NO_WORD.sub(" ", lowered).strip()[:LONGEST_KEY].strip()
