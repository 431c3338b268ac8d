"""Names across scripts: the consonants of a transliteration. Nabeel, نبيل, Nabil and Набиль are all `nbl`.

Loose on purpose: what one alphabet cannot tell apart (p and b, v and f, j and g, h and kh) is one letter. So
a skeleton never counts alone for a word of the same script (see `query.compiling`), only across scripts or
beside another name.
"""

import re
from functools import lru_cache

from .arabic_stem import normalise
from .words import ARABIC, WORD, fold, without_apostrophes

LATIN, ARABIC_SCRIPT, CYRILLIC = "l", "a", "c"
SHORTEST = 2

_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-z]")
_FROM_ARABIC = str.maketrans(
    {
        "ب": "b", "ت": "t", "ث": "t", "ج": "g", "ح": "h", "خ": "h", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
        "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l",
        "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ا": "a",
    }
)  # fmt: skip
_FROM_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "f", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "e", "ж": "g", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "b", "р": "r",
        "с": "s", "т": "t", "у": "u", "ў": "w", "ф": "f", "х": "h", "ц": "ts", "ч": "S", "ш": "S", "щ": "S", "ъ": "",
        "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ј": "y", "љ": "l", "њ": "n", "ћ": "S", "ђ": "g", "џ": "g",
    }
)  # fmt: skip
# In this order: longer letter groups first.
_LATIN_GROUPS = (
    ("shch", "S"), ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("dsch", "g"), ("sh", "S"), ("ch", "S"), ("zh", "g"),
    ("dj", "g"), ("dzh", "g"), ("dh", "d"), ("th", "t"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("qu", "k"),
    ("ck", "k"), ("cz", "S"), ("sz", "S"), ("tz", "ts"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
    ("c", "k"), ("q", "k"), ("p", "b"), ("v", "f"), ("j", "g"), ("gn", "n"), ("ou", "u"),
)  # fmt: skip
_ARTICLES = frozenset(["al", "el", "ul", "an", "as", "ash", "ar", "ad"])
_VOWELS = re.compile("[aeiouwy]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Script mark and consonants of one word (`lnbl`), or "" where it has too few or its script is not
    known.
    """
    bare = without_apostrophes(word)
    if ARABIC.search(bare):
        return _finish(ARABIC_SCRIPT, _romanised_arabic(bare))
    folded = fold(bare)
    if _CYRILLIC.search(folded):
        return _finish(CYRILLIC, folded.replace("дж", "ж").translate(_FROM_CYRILLIC))
    if _LATIN.search(folded):
        for group, sound in _LATIN_GROUPS:
            folded = folded.replace(group, sound)
        return _finish(LATIN, folded)
    return ""


def skeletons(text: str) -> list[str]:
    """Of every word of `text` that has one; a Latin article of an Arabic name (al-, el-) is passed over."""
    words = (word for word in WORD.findall(text) if word.casefold() not in _ARTICLES)
    return [bones for word in words if (bones := skeleton(word))]


def other_scripts(bones: str) -> list[str]:
    """The same consonants as the other scripts write them."""
    return [script + bones[1:] for script in (LATIN, ARABIC_SCRIPT, CYRILLIC) if script != bones[0]]


def _romanised_arabic(word: str) -> str:
    normal = normalise(word)
    if word.startswith("ال") and len(normal) > 4:
        normal = normal[2:]
    if word.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652").endswith("ة"):
        normal = normal[:-1]
    return normal.translate(_FROM_ARABIC)


def _finish(script: str, romanised: str) -> str:
    first = romanised[:1]
    start = first if first in {"w", "y"} else "a" if first and _VOWELS.match(first) else ""
    body = _VOWELS.sub("", romanised)
    if romanised.endswith("h") and len(body) > SHORTEST:
        body = body[:-1]
    bones = start + _DOUBLED.sub(r"\1", body).replace("kg", "g")
    kept = "".join(c for c in bones if c.isalnum())
    return script + kept[:20] if len(kept) >= SHORTEST and not kept.isdecimal() else ""
