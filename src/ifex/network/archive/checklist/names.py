"""Rules about names: written alike, in full at first mention, organisations not by their letters alone."""

import re
from collections.abc import Iterator

from .drafts import Draft, Name
from .telling_dates import month_words

SHORTEST = 5
LONGEST = 40
"""Letters of a part of a name below and above which a likeness says nothing."""
MOST_COMPARED = 20_000
"""Pairs of words; what follows them is not looked at."""

_TOKEN = re.compile(r"[^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARABIC_PREFIXES = ("و", "ف", "ب", "ل", "ك")
_ACRONYM = re.compile(r"(?<![\w/(])[A-Z]{2,7}(?![\w/])")
_KNOWN_TO_ALL = frozenset(
    ["AM", "CD", "CEO", "DVD", "EU", "FM", "HIV", "ID", "IP", "IT", "NGO", "ONG", "ONU", "OK", "PC", "PDF", "PM", "SIM",
     "SMS", "TV", "UE", "UK", "UN", "UNESCO", "URL", "US", "USA", "USB", "UTC", "VPN", "WWW"]
)  # fmt: skip


def spellings_that_differ(draft: Draft) -> Iterator[str]:
    """`Farhadov / Farkhadov`: a word that is all but a part of a name of the facts."""
    # April and Abril, Mars and Marta: the months are written as they are.
    known = {part.casefold() for name in draft.names for part in _parts(name)} | month_words(draft.language)
    parts = list(dict.fromkeys(part for name in draft.names if name.is_person for part in _parts(name)))
    words = dict.fromkeys(filter(_could_be_name, map(_bare, _TOKEN.findall(draft.text))))
    seen = set(known)
    left = MOST_COMPARED
    for word in words:
        folded = word.casefold()
        left -= len(parts)
        if folded in seen or left < 0:
            continue
        seen.add(folded)
        alike = next((part for part in parts if _are_alike(folded, part.casefold())), None)
        if alike is not None:
            yield f"{alike} / {word}"


def short_names_before_full(draft: Draft) -> Iterator[str]:
    """The last name of a person that stands in the text before the full name, or without it."""
    for name in draft.names:
        full = [spelling for spelling in name.spellings if len(spelling.split()) > 1]
        if not name.is_person or not full:
            continue
        first_full = min((at for one in full if (at := _place(draft.body, one)) >= 0), default=-1)
        for last in dict.fromkeys(one.split()[-1] for one in full):
            alone = _place(draft.body, last)
            if len(last) >= SHORTEST and alone >= 0 and (first_full < 0 or alone < first_full):
                yield last
                break


def acronyms_without_names(draft: Draft) -> Iterator[str]:
    """Letters at their first mention without the name in full beside them. Datelines `(MFWA/IFEX)` are none."""
    text = f"{draft.summary}\n{draft.body}"
    explained = set(re.findall(r"\(([A-Z]{2,7})\)", text)) | set(re.findall(r"([A-Z]{2,7})\s*[\(（]", text))
    seen = set()
    for found in _ACRONYM.findall(text):
        if found not in seen and found not in explained and found not in _KNOWN_TO_ALL:
            seen.add(found)
            yield found


def _parts(name: Name) -> list[str]:
    return [part for spelling in name.spellings for part in _TOKEN.findall(spelling)]


def _bare(token: str) -> str:
    return _POSSESSIVE.sub("", token)


def _could_be_name(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and (word[0].isupper() or bool(_ARABIC.match(word)))


def _are_alike(word: str, part: str) -> bool:
    """Not the same, but a letter or (in long ones) two apart, with the same beginning."""
    if not SHORTEST <= len(part) <= LONGEST or abs(len(word) - len(part)) > 2:
        return False
    if _ARABIC.match(word):
        without = word[1:] if word[0] in _ARABIC_PREFIXES else word
        if without in {part, part.removeprefix("ال")}:
            return False
        # An ending or a prefix of another word is no other spelling.
        return len(part) > SHORTEST and word[0] == part[0] and _distance(word, part, 1) == 1
    if word[0] != part[0] or word.startswith(part) or part.startswith(word):
        return False
    return 0 < _distance(word, part, 2) <= (2 if min(len(word), len(part)) >= 7 else 1)


def _distance(one: str, other: str, most: int) -> int:
    """Letters to change, add or leave out; `most` + 1 where it is more."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != against)))
        if min(now) > most:
            return most + 1
        before = now
    return before[-1]


def _place(text: str, words: str) -> int:
    """Where `words` stand as whole words; -1 for nowhere."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(rf"(?<!\w)[وفبلك]?{pattern}(?!\w)", text)
    return found.start() if found else -1
