"""Where sentences end, in the four languages. A wrong cut costs a translator nothing but a longer or shorter box."""

import re

# What ends with a full stop and no sentence: folded, without the stop.
_ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "no", "nos", "vs", "etc", "inc", "ltd", "gen", "col", "lt",
     "sgt", "capt", "gov", "sen", "rep", "art", "arts", "fig", "vol", "cf", "p", "pp", "ed", "eds",
     "m", "mm", "mme", "mlle", "me", "ste", "av", "bd", "n°", "env", "ex",
     "sra", "srta", "dra", "ud", "uds", "lic", "ing", "núm", "pág",
     "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
     "د", "أ", "م", "ص"]
)  # fmt: skip
_END = re.compile(r"[.!?؟…]+(?:\s?»|[\"'”’)\]])*(?:\{/\d+\})*(?=\s)")
_AROUND = 80
"""Characters that decide whether a sentence ends."""
_LAST_WORD = re.compile(r"([\w°]+)\.$")
_GOES_ON = re.compile(r"\s*(?:\{\d+/?\})*[\"'“‘«(\[¿¡]*\s?(?P<next>\w)")


def split_sentences(text: str) -> list[str]:
    """In order, without the white space between; joined by one space they are the text again."""
    sentences, start = [], 0
    for found in _END.finditer(text):
        end = found.end()
        if _ends_here(text[max(start, end - _AROUND) : end], text[end : end + _AROUND]):
            sentences.append(text[start:end].strip())
            start = end
    rest = text[start:].strip()
    return [one for one in [*sentences, rest] if one]


def _ends_here(before: str, after: str) -> bool:
    if before.endswith("."):
        word = _LAST_WORD.search(before)
        if word and (word[1].casefold() in _ABBREVIATIONS or _is_initial(word[1])):
            return False
    following = _GOES_ON.match(after)
    return following is None or not following["next"].islower()


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and word.isupper()
